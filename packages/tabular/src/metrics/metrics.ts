import { LevenError, type Values } from '@leven/core'
import type { BinaryTarget, MulticlassTarget, RegressionTarget, TargetColumn } from '../encoder.ts'
import type { BinaryMetrics, Metrics, MulticlassMetrics, RegressionMetrics } from './types.ts'

/**
 * How good predictions are.
 * @param target what was predicted.
 * @param targets the truth of each row, as `readTargets` gives it: m numbers.
 * @param T the predictions, nL × m, column-major, as the network gives them.
 * @param cost the mean loss in the network's units, as the backend computes it; a regression's is mapped
 * back to the target's own units. Default: `meanLoss` of the predictions.
 */
export function computeMetrics(
  target: BinaryTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
): BinaryMetrics
export function computeMetrics(
  target: MulticlassTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
): MulticlassMetrics
export function computeMetrics(
  target: RegressionTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
): RegressionMetrics
export function computeMetrics(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
): Metrics
export function computeMetrics(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
): Metrics {
  throw new LevenError('FAILED', `computeMetrics ${target.name} ${targets.length} ${T.length} ${cost}`, '')
}

/**
 * The mean loss in the network's units from predictions alone. A probability that rounded to 0 counts as
 * the smallest float32, so that the loss stays finite; the backend's own cost, from the logits, is exact.
 */
export function meanLoss(target: TargetColumn, targets: ArrayLike<number>, T: Values): number {
  throw new LevenError('FAILED', `meanLoss ${target.name} ${targets.length} ${T.length}`, '')
}
