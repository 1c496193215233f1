import { proxy, transfer } from 'comlink'
import { type DataSource, problemOf, settledSource, shapeSource } from '../data/data-source.ts'
import { learnable, missingWords, sketchedProblem } from '../data/learnable.ts'
import { forTraining, type Problem } from '../data/problem.ts'
import { rescalingOf } from '../data/rescaling-of.ts'
import type { Kept, KeptRun } from '../keeping/store.ts'
import { readLink } from '../settings/page-link.ts'
import { writePermalink } from '../settings/permalink.ts'
import {
  defaultSettings,
  type LearningSettings,
  networkOf,
  optimizerOf,
  type Settings,
} from '../settings/settings.ts'
import { readState, writeState } from '../settings/state-link.ts'
import { readView, setView, view } from '../settings/view.ts'
import type { OpenedModel } from '../sharing/model-file.ts'
import type { BackendName } from '../training/backend-names.ts'
import type { LearnerState, StepKind } from '../training/learner.ts'
import type { Pace, ParameterPlace, SetUp } from '../training/protocol.ts'
import type { Code } from '../write/exercises.ts'
import { currentLink, writeLink } from './address.ts'
import {
  askedBackend,
  blockedNow,
  frame,
  frameNow,
  keptNow,
  notice,
  opened,
  pace,
  playing,
  problemNow,
  selection,
  settingsNow,
  sourceNow,
} from './state.ts'
import { told } from './told.ts'
import { take, trainer } from './trainer.ts'

export { currentLink, linkCarriesData, look, settingsLink, writeLink } from './address.ts'
export {
  blocked,
  chosenBackend,
  dismissKept,
  fault,
  frame,
  framesPerSecond,
  highlighted,
  keptHere,
  notice,
  opened,
  openingBackend,
  pace,
  playing,
  problem,
  selection,
  settings,
  source,
} from './state.ts'

export { told } from './told.ts'

/** What a change of these needs: the same parameters, learned from otherwise. Any other begins anew. */
const learningKeys: readonly (keyof Settings)[] = ['optimizer', 'learningRate', 'l2', 'batchSize']

/** What leaves the problem as it is. The seed does not: it splits the rows, too. */
const networkKeys: readonly (keyof Settings)[] = [...learningKeys, 'hidden', 'activation']

function learning({ optimizer, learningRate, l2, batchSize }: Settings): LearningSettings {
  return { optimizer, learningRate, l2, batchSize }
}

