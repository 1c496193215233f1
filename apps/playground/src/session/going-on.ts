import { effect } from '@preact/signals'
import { problemOf } from '../data/data-source.ts'
import { forTraining, type Problem } from '../data/problem.ts'
import type { LearnerState } from '../learner/learner.ts'
import { readState, writeState } from '../learner/state-link.ts'
import { readLink } from '../settings/page-link.ts'
import { networkOf, optimizerOf, type Settings } from '../settings/settings.ts'
import { readView, setView } from '../settings/view.ts'
import type { Frame } from '../training/frame.ts'
import type { SetUp } from '../training/protocol.ts'
import { currentLink, dataOfEntry, writeLink } from './address.ts'
import { attempt, begin, course, learning, setSource } from './course.ts'
import type { Kept, KeptRun } from './kept.ts'
import { recall, rememberAs } from './remembered.ts'
import { settle } from './sketching.ts'
import { blockedNow, frameNow, keptNow, opened, problemNow, settingsNow, sourceNow } from './state.ts'
import { trainer } from './trainer.ts'

/**
 * Goes on with a session that this browser kept.
 * @returns whether it could; where not, nothing is changed.
 */
export function goOnWith({ run, data }: Kept): boolean {
  const { settings: asked } = readLink(run.hash)
  return attempt(() => {
    const made = { ...problemOf(data.source, asked, data.encoder), notes: data.notes }
    const { instances } = made.trainingData
    const from = readState(run.state, networkOf(asked, made), optimizerOf(asked), instances)
    if (!from) throw new TypeError('what was kept is not of this network')
    setView(readView(run.hash))
    setSource(data.source, made)
    settingsNow.value = asked
    blockedNow.value = ''
    course.resumes = false
    opened.value = null
    const known = dataOfEntry()
    if (known && !recall(known)) rememberAs(known, data.source)
    writeLink()
    begin({ from, ...(run.departure && { departure: run.departure }) })
    const name = data.source.kind === 'table' ? data.source.table.source : ''
    if (name || run.epoch > 0) sayUntilActed({ epoch: run.epoch, name })
  })
}

/** Says what the page goes on with until the run is moved or the page is set otherwise. */
function sayUntilActed(kept: { readonly epoch: number; readonly name: string }): void {
  keptNow.value = kept
  const [asked, from, before] = [settingsNow.value, sourceNow.value, frameNow.value?.generation]
  let first: Frame | undefined
  const stop = effect(() => {
    const now = frameNow.value
    const isOf = now && now.generation !== before
    if (isOf) first ??= now
    const stands = !isOf || (!now.playing && first !== undefined && isOfOneMoment(now, first))
    if (stands && keptNow.value === kept && settingsNow.value === asked && sourceNow.value === from) return
    if (keptNow.value === kept) keptNow.value = undefined
    queueMicrotask(() => stop())
  })
}

/** Whether two frames show the same numbers. A unit that is pointed at brings a frame of its own. */
function isOfOneMoment(one: Frame, other: Frame): boolean {
  return one.epoch === other.epoch && one.seen === other.seen && one.training.cost === other.training.cost
}

/** The session as this browser can keep it; undefined while it changes, or where there is nothing to keep. */
export async function keepable(): Promise<{ readonly run: KeptRun; readonly problem: Problem } | undefined> {
  await course.following
  const [now, about] = [frameNow.value, problemNow.value]
  const { hash } = location
  if (!now || blockedNow.value || course.sent !== about) return undefined
  const { generation, departure } = now
  const state = await trainer.state()
  const { value: later } = frameNow
  if (!state || !later || later.generation !== generation || problemNow.value !== about) return undefined
  if (location.hash !== hash) return undefined
  const run = { format: 1, time: Date.now(), hash, epoch: state.epoch, state: writeState(state) } as const
  return { run: { ...run, departure: later.departure ?? departure }, problem: about }
}

/** A run, and what it is a run of. */
export interface ShownRun {
  readonly frame: Frame
  readonly problem: Problem
  readonly settings: Settings
}

/**
 * The run of the settings and the data as they stand, to be taken away; undefined before it has begun. What is drawn may
 * still be the run before, which the worker has been told to leave.
 */
export async function shownRun(): Promise<ShownRun | undefined> {
  await course.following
  const [settings, problem] = [settingsNow.value, problemNow.value]
  const shown = await trainer.shown()
  return shown && { frame: shown, problem, settings }
}

/** The run as it is set up, and where it stands; undefined before it has begun. */
export async function standing(): Promise<
  { readonly setUp: SetUp; readonly state: LearnerState } | undefined
> {
  const { hidden, activation, seed } = settingsNow.value
  const problem = forTraining(problemNow.value)
  const setUp = { problem, network: { hidden, activation, seed }, learning: learning(settingsNow.value) }
  const state = await trainer.state()
  return state && { setUp, state }
}

/** A link to this moment of the run: with every weight and, if the optimizer keeps any, every moment. */
export async function stateLink(): Promise<string | undefined> {
  settle()
  await course.following
  const state = await trainer.state()
  if (!state) return undefined
  const text = [currentLink(), `state=${writeState(state)}`].filter(Boolean).join('&')
  return `${location.origin}${location.pathname}#${text}`
}
