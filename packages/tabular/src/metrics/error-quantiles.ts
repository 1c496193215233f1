import type { Values } from '@leven/core'
import { inOwnUnits } from '../decode.ts'
import type { RegressionTarget } from '../encoder.ts'
import { checkRows } from './metrics.ts'

/** How large the errors of a share of the rows are, in the target's own units. */
export interface ErrorQuantile {
  /** The share of rows whose error is at most this: 0.5, 0.9. */
  readonly level: number
  /** The least error that at least `level` of the rows do not exceed. */
  readonly error: number
  /** The share of the rows, by weight, whose error is no larger: `level`, or a little more. */
  readonly within: number
}

/**
 * The quantiles of |y − t|.
 * @param targets the truth of each row, in its own units, as `readTargets` gives it.
 * @param T the predictions, 1 × m, standardised, as the network gives them.
 * @param options.levels above 0 and at most 1. Default 0.5, 0.8, 0.9 and 0.95.
 * @param options.weights of each row; default 1.
 * @throws ShapeError unless there is at least one row, and a prediction for each.
 */
export function errorQuantiles(
  target: RegressionTarget,
  targets: ArrayLike<number>,
  T: Values,
  options: { readonly levels?: readonly number[]; readonly weights?: ArrayLike<number> } = {},
): readonly ErrorQuantile[] {
  checkRows(target, targets, T)
  const { levels = [0.5, 0.8, 0.9, 0.95], weights } = options
  const errors = inOwnUnits(target, T).map((t, i) => Math.abs((targets[i] ?? Number.NaN) - t))
  const order = Uint32Array.from(errors, (_, i) => i).sort((a, b) => (errors[a] ?? 0) - (errors[b] ?? 0))
  const cumulated = new Float64Array(order.length)
  let total = 0
  order.forEach((row, rank) => {
    total += weights?.[row] ?? 1
    cumulated[rank] = total
  })
  const errorAt = (rank: number) => errors[order[rank] ?? 0] ?? Number.NaN
  return levels.map((level) => {
    // Sums of weights round: a level is reached a little early rather than a row late.
    let rank = cumulated.findIndex((below) => below >= level * total * (1 - 1e-12))
    const error = errorAt(rank)
    while (rank + 1 < order.length && errorAt(rank + 1) === error) rank++
    return { level, error, within: (cumulated[rank] ?? Number.NaN) / total }
  })
}