/** The state that a link brings for these settings; undefined where it has none, 'unfit' where it is of another run. */
function stateOf(hash: string): LearnerState | 'unfit' | undefined {
  const text = new URLSearchParams(hash.replace(/^#/, '')).get('state')
  if (text === null) return undefined
  const network = networkOf(settingsNow.value, problemNow.value)
  const { instances } = problemNow.value.trainingData
  return readState(text, network, optimizerOf(settingsNow.value), instances) ?? 'unfit'
}

/** Begins with the state of a link, or says that it is of another run. */
function beginAt(hash: string): void {
  const state = stateOf(hash)
  if (state === 'unfit')
    notice.value = `${notice.value} The link's weights are not of this network; the run begins anew.`.trim()
  begin(state && state !== 'unfit' ? { from: state, departure: 'opened' } : {})
}

function begin(at: Pick<SetUp, 'parameters' | 'from' | 'departure'> = {}): void {
  const { hidden, activation, seed } = settingsNow.value
  const network = { hidden, activation, seed }
  const set = { problem: forTraining(problemNow.value), network, learning: learning(settingsNow.value) }
  selection.value = { kind: 'instance', index: 0 }
  sent = problemNow.value
  void trainer.setUp({ ...set, ...at })
}

/** The problem that the worker has, or is on its way to. */
let sent: Problem = problemNow.value
let following: Promise<void> | undefined

/** Lets training follow the points that are drawn. While the worker is busy with some, only the newest wait. */
function follow(): Promise<void> {
  const run = async () => {
    await Promise.resolve()
    while (sent !== problemNow.value) {
      const [before, next] = [sent, problemNow.value]
      sent = next
      await trainer.learnOn(forTraining(next), rescalingOf(before, next))
    }
    following = undefined
  }
  following ??= run()
  return following
}

/**
 * Starts the worker. To be called once.
 * @param kept what this tab kept before it was loaded again, at the same address.
 */
export function start(kept?: Kept): void {
  void trainer.watch(proxy(take))
  if (kept?.run.hash !== location.hash || !goOnWith(kept)) beginAt(location.hash)
  addEventListener('hashchange', () => {
    const { hash } = location
    const { settings: asked, refused, points } = readLink(hash)
    const next = readView(hash)
    const entered = next.lesson !== undefined && next.lesson !== view.value.lesson
    setView(next)
    notice.value = ''
    const others = writePermalink(asked) !== writePermalink(settingsNow.value)
    if (points) learnFrom(points, asked)
    else if (entered) startOver(asked)
    else if (others || sourceNow.value.kind === 'drawn') change(asked)
    if (refused.length > 0) notice.value = `The link's ${refused.join(', ')} could not be used.`
    if (hash.includes('state=')) beginAt(hash)
  })
}

/**
 * Changes settings: what is learned from or learned with begins anew, how it is learned goes on. To choose a
 * shape is to leave a table that was brought, and points that were drawn.
 */
export function change(part: Partial<Settings>): void {
  const before = settingsNow.value
  const after = { ...before, ...part }
  const changed = Object.keys(part).filter(
    (key): key is keyof Settings => isSetting(key) && before[key] !== after[key],
  )
  const leaves = part.shape !== undefined && sourceNow.value.kind !== 'shape'
  if (changed.length === 0 && !leaves) return
  const goesOn = !leaves && changed.every((key) => learningKeys.includes(key))
  if (!goesOn) {
    const from = leaves ? shapeSource : settledSource(sourceNow.value)
    const sameData = from === sourceNow.value && changed.every((key) => networkKeys.includes(key))
    // The split of a table may leave nothing to learn; then the page keeps what it had.
    if (!sameData && !attempt(() => setSource(from, problemOf(from, after)))) return
    blockedNow.value = ''
    resumes = false
  }
  settingsNow.value = after
  writeLink()
  if (goesOn) {
    void trainer.learnBy(learning(after))
    return
  }
  if (leaves || changed.includes('hidden') || changed.includes('shape')) opened.value = null
  begin()
}

/**
 * Learns from other data, from the first weights.
 * @param made their problem, where it is known.
 * @returns whether they could be learned; where not, the notice says why and the page keeps what it had.
 */
export function learnFrom(from: DataSource, asked: Settings = settingsNow.value, made?: Problem): boolean {
  return attempt(() => {
    setSource(from, made ?? problemOf(from, asked))
    settingsNow.value = asked
    blockedNow.value = ''
    resumes = false
    opened.value = null
    writeLink()
    begin()
  })
}

/**
 * Begins a whole state of the page: these settings, their points and the first weights, at rest, by the page's own
 * code. What was learned, changed by hand or drawn before is gone.
 */
export function startOver(asked: Settings): void {
  pause()
  stepAlone()
  learnFrom(shapeSource, asked)
}

/** Whether it was playing when the points that were left could not be learned. */
let resumes = false

/**
 * Learns from points as they are drawn. Once it has begun, training goes on with what it knows, as long as the
 * classes are the same; where nothing can be learned of the points, it waits until something can.
 */
export function redraw(from: DataSource): void {
  const before = problemNow.value
  const waited = blockedNow.value !== ''
  const made =
    from.kind === 'drawn' && from.held
      ? sketchedProblem(from, settingsNow.value, waited ? undefined : before)
      : learnable(from, settingsNow.value)
  selection.value = { kind: 'batch' }
  if (!made) {
    resumes ||= playing.value
    void trainer.pause()
    sourceNow.value = from
    blockedNow.value = missingWords(from)
    return
  }
  blockedNow.value = ''
  setSource(from, made)
  const begun = frame.value && (frame.value.epoch > 0 || frame.value.seen > 0 || frame.value.departure)
  if (!waited && begun && sameClasses(before, made)) {
    void follow()
  } else {
    opened.value = null
    begin()
  }
  if (waited && resumes) {
    resumes = false
    void trainer.play(pace.value)
  }
}

/** Lets the seed split the drawn points, as it splits every table; they were split as they were drawn. */
export function settle(): void {
  const from = sourceNow.value
  if (from.kind === 'drawn' && from.held && !blockedNow.value) redraw(settledSource(from))
  writeLink()
}

function sameClasses(one: Problem, other: Problem): boolean {
  return (
    one.inputs === other.inputs &&
    one.output === other.output &&
    one.labels.length === other.labels.length &&
    one.labels.every((label, i) => label === other.labels[i])
  )
}

/** Says so where there is nothing to learn from. */
function isStuck(): boolean {
  notice.value = blockedNow.value || notice.value
  return blockedNow.value !== ''
}

/** Draws the plane of two other columns of a table; training goes on. */
export function plot(plotted: readonly [across: string, up: string]): boolean {
  const from = sourceNow.value
  if (from.kind !== 'table') return false
  return attempt(() => {
    const next: DataSource = { ...from, plotted }
    const { encoder, notes } = problemNow.value
    setSource(next, { ...problemOf(next, settingsNow.value, encoder), notes })
    sent = problemNow.value
    void trainer.lookAt(sent.plane)
  })
}

function setSource(from: DataSource, made: Problem): void {
  sourceNow.value = from
  problemNow.value = made
}

/** Says what went wrong, where something does. */
function attempt(work: () => void): boolean {
  try {
    work()
    notice.value = ''
    return true
  } catch (error) {
    notice.value = told(error)
    return false
  }
}

function isSetting(key: string): key is keyof Settings {
  return Object.hasOwn(defaultSettings, key)
}

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
    resumes = false
    opened.value = null
    writeLink()
    begin({ from, ...(run.departure && { departure: run.departure }) })
    const name = data.source.kind === 'table' ? data.source.table.source : ''
    keptNow.value = name || run.epoch > 0 ? { epoch: run.epoch, name } : undefined
  })
}

