/** How a column of numbers is seen without being led by its outliers. Statistics are of the rows it was fitted on. */
export interface RobustScale {
  /** The interquartile range of a normal column of deviation 1 is 1.349 of it. Where the quartiles are equal, half the range; 0 where all are equal. */
  readonly spread: number
  /** Ascending: the quantiles between which a bin rises from 0 to 1. Empty, or three and more. */
  readonly edges: readonly number[]
}

/** Bins of a column with enough distinct values. */
const mostBins = 6

/** The deviations beyond which a softly clipped number hardly moves. */
export const clipAt = 3

/** What a bin weighs beside the clipped number: small, so that at first the network is nearly smooth in the column. */
export const binScale = 0.3

/** The interquartile range of a normal distribution of deviation 1. */
const normalQuartiles = 1.349

/**
 * Fits a robust scale, as RealMLP does (Holzmüller, Grinsztajn and Steinwart 2024), and piecewise-linear bins
 * between quantiles (Gorishniy, Rubachev and Babenko 2022).
 * @param values at least one, finite; not changed.
 * @param counts how many rows each of them stands for; default 1.
 */
export function robustScale(values: Float64Array, counts?: Float64Array): RobustScale {
  const at = counts ? quantilesOf(values, counts) : quantiles(values)
  const quartiles = at(0.75) - at(0.25)
  // Quartiles near the largest numbers may be further apart than any number.
  const spread =
    quartiles > 0 ? Math.min(quartiles / normalQuartiles, Number.MAX_VALUE) : at(1) / 2 - at(0) / 2
  const edges = new Set(Array.from({ length: mostBins + 1 }, (_, edge) => at(edge / mostBins) + 0))
  return { spread, edges: edges.size > 2 ? [...edges] : [] }
}

/** The value at a share of the way from the smallest to the largest, in order. */
type Quantile = (share: number) => number

function quantiles(values: Float64Array): Quantile {
  const sorted = values.slice().sort()
  return (share) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN
}

/** The same, each value standing for a number of rows. */
function quantilesOf(values: Float64Array, counts: Float64Array): Quantile {
  const order = Array.from(values, (_, at) => at)
    .filter((at) => (counts[at] ?? 0) > 0)
    .sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  let total = 0
  const upTo = order.map((at) => {
    total += counts[at] ?? 0
    return total
  })
  return (share) => {
    const position = Math.round(share * Math.max(0, total - 1))
    const found = upTo.findIndex((count) => count > position)
    return values[order[found < 0 ? order.length - 1 : found] ?? 0] ?? Number.NaN
  }
}

/** The inputs that one number becomes: the clipped number and its bins. */
export function robustInputs({ edges }: RobustScale): number {
  return Math.max(1, edges.length)
}

/** How far a value is from `low` to `high`, from 0 to 1, also where these are further apart than any number. */
function shareOfWay(value: number, low: number, high: number): number {
  const way = high - low
  return Number.isFinite(way) ? (value - low) / way : (value / 2 - low / 2) / (high / 2 - low / 2)
}

/**
 * Writes a number's inputs: v / √(1 + (v/3)²) with v = (value − median) / spread, then for each bin 0 below it, 1
 * above it and linear within, times 0.3. No input is beyond 3, whatever the value.
 * @param to holds 0 there: what stays 0 is not written, since most of the time goes into writing.
 */
export function writeRobust(
  to: Float32Array,
  at: number,
  { spread, edges }: RobustScale,
  median: number,
  value: number,
): void {
  to[at] = spread === 0 ? 0 : softClip((value - median) / spread)
  for (let bin = 1; bin < edges.length; bin++) {
    const low = edges[bin - 1] ?? 0
    if (value <= low) return // edges ascend: it is below all bins that follow, too
    const high = edges[bin] ?? 0
    to[at + bin] = binScale * (value >= high ? 1 : shareOfWay(value, low, high))
  }
}

/** v / √(1 + (v/3)²), so written that the square of a large v cannot overflow. */
function softClip(v: number): number {
  if (Math.abs(v) <= clipAt) return v / Math.sqrt(1 + (v / clipAt) * (v / clipAt))
  const inverse = clipAt / v
  return (v < 0 ? -clipAt : clipAt) / Math.sqrt(1 + inverse * inverse)
}
