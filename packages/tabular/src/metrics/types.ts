/** How good binary predictions are. What is undefined is null. Plain JSON data, as `evaluate --json` prints it. */
export interface BinaryMetrics {
  /** How many rows were measured. */
  readonly rows: number
  /** The mean loss (10), without L2 and sample weights. */
  readonly cost: number
  /** The share predicted rightly at the threshold, 0 to 1. */
  readonly accuracy: number
  /** The chance that a positive row is ranked above a negative one, ties half. Null with one class. */
  readonly rocAuc: number | null
  /** Average precision: Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds. Null without positives. */
  readonly prAuc: number | null
  /** The mean squared difference of probability and outcome. */
  readonly brier: number
  /** tp / (tp + fp). Null where nothing is predicted positive. */
  readonly precision: number | null
  /** tp / (tp + fn). Null where nothing is positive. */
  readonly recall: number | null
  /** 2 tp / (2 tp + fp + fn). Null where all three are 0. */
  readonly f1: number | null
  /** A row is predicted positive where its probability is at least this. */
  readonly threshold: number
  /** Rows by what they are and what was predicted, at the threshold. */
  readonly confusion: {
    /** Positive, and predicted so. */
    readonly tp: number
    /** Negative, but predicted positive. */
    readonly fp: number
    /** Positive, but predicted negative. */
    readonly fn: number
    /** Negative, and predicted so. */
    readonly tn: number
  }
}

/** How good predictions of several classes are. */
export interface MulticlassMetrics {
  /** How many rows were measured. */
  readonly rows: number
  /** The mean categorical cross-entropy, without L2 and sample weights. */
  readonly cost: number
  /** The share predicted rightly, 0 to 1. */
  readonly accuracy: number
  /** The mean F1 of the classes that are true or predicted somewhere. */
  readonly macroF1: number
  /** The mean of the classes' one-against-the-rest ROC-AUC. Null where one of them is undefined. */
  readonly macroRocAuc: number | null
  /** counts[i][j]: rows of label i that are predicted as label j. */
  readonly confusion: {
    /** In the order of the counts. */
    readonly labels: readonly string[]
    /** Row i, column j: rows of label i that were predicted as label j. */
    readonly counts: readonly (readonly number[])[]
  }
}

/** How good predicted numbers are, in the target's own units. */
export interface RegressionMetrics {
  /** How many rows were measured. */
  readonly rows: number
  /** The mean loss: half the mean squared error, in the target's own units squared. */
  readonly cost: number
  /** 1 − Σ(y − t)² / Σ(y − ȳ)². Null where the targets do not vary. */
  readonly r2: number | null
  /** Mean absolute error. */
  readonly mae: number
  /** Root of the mean squared error. */
  readonly rmse: number
}

/** The metrics of a task; the fields tell which. */
export type Metrics = BinaryMetrics | MulticlassMetrics | RegressionMetrics
