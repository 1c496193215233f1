import type { Values } from '@leven/core'
import { mostProbable, threshold } from '../../decode.ts'
import type { BinaryTarget, MulticlassTarget, RegressionTarget, TargetColumn } from '../../encoder.ts'
import { computeMetrics, lossFunction } from '../metrics.ts'
import { f1Influence } from './f1-influence.ts'
import { type Influence, meanInfluence, standardErrorOf } from './influence.ts'
import {
  effectiveRows,
  explainedInterval,
  type Interval,
  normalInterval,
  unitInterval,
  wilsonInterval,
} from './interval.ts'
import { r2Influence } from './r2-influence.ts'
import { macroRocAucInfluence, prAucInfluence, rocAucInfluence } from './ranking-influence.ts'
import { positives, standardised } from './truth.ts'
import type { BinaryIntervals, MetricIntervals, MulticlassIntervals, RegressionIntervals } from './types.ts'

/** Of figures that are 0 or more, and of those that are at most 1 besides. */
const [fromZero, unit]: readonly [Interval, Interval] = [
  [0, Number.POSITIVE_INFINITY],
  [0, 1],
]

/**
 * The 95 % interval of each figure of `computeMetrics`, by a formula each, whatever the order of the rows:
 * means (cost, Brier, mean absolute error) ± 1.96 standard errors; shares (accuracy, precision, recall) by Wilson;
 * ROC-AUC by DeLong, PR-AUC and F1 by the delta method, all on the logit scale; r² on the log scale of what it leaves
 * unexplained; the root mean squared error by the delta method. They say how far chance in the rows that are judged
 * moves a figure, and nothing of chance in training.
 * @param target what was predicted.
 * @param targets the truth of each row, as `readTargets` gives it: m numbers.
 * @param T the predictions, nL × m, column-major, as the network gives them.
 * @param cost the mean loss in the network's units, as the backend computes it. Default: `meanLoss`.
 * @param weights of each row. Their scale does not matter: rows of equal weights say as much as rows without.
 * @throws ShapeError unless there is at least one row, and a prediction for each.
 * @example
 * metricIntervals(target, targets, T).rocAuc // [low, high], or null
 */
export function metricIntervals(
  target: BinaryTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
  weights?: ArrayLike<number>,
): BinaryIntervals
export function metricIntervals(
  target: MulticlassTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
  weights?: ArrayLike<number>,
): MulticlassIntervals
export function metricIntervals(
  target: RegressionTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
  weights?: ArrayLike<number>,
): RegressionIntervals
export function metricIntervals(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
  weights?: ArrayLike<number>,
): MetricIntervals
export function metricIntervals(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
  cost?: number,
  weights?: ArrayLike<number>,
): MetricIntervals {
  switch (target.task) {
    case 'binary':
      return binaryIntervals(target, targets, T, cost, weights)
    case 'multiclass':
      return multiclassIntervals(target, targets, T, cost, weights)
    case 'regression':
      return regressionIntervals(target, targets, T, cost, weights)
    default:
      return target satisfies never
  }
}

function binaryIntervals(
  target: BinaryTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost: number | undefined,
  weights: ArrayLike<number> | undefined,
): BinaryIntervals {
  const metrics = computeMetrics(target, targets, T, cost, weights)
  const rows = targets.length
  const isPositive = positives(target, targets)
  const predicted = Array.from(T, (t) => t >= threshold)
  const counting = (counts: (row: number) => boolean) => effectiveRows(weightsOf(rows, weights, counts))
  const rarerClass = Math.min(
    counting((i) => isPositive[i] === true),
    counting((i) => isPositive[i] === false),
  )
  const positiveRows = counting((i) => isPositive[i] === true)
  return {
    cost: meanInterval(
      metrics.cost,
      meanInfluence(rows, lossFunction(target, targets, T), weights),
      fromZero,
    ),
    accuracy: wilsonInterval(
      metrics.accuracy,
      counting(() => true),
    ),
    rocAuc: shareInterval(metrics.rocAuc, rocAucInfluence(T, isPositive, weights), rarerClass),
    prAuc: shareInterval(metrics.prAuc, prAucInfluence(T, isPositive, weights), positiveRows),
    brier: meanInterval(
      metrics.brier,
      meanInfluence(rows, (i) => ((T[i] ?? Number.NaN) - (isPositive[i] ? 1 : 0)) ** 2, weights),
      unit,
    ),
    precision:
      metrics.precision === null
        ? null
        : wilsonInterval(
            metrics.precision,
            counting((i) => predicted[i] === true),
          ),
    recall: metrics.recall === null ? null : wilsonInterval(metrics.recall, positiveRows),
    f1: shareInterval(
      metrics.f1,
      f1Influence(isPositive.map(Number), predicted.map(Number), [1], weights),
      counting((i) => isPositive[i] === true || predicted[i] === true),
    ),
  }
}

