import type { Values } from '@leven/core'
import { inOwnUnits } from '../decode.ts'
import type { TargetColumn } from '../encoder.ts'
import { checkRows } from '../metrics/metrics.ts'

/**
 * How badly each row's truth fits its prediction: |y − t| in the target's own units, or 1 − the probability of the
 * true label, the score whose sets are smallest on average (Sadinle, Lei and Wasserman 2019).
 * @param targets the truth of each row, as `readTargets` gives it.
 * @param T the predictions of networks that did not see the row, nL × m, column-major.
 * @throws ShapeError unless there is at least one row, and a prediction for each.
 */
export function conformalScores(target: TargetColumn, targets: ArrayLike<number>, T: Values): Float64Array {
  checkRows(target, targets, T)
  const truthOf = (i: number) => targets[i] ?? Number.NaN
  switch (target.task) {
    case 'binary': {
      const positive = target.labels.indexOf(target.positive)
      return new Float64Array(targets.length).map((_, i) => 1 - probabilityOf(truthOf(i) === positive, T[i]))
    }
    case 'multiclass': {
      const outputs = target.labels.length
      return new Float64Array(targets.length).map((_, i) => 1 - (T[i * outputs + truthOf(i)] ?? Number.NaN))
    }
    case 'regression':
      return inOwnUnits(target, T).map((t, i) => Math.abs(truthOf(i) - t))
    default:
      return target satisfies never
  }
}

/** P of a label of two, from P(positive). */
export function probabilityOf(isPositive: boolean, positive: number | undefined): number {
  const probability = positive ?? Number.NaN
  return isPositive ? probability : 1 - probability
}
