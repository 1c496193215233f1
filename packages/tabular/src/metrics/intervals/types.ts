import type { Interval } from './interval.ts'

/**
 * The 95 % intervals of binary figures: what they would be on other rows of the same source, by the network as it is.
 * Null where the figure is undefined, or too few rows say nothing of its spread. Plain JSON data.
 */
export interface BinaryIntervals {
  readonly cost: Interval | null
  readonly accuracy: Interval | null
  readonly rocAuc: Interval | null
  readonly prAuc: Interval | null
  readonly brier: Interval | null
  readonly precision: Interval | null
  readonly recall: Interval | null
  readonly f1: Interval | null
}

/** The 95 % intervals of figures of several classes. */
export interface MulticlassIntervals {
  readonly cost: Interval | null
  readonly accuracy: Interval | null
  readonly macroF1: Interval | null
  readonly macroRocAuc: Interval | null
}

/** The 95 % intervals of a regression's figures, in the units of its metrics. */
export interface RegressionIntervals {
  readonly cost: Interval | null
  readonly r2: Interval | null
  readonly mae: Interval | null
  readonly rmse: Interval | null
}

/** The intervals of a task's figures; the fields tell which. */
export type MetricIntervals = BinaryIntervals | MulticlassIntervals | RegressionIntervals