function multiclassIntervals(
  target: MulticlassTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost: number | undefined,
  weights: ArrayLike<number> | undefined,
): MulticlassIntervals {
  const metrics = computeMetrics(target, targets, T, cost, weights)
  const rows = targets.length
  const classes = target.labels.map((_, index) => index)
  const sizes = classes.map((index) => effectiveRows(weightsOf(rows, weights, (i) => targets[i] === index)))
  const rarestClass = Math.min(...sizes.filter((size) => size > 0))
  return {
    cost: meanInterval(
      metrics.cost,
      meanInfluence(rows, lossFunction(target, targets, T), weights),
      fromZero,
    ),
    accuracy: wilsonInterval(metrics.accuracy, effectiveRows(weightsOf(rows, weights, () => true))),
    macroF1: shareInterval(
      metrics.macroF1,
      f1Influence(targets, mostProbable(T, classes.length), classes, weights),
      rarestClass,
    ),
    macroRocAuc: shareInterval(
      metrics.macroRocAuc,
      macroRocAucInfluence(classes.length, targets, T, weights),
      rarestClass,
    ),
  }
}

function regressionIntervals(
  target: RegressionTarget,
  targets: ArrayLike<number>,
  T: Values,
  cost: number | undefined,
  weights: ArrayLike<number> | undefined,
): RegressionIntervals {
  const metrics = computeMetrics(target, targets, T, cost, weights)
  const rows = targets.length
  const { standardDeviation: inUnits } = target
  const y = standardised(target, targets)
  const miss = (i: number) => (T[i] ?? Number.NaN) - (y[i] ?? Number.NaN)
  const squares = meanInfluence(rows, (i) => miss(i) * miss(i), weights)
  const absolute = meanInfluence(rows, (i) => Math.abs(miss(i)), weights)
  const r2 = r2Influence(y, T, weights)
  const rmse = metrics.rmse / inUnits
  return {
    cost: meanInterval(metrics.cost, squares, fromZero, (inUnits * inUnits) / 2),
    r2: metrics.r2 === null || r2 === null ? null : explainedInterval(metrics.r2, standardErrorOf(r2)),
    mae: meanInterval(metrics.mae, absolute, fromZero, inUnits),
    // d√v = dv / (2√v)
    rmse: meanInterval(metrics.rmse, squares, fromZero, rmse === 0 ? 0 : inUnits / (2 * rmse)),
  }
}

/** The interval of a mean, or of what is `slope` times as much. */
function meanInterval(
  value: number,
  influence: Influence | null,
  within: Interval,
  slope = 1,
): Interval | null {
  return influence && normalInterval(value, standardErrorOf(influence) * slope, within)
}

function shareInterval(value: number | null, influence: Influence | null, n: number): Interval | null {
  return value === null ? null : unitInterval(value, influence && standardErrorOf(influence), n)
}

/** The weights of the rows that count. */
function* weightsOf(
  rows: number,
  weights: ArrayLike<number> | undefined,
  counts: (row: number) => boolean,
): Generator<number> {
  for (let i = 0; i < rows; i++) if (counts(i)) yield weights?.[i] ?? 1
}
