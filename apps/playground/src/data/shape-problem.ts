import type { Encoder } from '@leven/tabular'
import type { DerivedName } from './derived.ts'
import { reach, tableOfPoints, targetColumn } from './points.ts'
import { createProblem, type Problem } from './problem.ts'
import { drawPoints, recipeOf, type Shape } from './shapes.ts'

/** What decides the points. */
export interface DataSettings {
  readonly shape: Shape
  /** Standard deviation of the noise, from 0 to 0.5. */
  readonly noise: number
  /** Points in all. */
  readonly size: number
  /** The share of them that is held out for testing. */
  readonly testShare: number
  /** Draws the points, and nothing else. */
  readonly dataSeed: number
  /** What is learned from beside x1 and x2, in the order of the columns. */
  readonly derived: readonly DerivedName[]
}

/**
 * The problem of a generated data set.
 * @param encoder of a model that was opened; by default the one fitted on the training points.
 */
export function shapeProblem(settings: DataSettings & { readonly seed: number }, encoder?: Encoder): Problem {
  const { shape, noise, size, testShare, dataSeed, derived, seed } = settings
  const table = tableOfPoints(drawPoints(shape, size, noise, dataSeed), `${shape}.csv`, derived)
  const target = recipeOf(shape).task === 'regression' ? targetColumn.height : targetColumn.label
  return createProblem(table, {
    target,
    plotted: ['x1', 'x2'],
    ends: [-reach, reach],
    derived,
    testShare,
    seed,
    ...(encoder && { encoder }),
  })
}