/** The session as this browser can keep it; undefined while it changes, or where there is nothing to keep. */
export async function keepable(): Promise<{ readonly run: KeptRun; readonly problem: Problem } | undefined> {
  await following
  const [now, about] = [frameNow.value, problemNow.value]
  const { hash } = location
  if (!now || blockedNow.value || sent !== about) return undefined
  const { generation, departure } = now
  const state = await trainer.state()
  const { value: later } = frameNow
  if (!state || !later || later.generation !== generation || problemNow.value !== about) return undefined
  if (location.hash !== hash) return undefined
  const run = { format: 1, time: Date.now(), hash, epoch: state.epoch, state: writeState(state) } as const
  return { run: { ...run, departure: later.departure ?? departure }, problem: about }
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
  await following
  const state = await trainer.state()
  if (!state) return undefined
  const text = [currentLink(), `state=${writeState(state)}`].filter(Boolean).join('&')
  return `${location.origin}${location.pathname}#${text}`
}

/**
 * Goes on from a model that was opened, on the data of the link that it carries, else on the data there are.
 * @throws DataError where these do not have its columns; nothing is changed then.
 */
export function goOnFrom(model: OpenedModel): void {
  const { hidden, activation, encoder, parameters, link: own } = model
  const before = own === undefined ? { ...settingsNow.value, ...model.settings } : readLink(own).settings
  const after = { ...before, hidden, activation }
  const from =
    own === undefined
      ? retargeted(settledSource(sourceNow.value), encoder.target.name)
      : (readLink(own).points ?? shapeSource)
  setSource(from, problemOf(from, after, encoder))
  blockedNow.value = ''
  settingsNow.value = after
  opened.value = null
  writeLink()
  begin({ parameters, departure: 'opened' })
}

/** The same table with another target. */
function retargeted(from: DataSource, target: string): DataSource {
  if (from.kind !== 'table' || from.target === target) return from
  return { kind: 'table', table: from.table, target }
}

/** Plays at the chosen pace. */
export function play(): void {
  if (isStuck()) return
  if (frame.value?.epoch === 0 && frame.value.seen === 0) settle()
  void trainer.play(pace.value)
}

/** Pauses. */
export function pause(): void {
  resumes = false
  void trainer.pause()
}

/** Chooses another pace, playing or not. */
export function setPace(next: Pace): void {
  pace.value = next
  if (playing.value) play()
}

/** Takes one step. */
export function stepBy(kind: StepKind): void {
  if (isStuck()) return
  if (frame.value?.epoch === 0 && frame.value.seen === 0) settle()
  void trainer.step(kind)
}

/** Lets the learner's own code take the steps; at the other end of the port is its sandbox. */
export function stepWith(code: Code, port: MessagePort): Promise<void> {
  return trainer.stepWith(code, transfer(port, [port]))
}

/** Lets core's code take the steps again. */
export function stepAlone(): void {
  void trainer.stepAlone()
}

/** Back to the first parameters. */
export function reset(): void {
  if (isStuck()) return
  const from = settledSource(sourceNow.value)
  const fresh =
    from === sourceNow.value && sent === problemNow.value ? undefined : learnable(from, settingsNow.value)
  if (!fresh) {
    void trainer.reset()
    return
  }
  setSource(from, fresh)
  writeLink()
  void trainer.pause()
  begin()
}

/** Shows a moment of the run. */
export function seek(moment: number): void {
  void trainer.seek(moment)
}

/** Changes one parameter by hand. */
export function edit(place: ParameterPlace, value: number): void {
  void trainer.edit(place, value)
}

/** Goes on with another backend, where it is there. */
export async function computeOn(name: BackendName): Promise<void> {
  askedBackend.value = name
  await trainer.computeOn(name)
  if (askedBackend.value === name) askedBackend.value = null
}
