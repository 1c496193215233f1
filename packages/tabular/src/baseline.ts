import { outputCount, type TargetColumn } from './encoder.ts'

/**
 * The baseline that knows no features: the same T for every row, the shares of the classes (or the mean)
 * in the training rows. Its label is always the majority's.
 * @param targets the truth of the training rows, as `readTargets` gives it; at least one.
 * @param instances m: how many rows to predict.
 * @param weights of the training rows; default 1 each.
 * @returns T, nL × m, column-major.
 */
export function majorityPredictions(
  target: TargetColumn,
  targets: ArrayLike<number>,
  instances: number,
  weights?: ArrayLike<number>,
): Float64Array {
  const shares = constantPrediction(target, targets, weights)
  const T = new Float64Array(outputCount(target) * instances)
  for (let i = 0; i < instances; i++) T.set(shares, i * shares.length)
  return T
}

function constantPrediction(
  target: TargetColumn,
  targets: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): readonly number[] {
  const sumOf = (term: (target: number) => number) => {
    let sum = 0
    for (let i = 0; i < targets.length; i++) sum += (weights?.[i] ?? 1) * term(targets[i] ?? Number.NaN)
    return sum
  }
  const total = sumOf(() => 1)
  const share = (index: number) => sumOf((one) => (one === index ? 1 : 0)) / total
  switch (target.task) {
    case 'binary':
      return [share(target.labels.indexOf(target.positive))]
    case 'multiclass':
      return target.labels.map((_, index) => share(index))
    case 'regression':
      return [sumOf((value) => (value - target.mean) / target.standardDeviation) / total]
    default:
      return target satisfies never
  }
}
