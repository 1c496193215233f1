import type { Values } from '@leven/core'
import { threshold } from '../decode.ts'
import { prAuc, rocAuc } from './ranking.ts'
import type { BinaryMetrics } from './types.ts'

/**
 * The metrics of binary predictions.
 * @param isPositive the truth of each row.
 * @param probability P(positive) of each row.
 */
export function binaryMetrics(
  isPositive: readonly boolean[],
  probability: Values,
  cost: number,
): BinaryMetrics {
  const rows = isPositive.length
  let [tp, fp, fn, tn, squares] = [0, 0, 0, 0, 0]
  isPositive.forEach((positive, i) => {
    const p = probability[i] ?? Number.NaN
    const miss = p - (positive ? 1 : 0)
    squares += miss * miss
    const predicted = p >= threshold
    if (predicted && positive) tp++
    else if (predicted) fp++
    else if (positive) fn++
    else tn++
  })
  return {
    rows,
    cost,
    accuracy: (tp + tn) / rows,
    rocAuc: rocAuc(probability, isPositive),
    prAuc: prAuc(probability, isPositive),
    brier: squares / rows,
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
