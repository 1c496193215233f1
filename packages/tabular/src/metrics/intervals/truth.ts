import type { BinaryTarget, RegressionTarget } from '../../encoder.ts'

/** Whether each row is positive. */
export function positives(target: BinaryTarget, targets: ArrayLike<number>): boolean[] {
  const positive = target.labels.indexOf(target.positive)
  return Array.from(targets, (index) => index === positive)
}

/** The truth as a network of a regression sees it: (y − mean) / deviation. */
export function standardised(target: RegressionTarget, targets: ArrayLike<number>): Float64Array {
  return Float64Array.from(targets, (value) => (value - target.mean) / target.standardDeviation)
}
