import type { Values } from '@leven/core'
import { mostProbable } from '../decode.ts'
import type { BinaryTarget, MulticlassTarget } from '../encoder.ts'
import { effectiveRows, type Interval, wilsonInterval } from './intervals/interval.ts'
import { checkRows } from './metrics.ts'

/** Rows of similar probability: how often what was predicted is true. */
export interface ReliabilityBin {
  /** How many rows fall into it. */
  readonly rows: number
  /** Their share of all rows, by weight. */
  readonly share: number
  /** The mean predicted probability. */
  readonly probability: number
  /** How often it is true: the share of positive rows, or of rows whose top label is theirs. */
  readonly frequency: number
  /** The 95 % interval of the frequency (Wilson 1927). */
  readonly interval: Interval
}

/** Whether a probability of 0.8 is true eight times in ten. Plain JSON data. */
export interface Calibration {
  /**
   * Σ share · |frequency − probability| over the bins. Chance alone makes it more than 0: with m rows in b bins by
   * about √(2 b p (1 − p) / (π m)).
   */
  readonly expectedCalibrationError: number
  /** Lowest probability first. */
  readonly bins: readonly ReliabilityBin[]
}

/**
 * The reliability of probabilities in bins of equally many rows (Naeini, Cooper and Hauskrecht 2015; equal counts as
 * Nixon et al. 2019 advise). Of two classes that of the positive one is judged, of several that of the top label (Guo,
 * Pleiss, Sun and Weinberger 2017). Rows of one probability share a bin, so their order does not matter.
 * @param targets the truth of each row, as `readTargets` gives it.
 * @param T the predictions, nL × m, column-major.
 * @param options.bins at most so many. Default: 10, or as many as hold ten rows each.
 * @param options.weights of each row; default 1.
 * @throws ShapeError unless there is at least one row, and a prediction for each.
 */
export function calibration(
  target: BinaryTarget | MulticlassTarget,
  targets: ArrayLike<number>,
  T: Values,
  options: { readonly bins?: number; readonly weights?: ArrayLike<number> } = {},
): Calibration {
  checkRows(target, targets, T)
  const { weights, bins = Math.min(10, Math.max(1, Math.floor(targets.length / 10))) } = options
  const { probability, isTrue } = judged(target, targets, T)
  const weightOf = (row: number) => weights?.[row] ?? 1
  const grouped = equalCounts(probability, weightOf, bins)
  const total = grouped.reduce((sum, rows) => sum + sumOver(rows, weightOf), 0)
  const table = grouped.map((rows): ReliabilityBin => {
    const weight = sumOver(rows, weightOf)
    const frequency = sumOver(rows, (i) => (isTrue[i] ? weightOf(i) : 0)) / weight
    return {
      rows: rows.length,
      share: weight / total,
      probability: sumOver(rows, (i) => weightOf(i) * (probability[i] ?? Number.NaN)) / weight,
      frequency,
      interval: wilsonInterval(frequency, effectiveRows(rows.map(weightOf))),
    }
  })
  return {
    expectedCalibrationError: table.reduce(
      (sum, bin) => sum + bin.share * Math.abs(bin.frequency - bin.probability),
      0,
    ),
    bins: table,
  }
}

/** The probability of what is judged in each row, and whether it is so. */
function judged(
  target: BinaryTarget | MulticlassTarget,
  targets: ArrayLike<number>,
  T: Values,
): { probability: Values; isTrue: readonly boolean[] } {
  if (target.task === 'binary') {
    const positive = target.labels.indexOf(target.positive)
    return { probability: T, isTrue: Array.from(targets, (index) => index === positive) }
  }
  const outputs = target.labels.length
  const top = mostProbable(T, outputs)
  return {
    probability: Float64Array.from(top, (label, i) => T[i * outputs + label] ?? Number.NaN),
    isTrue: Array.from(top, (label, i) => targets[i] === label),
  }
}

/**
 * Rows in bins of nearly equal weight, lowest value first: rows of one value go where the middle of their weight
 * falls. Rows of weight 0 are in none.
 */
function equalCounts(values: Values, weightOf: (row: number) => number, bins: number): number[][] {
  const order = Array.from(values, (_, i) => i)
    .filter((i) => weightOf(i) > 0)
    .sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const total = sumOver(order, weightOf)
  const binned = Array.from({ length: bins }, (): number[] => [])
  let below = 0
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++
    const tied = order.slice(start, end)
    const weight = sumOver(tied, weightOf)
    const bin = binned[Math.min(bins - 1, Math.floor((bins * (below + weight / 2)) / total))]
    for (const row of tied) bin?.push(row)
    below += weight
    start = Math.max(end, start + 1)
  }
  return binned.filter((rows) => rows.length > 0)
}

function sumOver(rows: readonly number[], term: (row: number) => number): number {
  return rows.reduce((sum, row) => sum + term(row), 0)
}
