import { ShapeError, type Values } from '@leven/core'
import { type BinaryTarget, type MulticlassTarget, outputCount, type TargetColumn } from '../encoder.ts'
import { type Interval, wilsonInterval } from '../metrics/intervals/interval.ts'
import { conformalScores, probabilityOf } from './conformal-scores.ts'

/**
 * The numbers whose score is within a quantile: t ± q. Null where there is no quantile: any number may be.
 * @param prediction in the target's own units, as `decodePredictions` gives it.
 * @param quantile as `conformalQuantile` gives it.
 * @example
 * predictionInterval(250, quantileAt(kept, 0.9)) // [212, 288]
 */
export function predictionInterval(prediction: number, quantile: number | null): Interval | null {
  return quantile === null ? null : [prediction - quantile, prediction + quantile]
}

/**
 * The labels whose score is within a quantile, in the order of the target's: those at least as probable as 1 − q.
 * It may hold several, where they are hard to tell apart, or none: then no label is as probable as the true ones
 * usually are. Without a quantile it holds all.
 * @param outputs the row's column of T: P(positive), or one probability for each label.
 * @param quantile as `conformalQuantile` gives it.
 * @throws ShapeError where the outputs are not those of one row.
 * @example
 * predictionSet(target, Float32Array.of(0.4, 0.55, 0.05), 0.7) // ['ant', 'bee']
 */
export function predictionSet(
  target: BinaryTarget | MulticlassTarget,
  outputs: Values,
  quantile: number | null,
): readonly string[] {
  const probabilities = probabilitiesOf(target, outputs)
  return target.labels.filter((_, k) => quantile === null || 1 - (probabilities[k] ?? 0) <= quantile)
}

function probabilitiesOf(target: BinaryTarget | MulticlassTarget, outputs: Values): readonly number[] {
  if (outputs.length !== outputCount(target)) {
    throw new ShapeError(
      `predictionSet: ${outputs.length} outputs are given, but a row of ${target.name} has ${outputCount(target)}.`,
    )
  }
  if (target.task === 'multiclass') return Array.from(outputs)
  return target.labels.map((label) => probabilityOf(label === target.positive, outputs[0]))
}

/** How many rows an interval or set held the truth of. Plain JSON data. */
export interface ConformalCoverage {
  /** How many rows it was counted on. */
  readonly rows: number
  /** The share of rows whose truth is within. */
  readonly covered: number
  /** Its 95 % interval (Wilson 1927). */
  readonly interval: Interval
  /** The width of the intervals, or the mean number of labels in the sets. Null where intervals have no ends. */
  readonly size: number | null
}

/**
 * What a quantile held on rows that were neither trained on nor scored for it.
 * @param targets the truth of each row, as `readTargets` gives it.
 * @param T the predictions, nL × m, column-major.
 * @throws ShapeError unless there is at least one row, and a prediction for each.
 */
export function conformalCoverage(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
  quantile: number | null,
): ConformalCoverage {
  const rows = targets.length
  const within = conformalScores(target, targets, T).filter((score) => quantile === null || score <= quantile)
  const covered = within.length / rows
  return { rows, covered, interval: wilsonInterval(covered, rows), size: sizeOf(target, T, rows, quantile) }
}

function sizeOf(target: TargetColumn, T: Values, rows: number, quantile: number | null): number | null {
  if (target.task === 'regression') return quantile === null ? null : 2 * quantile
  const outputs = outputCount(target)
  let labels = 0
  for (let i = 0; i < rows; i++) {
    labels += predictionSet(target, T.subarray(i * outputs, (i + 1) * outputs), quantile).length
  }
  return labels / rows
}
