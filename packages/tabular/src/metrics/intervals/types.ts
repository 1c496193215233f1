import type { Interval } from './interval.ts'

/**
 * The 95 % intervals of binary figures: what they would be on other rows of the same source, by the network as it is.
 * Null where the figure is undefined, or too few rows say nothing of its spread. Plain JSON data.
 */
export interface BinaryIntervals {
  /** Of the mean loss. */
  readonly cost: Interval | null
  /** Of the share predicted rightly. */
  readonly accuracy: Interval | null
  /** Of the area under the ROC curve. */
  readonly rocAuc: Interval | null
  /** Of the average precision. */
  readonly prAuc: Interval | null
  /** Of the mean squared error of the probability. */
  readonly brier: Interval | null
  /** Of tp / (tp + fp). */
  readonly precision: Interval | null
  /** Of tp / (tp + fn). */
  readonly recall: Interval | null
  /** Of the harmonic mean of both. */
  readonly f1: Interval | null
}

/** The 95 % intervals of figures of several classes. */
export interface MulticlassIntervals {
  /** Of the mean loss. */
  readonly cost: Interval | null
  /** Of the share predicted rightly. */
  readonly accuracy: Interval | null
  /** Of the mean F1 of the labels. */
  readonly macroF1: Interval | null
  /** Of the mean AUC of each label against the others. */
  readonly macroRocAuc: Interval | null
}

/** The 95 % intervals of a regression's figures, in the units of its metrics. */
export interface RegressionIntervals {
  /** Of the mean loss, in standardised units. */
  readonly cost: Interval | null
  /** Of the share of the variance explained. */
  readonly r2: Interval | null
  /** Of the mean absolute error, in the target's units. */
  readonly mae: Interval | null
  /** Of the root of the mean squared error, in the target's units. */
  readonly rmse: Interval | null
}

/** The intervals of a task's figures; the fields tell which. */
export type MetricIntervals = BinaryIntervals | MulticlassIntervals | RegressionIntervals
