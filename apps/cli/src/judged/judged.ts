import type { Values } from '@leven/core'
import {
  type Calibration,
  type ChosenThreshold,
  type ClassFigures,
  calibration,
  chooseThreshold,
  classFigures,
  type ErrorQuantile,
  errorQuantiles,
  type MetricIntervals,
  type Metrics,
  metricIntervals,
  type PairedDifference,
  pairedDifference,
  parseThresholdGoal,
  type TargetColumn,
} from '@leven/tabular'

/** What else there is to say of predictions of rows that were not seen. Plain JSON data. */
export interface Judged {
  /** 95 % intervals of the figures. */
  readonly intervals: MetricIntervals
  /** How much better than the linear baseline, on the same rows; null where there is none. */
  readonly difference: PairedDifference | null
  /** Null for numbers. */
  readonly calibration: Calibration | null
  /** Of each of several classes. */
  readonly classes: readonly ClassFigures[] | null
  /** How far a regression is off, at several shares of the rows. */
  readonly errors: readonly ErrorQuantile[] | null
  /** The threshold that --maximise asks for, chosen on these rows. */
  readonly threshold: ChosenThreshold | null
}

/** Rows that a model did not see, and what is asked about them. Plain data, so that it crosses threads. */
export interface Judging {
  readonly target: TargetColumn
  readonly targets: Float64Array
  /** What was predicted, nL × m. */
  readonly T: Values
  readonly weights: Float32Array | undefined
  /** The figures of these rows. */
  readonly validation: Metrics
  /** What the linear baseline predicted. */
  readonly rival: Values | null
  /** What --maximise names, for two labels. */
  readonly goal: string | undefined
}

/** Judges them. */
export function judged({ target, targets, T, weights, validation, rival, goal }: Judging): Judged {
  const isNumber = target.task === 'regression'
  const unit = isNumber ? target.standardDeviation * target.standardDeviation : 1
  return {
    intervals: metricIntervals(target, targets, T, validation.cost / unit, weights),
    difference: rival ? pairedDifference(target, targets, T, rival, weights) : null,
    calibration: isNumber ? null : calibration(target, targets, T, weights ? { weights } : {}),
    classes: 'macroF1' in validation ? classFigures(validation.confusion) : null,
    errors: isNumber ? errorQuantiles(target, targets, T, weights ? { weights } : {}) : null,
    threshold:
      target.task === 'binary' && goal !== undefined
        ? chooseThreshold(target, targets, T, parseThresholdGoal(goal), weights)
        : null,
  }
}
