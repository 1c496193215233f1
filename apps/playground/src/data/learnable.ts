import type { Encoder } from '@leven/tabular'
import { dataTexts } from '../texts/data.ts'
import { type DataSource, problemOf, settledSource } from './data-source.ts'
import { classCounts, type DrawnSource } from './drawn.ts'
import type { Problem } from './problem.ts'
import type { DataSettings } from './shape-problem.ts'

type ProblemSettings = DataSettings & { readonly seed: number }

/** The problem of a source; undefined where nothing can be learned of it. */
export function learnable(
  from: DataSource,
  settings: ProblemSettings,
  encoder?: Encoder,
): Problem | undefined {
  try {
    return problemOf(from, settings, encoder)
  } catch {
    return undefined
  }
}

/**
 * The problem of points that are being drawn. A class that is wholly erased keeps its output until the pen is
 * laid down.
 * @param before the problem that is learned from; undefined where there is none.
 */
export function sketchedProblem(
  from: DrawnSource,
  settings: ProblemSettings,
  before: Problem | undefined,
): Problem | undefined {
  const counts = classCounts(from)
  if (!from.heights && !(counts.size > 1 && [...counts.values()].some((count) => count > 1))) return undefined
  const fewer =
    !from.heights &&
    before !== undefined &&
    counts.size < before.labels.length &&
    [...counts.keys()].every((label) => before.labels.includes(label))
  return (
    learnable(from, settings, fewer ? before.encoder : undefined) ?? learnable(settledSource(from), settings)
  )
}

/** What is missing where nothing can be learned of the points that were drawn. */
export function missingWords(from: DataSource): string {
  return from.kind === 'drawn' && from.heights ? dataTexts().drawHeights : dataTexts().drawClasses
}
