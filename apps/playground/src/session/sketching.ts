import { type DataSource, settledSource } from '../data/data-source.ts'
import { learnable, missingWords, sketchedProblem } from '../data/learnable.ts'
import type { Problem } from '../data/problem.ts'
import { writeLink } from './address.ts'
import { begin, course, follow, setSource } from './course.ts'
import {
  blockedNow,
  frame,
  opened,
  pace,
  playing,
  problemNow,
  selection,
  settingsNow,
  sourceNow,
} from './state.ts'
import { trainer } from './trainer.ts'

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
    course.resumes ||= playing.value
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
  if (waited && course.resumes) {
    course.resumes = false
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
