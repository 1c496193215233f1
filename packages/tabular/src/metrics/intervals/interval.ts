/** The ends of an interval, low before high. */
export type Interval = readonly [low: number, high: number]

/** The 0.975 quantile of the standard normal: 95 % of it lie within ± z. */
export const z = 1.959963984540054

/**
 * value ± z se, within what the figure can be.
 * @param least the least a figure can be; `most` the most.
 */
export function normalInterval(
  value: number,
  standardError: number,
  [least, most]: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Interval {
  const half = z * standardError
  return [Math.max(least, value - half), Math.min(most, value + half)]
}

/**
 * The interval of a share of n rows (Wilson 1927). It stays in [0, 1], holds the share, and is no point where the
 * share is 0 or 1.
 * @param n above 0; the effective number where rows have weights (`effectiveRows`).
 */
export function wilsonInterval(share: number, n: number): Interval {
  const spread = (z * z) / n
  const centre = (share + spread / 2) / (1 + spread)
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / n + spread / (4 * n))
  return [Math.max(0, Math.min(share, centre - half)), Math.min(1, Math.max(share, centre + half))]
}

/**
 * An error below this, or a figure as near to 0 or 1, is rounding: one pair of 10¹⁰ ranked wrong makes more.
 */
const rounding = 1e-11

/**
 * The interval of a figure between 0 and 1 by its standard error on the logit scale, where the delta method makes it
 * se / (v (1 − v)): it stays in [0, 1] and is wider towards ½. Where the rows show no spread, as where every row is
 * ranked right, the error is not 0 but unseen: then the interval is that of a share of so many rows.
 * @param n how many independent observations the figure rests on at least.
 */
export function unitInterval(value: number, standardError: number | null, n: number): Interval {
  const isSpread = standardError !== null && standardError > rounding
  if (!isSpread || value < rounding || value > 1 - rounding) return wilsonInterval(value, n)
  const odds = value / (1 - value)
  const factor = Math.exp((z * standardError) / (value * (1 - value)))
  return [Math.min(value, 1 / (1 + factor / odds)), Math.max(value, 1 / (1 + 1 / (odds * factor)))]
}

/**
 * The interval of r² by the standard error of its unexplained part on the log scale: it stays below 1.
 */
export function explainedInterval(r2: number, standardError: number): Interval {
  const unexplained = 1 - r2
  if (!(unexplained > 0)) return [r2, r2]
  const factor = Math.exp((z * standardError) / unexplained)
  return [Math.min(r2, 1 - unexplained * factor), Math.max(r2, 1 - unexplained / factor)]
}

/**
 * How many rows of equal weight would say as much: (Σ s)² / Σ s² (Kish 1965). Their scale does not matter.
 * @param weights of the rows that count.
 */
export function effectiveRows(weights: Iterable<number>): number {
  let [sum, squares] = [0, 0]
  for (const weight of weights) {
    sum += weight
    squares += weight * weight
  }
  return squares === 0 ? 0 : (sum * sum) / squares
}
