import { ratio } from './binary.ts'
import type { RegressionMetrics } from './types.ts'

/**
 * The metrics of predicted numbers, in the target's own units.
 * @param y the truth of each row.
 * @param t the prediction of each row.
 */
export function regressionMetrics(
  y: ArrayLike<number>,
  t: ArrayLike<number>,
  cost: number,
): RegressionMetrics {
  const rows = y.length
  const sum = (term: (y: number, t: number) => number) => {
    let all = 0
    for (let i = 0; i < rows; i++) all += term(y[i] ?? Number.NaN, t[i] ?? Number.NaN)
    return all
  }
  const mean = sum((truth) => truth) / rows
  const residual = sum((truth, prediction) => (truth - prediction) * (truth - prediction))
  const unexplained = ratio(
    residual,
    sum((truth) => (truth - mean) * (truth - mean)),
  )
  return {
    rows,
    cost,
    r2: unexplained === null ? null : 1 - unexplained,
    mae: sum((truth, prediction) => Math.abs(truth - prediction)) / rows,
    rmse: Math.sqrt(residual / rows),
  }
}
