import { LevenError } from '@leven/core'
import type { TargetColumn } from './encoder.ts'

/**
 * The baseline that knows no features: the same T for every row, the shares of the classes (or the mean)
 * in the training rows. Its label is always the majority's.
 * @param targets the truth of the training rows, as `readTargets` gives it.
 * @param instances m: how many rows to predict.
 * @returns T, nL × m, column-major.
 */
export function majorityPredictions(
  target: TargetColumn,
  targets: ArrayLike<number>,
  instances: number,
): Float64Array {
  throw new LevenError('FAILED', `majorityPredictions ${target.name} ${targets.length} ${instances}`, '')
}
