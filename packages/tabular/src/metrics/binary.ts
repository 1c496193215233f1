import type { Turns, Values } from '@leven/core'
import { threshold } from '../decode.ts'
import { areas, type Flags } from './ranking.ts'
import type { BinaryMetrics } from './types.ts'

/**
 * The metrics of binary predictions.
 * @param isPositive the truth of each row.
 * @param probability P(positive) of each row.
 * @param weights of each row; default 1.
 */
export function* binaryMetrics(
  isPositive: Flags,
  probability: Values,
  cost: number,
  weights?: ArrayLike<number>,
): Turns<BinaryMetrics> {
  const rows = isPositive.length
  let [tp, fp, fn, tn, squares] = [0, 0, 0, 0, 0]
  for (let i = 0; i < rows; i++) {
    const positive = Boolean(isPositive[i])
    const p = probability[i] ?? Number.NaN
    const miss = p - (positive ? 1 : 0)
    const weight = weights?.[i] ?? 1
    squares += weight * miss * miss
    const predicted = p >= threshold
    if (predicted && positive) tp += weight
    else if (predicted) fp += weight
    else if (positive) fn += weight
    else tn += weight
  }
  yield
  const total = tp + fp + fn + tn
  return {
    rows,
    cost,
    accuracy: (tp + tn) / total,
    ...(yield* areas(probability, isPositive, weights)),
    brier: squares / total,
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, tp + fn),
    f1: ratio(2 * tp, 2 * tp + fp + fn),
    threshold,
    confusion: { tp, fp, fn, tn },
  }
}

/** A quotient, or null where it is undefined. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
