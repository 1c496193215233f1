import type { OneAgainstRest } from './one-against-rest.ts'

/** Instances of about the same probability: what was predicted of them, and what is true. */
export interface CalibrationBin {
  /** The mean of their probabilities. */
  readonly predicted: number
  /** The share of them that is positive. */
  readonly observed: number
  readonly instances: number
}

/** How well probabilities keep their word. */
export interface Calibration {
  /** The bins that hold an instance, from the least probable. */
  readonly bins: readonly CalibrationBin[]
  /** The expected calibration error: the mean over all instances of |predicted − observed| of their bin (Naeini 2015). */
  readonly error: number
}

/** Bins of equal width from 0 to 1. */
export function calibration({ probabilities, positives }: OneAgainstRest, width = 0.1): Calibration {
  const count = Math.round(1 / width)
  const sums = Array.from({ length: count }, () => ({ probability: 0, positives: 0, instances: 0 }))
  for (const [i, probability] of probabilities.entries()) {
    const bin = sums[Math.min(count - 1, Math.floor(probability * count))]
    if (!bin) continue
    bin.probability += probability
    bin.positives += positives[i] ? 1 : 0
    bin.instances++
  }
  const bins = sums
    .filter(({ instances }) => instances > 0)
    .map(({ probability, positives, instances }) => ({
      predicted: probability / instances,
      observed: positives / instances,
      instances,
    }))
  const off = bins.reduce((sum, bin) => sum + bin.instances * Math.abs(bin.predicted - bin.observed), 0)
  return { bins, error: off / Math.max(1, probabilities.length) }
}
