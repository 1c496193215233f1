import { type DataSource, problemOf, settledSource, shapeSource } from '../data/data-source.ts'
import { derivedAmong } from '../data/derived.ts'
import type { Problem } from '../data/problem.ts'
import { readLink } from '../settings/page-link.ts'
import { defaultSettings, type Settings } from '../settings/settings.ts'
import { setView, type View, view } from '../settings/view.ts'
import { writeLink } from './address.ts'
import { attempt, begin, course, learning, setSource } from './course.ts'
import type { OpenedModel } from './opened-model.ts'
import { pause, stepAlone } from './playing.ts'
import { blockedNow, opened, problemNow, settingsNow, sourceNow } from './state.ts'
import { trainer } from './trainer.ts'

/** What a change of these needs: the same parameters, learned from otherwise. Any other begins anew. */
const learningKeys: readonly (keyof Settings)[] = ['optimizer', 'learningRate', 'l2', 'batchSize']

/** What leaves the problem as it is. The seed does not: it splits the rows, too. */
const networkKeys: readonly (keyof Settings)[] = [...learningKeys, 'hidden', 'activation']

/**
 * Changes settings: what is learned from or learned with begins anew, how it is learned goes on. To choose a
 * shape is to leave a table that was brought, and points that were drawn.
 */
export function change(part: Partial<Settings>): void {
  const before = settingsNow.value
  const after = { ...before, ...part }
  const changed = Object.keys(part).filter(
    (key): key is keyof Settings => isSetting(key) && String(before[key]) !== String(after[key]),
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
    course.resumes = false
  }
  settingsNow.value = after
  writeLink(changed.join())
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
    course.resumes = false
    opened.value = null
    writeLink('data')
    begin()
  })
}

/**
 * Begins a whole state of the page: these settings, their points and the first weights, at rest, by the page's own
 * code. What was learned, changed by hand or drawn before is gone.
 * @param looks how the page is looked at from then on.
 */
export function startOver(asked: Settings, looks: View = view.value): void {
  pause()
  stepAlone()
  setView(looks)
  learnFrom(shapeSource, asked)
}

/** Draws the plane of two other columns of a table; training goes on. */
export function plot(plotted: readonly [across: string, up: string]): boolean {
  const from = sourceNow.value
  if (from.kind !== 'table') return false
  return attempt(() => {
    const next: DataSource = { ...from, plotted }
    const { encoder, notes } = problemNow.value
    setSource(next, { ...problemOf(next, settingsNow.value, encoder), notes })
    writeLink()
    course.sent = problemNow.value
    void trainer.lookAt(course.sent.plane)
  })
}

function isSetting(key: string): key is keyof Settings {
  return Object.hasOwn(defaultSettings, key)
}

/**
 * Goes on from a model that was opened, on the data of the link that it carries, else on the data there are.
 * @throws DataError where these do not have its columns; nothing is changed then.
 */
export function goOnFrom(model: OpenedModel): void {
  const { hidden, activation, encoder, parameters, link: own } = model
  const before = own === undefined ? { ...settingsNow.value, ...model.settings } : readLink(own).settings
  const from =
    own === undefined
      ? retargeted(settledSource(sourceNow.value), encoder.target.name)
      : (readLink(own).points ?? shapeSource)
  // The page's own points have the columns that the model reads, and no others.
  const derived = from.kind === 'table' ? before.derived : derivedAmong(encoder.features)
  const after = { ...before, hidden, activation, derived }
  setSource(from, problemOf(from, after, encoder))
  blockedNow.value = ''
  settingsNow.value = after
  opened.value = null
  writeLink('model')
  begin({ parameters, departure: 'opened' })
}

/** The same table with another target. */
function retargeted(from: DataSource, target: string): DataSource {
  if (from.kind !== 'table' || from.target === target) return from
  return { kind: 'table', table: from.table, target }
}
