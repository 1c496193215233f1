/** What standardising needs to know of some numbers. */
export interface Statistics {
  readonly mean: number
  /** The population's: divided by n. Exactly 0 where all are equal. */
  readonly standardDeviation: number
  readonly median: number
}

/**
 * Mean, deviation and median in float64, in the order given, by two passes: the same bits in every engine.
 * Deviations are divided by the largest before they are squared, so that squares neither overflow nor vanish.
 * @param values at least one, finite. A result is infinite where the numbers are too large to sum.
 */
export function statistics(values: Float64Array): Statistics {
  const sorted = values.slice().sort()
  const smallest = sorted[0] ?? Number.NaN
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  // Adding 0 turns −0 into 0, which JSON cannot tell apart.
  const median = (sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2) + 0
  if (smallest === sorted.at(-1)) return { mean: smallest + 0, standardDeviation: 0, median }

  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length + 0

  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value - mean))
  let squares = 0
  for (const value of values) {
    const ratio = (value - mean) / largest
    squares += ratio * ratio
  }
  return { mean, standardDeviation: largest * Math.sqrt(squares / values.length), median }
}

/** Whether numbers could be summed within float64. */
export function isRepresentable({ mean, standardDeviation, median }: Statistics): boolean {
  return Number.isFinite(mean) && Number.isFinite(standardDeviation) && Number.isFinite(median)
}
