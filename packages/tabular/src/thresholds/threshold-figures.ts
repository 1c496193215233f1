import type { Values } from '@leven/core'
import type { BinaryTarget } from '../encoder.ts'
import { ratio } from '../metrics/binary.ts'
import { checkRows } from '../metrics/metrics.ts'
import type { BinaryMetrics } from '../metrics/types.ts'

/** Rows by truth and prediction, by weight. */
export type Confusion = BinaryMetrics['confusion']

/** The figures of a binary prediction that depend on its threshold. What is undefined is null. Plain JSON data. */
export interface ThresholdFigures {
  /** A row is predicted positive where its probability is at least this. */
  readonly threshold: number
  /** Rows by what they are and what was predicted. */
  readonly confusion: Confusion
  /** The share predicted rightly, 0 to 1. */
  readonly accuracy: number
  /** tp / (tp + fp). */
  readonly precision: number | null
  /** tp / (tp + fn), the true positive rate. */
  readonly recall: number | null
  /** tn / (tn + fp), the true negative rate. */
  readonly specificity: number | null
  /** 2 tp / (2 tp + fp + fn). */
  readonly f1: number | null
  /** Recall plus specificity less 1 (Youden 1950): balanced accuracy, from 0 for chance to 1. */
  readonly youden: number | null
}

/**
 * Confusion and figures at a threshold.
 * @param targets the truth of each row, as `readTargets` gives it.
 * @param T P(positive) of each row.
 * @param weights of each row; default 1.
 * @throws ShapeError unless there is at least one row, and a prediction for each.
 */
export function thresholdFigures(
  target: BinaryTarget,
  targets: ArrayLike<number>,
  T: Values,
  threshold: number,
  weights?: ArrayLike<number>,
): ThresholdFigures {
  checkRows(target, targets, T)
  const positive = target.labels.indexOf(target.positive)
  let [tp, fp, fn, tn] = [0, 0, 0, 0]
  for (let i = 0; i < targets.length; i++) {
    const weight = weights?.[i] ?? 1
    const isPredicted = (T[i] ?? Number.NaN) >= threshold
    if (targets[i] === positive && isPredicted) tp += weight
    else if (targets[i] === positive) fn += weight
    else if (isPredicted) fp += weight
    else tn += weight
  }
  return figuresOf(threshold, { tp, fp, fn, tn })
}

/** The figures of a confusion. */
export function figuresOf(threshold: number, confusion: Confusion): ThresholdFigures {
  const { tp, fp, fn, tn } = confusion
  const [recall, specificity] = [ratio(tp, tp + fn), ratio(tn, tn + fp)]
  return {
    threshold,
    confusion,
    accuracy: (tp + tn) / (tp + fp + fn + tn),
    precision: ratio(tp, tp + fp),
    recall,
    specificity,
    f1: ratio(2 * tp, 2 * tp + fp + fn),
    youden: recall === null || specificity === null ? null : recall + specificity - 1,
  }
}
