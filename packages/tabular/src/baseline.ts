import { outputCount, type TargetColumn } from './encoder.ts'

/**
 * The baseline that knows no features: the same T for every row, the shares of the classes (or the mean)
 * in the training rows. Its label is always the majority's.
 * @param targets the truth of the training rows, as `readTargets` gives it; at least one.
 * @param instances m: how many rows to predict.
 * @returns T, nL × m, column-major.
 */
export function majorityPredictions(
  target: TargetColumn,
  targets: ArrayLike<number>,
  instances: number,
): Float64Array {
  const shares = constantPrediction(target, Array.from(targets))
  const T = new Float64Array(outputCount(target) * instances)
  for (let i = 0; i < instances; i++) T.set(shares, i * shares.length)
  return T
}

function constantPrediction(target: TargetColumn, targets: readonly number[]): readonly number[] {
  const share = (index: number) => targets.filter((one) => one === index).length / targets.length
  switch (target.task) {
    case 'binary':
      return [share(target.labels.indexOf(target.positive))]
    case 'multiclass':
      return target.labels.map((_, index) => share(index))
    case 'regression': {
      const mean = targets.reduce((sum, value) => sum + value, 0) / targets.length
      return [(mean - target.mean) / target.standardDeviation]
    }
    default:
      return target satisfies never
  }
}
