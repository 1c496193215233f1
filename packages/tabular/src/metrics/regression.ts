import { ratio } from './binary.ts'
import type { RegressionMetrics } from './types.ts'

/**
 * The metrics of predicted numbers, in the target's own units. Squares are taken of parts of the largest number, so
 * that they neither overflow nor vanish.
 * @param y the truth of each row.
 * @param t the prediction of each row.
 * @param weights of each row; default 1.
 */
export function regressionMetrics(
  y: ArrayLike<number>,
  t: ArrayLike<number>,
  cost: number,
  weights?: ArrayLike<number>,
): RegressionMetrics {
  const rows = y.length
  const sum = (term: (y: number, t: number) => number) => {
    let all = 0
    for (let i = 0; i < rows; i++) {
      all += (weights?.[i] ?? 1) * term(y[i] ?? Number.NaN, t[i] ?? Number.NaN)
    }
    return all
  }
  const total = sum(() => 1)
  const unit = largestOf(y, t)
  const mean = sum((truth) => truth / unit) / total
  const residual = sum((truth, prediction) => square((truth - prediction) / unit))
  const counted = Array.from({ length: rows }, (_, i) => i).filter((i) => weights?.[i] !== 0)
  const isConstant = counted.every((i) => y[i] === y[counted[0] ?? 0])
  const unexplained = isConstant
    ? null
    : ratio(
        residual,
        sum((truth) => square(truth / unit - mean)),
      )
  return {
    rows,
    cost,
    r2: unexplained === null ? null : 1 - unexplained,
    mae: (sum((truth, prediction) => Math.abs((truth - prediction) / unit)) / total) * unit,
    rmse: Math.sqrt(residual / total) * unit,
  }
}

/** A power of two near the largest of some numbers: dividing by it loses no digits. 1 where all are 0. */
function largestOf(y: ArrayLike<number>, t: ArrayLike<number>): number {
  let largest = 0
  for (let i = 0; i < y.length; i++) {
    largest = Math.max(largest, Math.abs(y[i] ?? 0), Math.abs(t[i] ?? 0))
  }
  if (!(largest > 0 && Number.isFinite(largest))) return 1
  return 2 ** Math.min(1000, Math.max(-1000, Math.floor(Math.log2(largest))))
}

function square(value: number): number {
  return value * value
}
