import { selectNth } from './select.ts'

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
 * @param counts how often each value stands for a row, where not once: its weight. All above 0.
 */
export function statistics(values: Float64Array, counts?: Float64Array): Statistics {
  if (counts) return weightedStatistics(values, counts)
  // Adding 0 turns −0 into 0, which JSON cannot tell apart.
  const median = medianOf(values) + 0
  const [first = Number.NaN] = values
  if (values.every((value) => value === first)) return { mean: first + 0, standardDeviation: 0, median }

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

/** The number in the middle, or the mean of the two there. */
function medianOf(values: Float64Array): number {
  const numbers = values.slice()
  const middle = numbers.length >> 1
  const upper = selectNth(numbers, middle)
  if (numbers.length % 2 === 1) return upper
  const lower = numbers.subarray(0, middle).reduce((most, value) => Math.max(most, value), -Infinity)
  return (lower + upper) / 2
}

/** Whether numbers could be summed within float64. */
export function isRepresentable({ mean, standardDeviation, median }: Statistics): boolean {
  return Number.isFinite(mean) && Number.isFinite(standardDeviation) && Number.isFinite(median)
}

/** As if each value stood there so many times: a weight of 2 is the value twice. */
function weightedStatistics(values: Float64Array, counts: Float64Array): Statistics {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const at = (place: number) => values[order[place] ?? 0] ?? Number.NaN
  let [total, sum] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    total += counts[i] ?? 0
    sum += (counts[i] ?? 0) * (values[i] ?? Number.NaN)
  }
  const median = weightedMedian(order, at, counts, total) + 0
  if (at(0) === at(order.length - 1)) return { mean: at(0) + 0, standardDeviation: 0, median }
  const mean = sum / total + 0
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value - mean))
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    const ratio = ((values[i] ?? Number.NaN) - mean) / largest
    squares += (counts[i] ?? 0) * ratio * ratio
  }
  return { mean, standardDeviation: largest * Math.sqrt(squares / total), median }
}

/** The value at which half of the weight is reached; where exactly half is below, the middle to the next. */
function weightedMedian(
  order: Uint32Array,
  at: (place: number) => number,
  counts: Float64Array,
  total: number,
): number {
  let below = 0
  for (let place = 0; place < order.length; place++) {
    below += counts[order[place] ?? 0] ?? 0
    if (2 * below === total && place + 1 < order.length) return (at(place) + at(place + 1)) / 2
    if (2 * below >= total) return at(place)
  }
  return at(order.length - 1)
}
