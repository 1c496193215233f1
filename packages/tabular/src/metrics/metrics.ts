import { inOneGo, ShapeError, type Turns, type Values } from '@leven/core'
import { inOwnUnits } from '../decode.ts'
import {
  type BinaryTarget,
  type MulticlassTarget,
  outputCount,
  type RegressionTarget,
  type TargetColumn,
} from '../encoder.ts'
import { binaryMetrics } from './binary.ts'
import { multiclassMetrics } from './multiclass.ts'
import { regressionMetrics } from './regression.ts'
import type { BinaryMetrics, Metrics, MulticlassMetrics, RegressionMetrics } from './types.ts'

/**
 * How good predictions are.
 * @param target what was predicted.
 * @param targets the truth of each row, as `readTargets` gives it: m numbers.
 * @param T the predictions, nL × m, column-major, as the network gives them.
 * @param cost the mean loss in the network's units, as the backend computes it; a regression's is mapped
 * back to the target's own units. Default: `meanLoss` of the predictions.
 * @param weights of each row, by which it counts as so many rows. Default 1.
 */
export function computeMetrics(
  target: BinaryTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
  weights?: ArrayLike<number>,
): BinaryMetrics
export function computeMetrics(
  target: MulticlassTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
  weights?: ArrayLike<number>,
): MulticlassMetrics
export function computeMetrics(
  target: RegressionTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
  weights?: ArrayLike<number>,
): RegressionMetrics
export function computeMetrics(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
  weights?: ArrayLike<number>,
): Metrics
export function computeMetrics(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
  weights?: ArrayLike<number>,
): Metrics {
  return inOneGo(computeMetricsInTurns(target, targets, T, cost, weights))
}

/** As `computeMetrics`. */
export function* computeMetricsInTurns(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
  costOfBackend?: number,
  weights?: ArrayLike<number>,
): Turns<Metrics> {
  checkRows(target, targets, T)
  const cost = costOfBackend ?? meanLoss(target, targets, T, weights)
  switch (target.task) {
    case 'binary': {
      const positive = target.labels.indexOf(target.positive)
      const isPositive = new Uint8Array(targets.length)
      for (let i = 0; i < targets.length; i++) isPositive[i] = targets[i] === positive ? 1 : 0
      yield
      return yield* binaryMetrics(isPositive, T, cost, weights)
    }
    case 'multiclass':
      return yield* multiclassMetrics(target.labels, targets, T, cost, weights)
    case 'regression': {
      const unit = target.standardDeviation
      return regressionMetrics(targets, inOwnUnits(target, T), cost * unit * unit, weights)
    }
    default:
      return target satisfies never
  }
}

/** @throws ShapeError unless there is at least one row, and a prediction for each. */
export function checkRows(target: TargetColumn, targets: ArrayLike<number>, T: Values): void {
  const outputs = outputCount(target)
  if (targets.length > 0 && T.length === outputs * targets.length) return
  throw new ShapeError(
    `metrics: T has ${T.length} values for ${targets.length} rows of ${outputs} outputs.`,
    'Give at least one row, and a prediction for each.',
  )
}

/**
 * The mean loss in the network's units from predictions alone. A probability that rounded to 0 counts as
 * the smallest float32, so that the loss stays finite; the backend's own cost, from the logits, is exact.
 */
export function meanLoss(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
  weights?: ArrayLike<number>,
): number {
  checkRows(target, targets, T)
  const lossOf = lossFunction(target, targets, T)
  let [sum, total] = [0, 0]
  for (let i = 0; i < targets.length; i++) {
    const weight = weights?.[i] ?? 1
    sum += weight * lossOf(i)
    total += weight
  }
  return sum / total
}

/** The smallest float32 above 0. */
const smallest = 2 ** -149

/** L of row i, from its prediction (5); a regression's in standardised units. */
export function lossFunction(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
): (row: number) => number {
  const surprise = (probability: number) => -Math.log(Math.max(probability, smallest))
  switch (target.task) {
    case 'binary': {
      const positive = target.labels.indexOf(target.positive)
      return (i) => {
        const t = T[i] ?? Number.NaN
        return surprise(targets[i] === positive ? t : 1 - t)
      }
    }
    case 'multiclass':
      return (i) => surprise(T[i * target.labels.length + (targets[i] ?? 0)] ?? Number.NaN)
    case 'regression':
      return (i) => {
        const y = ((targets[i] ?? Number.NaN) - target.mean) / target.standardDeviation
        const miss = (T[i] ?? Number.NaN) - y
        return (miss * miss) / 2
      }
    default:
      return target satisfies never
  }
}
