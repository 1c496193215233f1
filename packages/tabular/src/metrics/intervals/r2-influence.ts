import { countingRows, type Influence, smallSample } from './influence.ts'

/**
 * The influence of each row on r² = 1 − Σ s (y − t)² / Σ s (y − ȳ)². Null where the targets do not vary or fewer than
 * two rows count.
 * @param y the truth, in units in which squares neither overflow nor vanish.
 * @param t the predictions in the same units.
 */
export function r2Influence(
  y: ArrayLike<number>,
  t: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Influence | null {
  const rows = y.length
  const factor = smallSample(countingRows(rows, weights))
  const weightOf = (i: number) => weights?.[i] ?? 1
  const sumOf = (term: (i: number) => number) => {
    let sum = 0
    for (let i = 0; i < rows; i++) sum += weightOf(i) * term(i)
    return sum
  }
  const mean = sumOf((i) => y[i] ?? Number.NaN) / sumOf(() => 1)
  const residual = (i: number) => ((y[i] ?? Number.NaN) - (t[i] ?? Number.NaN)) ** 2
  const deviation = (i: number) => ((y[i] ?? Number.NaN) - mean) ** 2
  const varied = sumOf(deviation)
  if (!(varied > 0) || !Number.isFinite(factor)) return null
  const unexplained = sumOf(residual) / varied
  return Float64Array.from(
    { length: rows },
    (_, i) => (weightOf(i) / varied) * (unexplained * deviation(i) - residual(i)) * factor,
  )
}
