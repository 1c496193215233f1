import { ShapeError, type Values } from '@leven/core'
import { outputCount, type RegressionTarget, type TargetColumn } from './encoder.ts'

/** Predictions in the words of the table. */
export type Predictions =
  | {
      readonly task: 'binary'
      readonly labels: readonly string[]
      readonly positive: string
      /** The label of each row. */
      readonly prediction: readonly string[]
      /** P(positive) of each row. */
      readonly probability: Float64Array
    }
  | {
      readonly task: 'multiclass'
      readonly labels: readonly string[]
      readonly prediction: readonly string[]
      /** labels × m, column-major. */
      readonly probabilities: Float64Array
    }
  | { readonly task: 'regression'; readonly prediction: Float64Array }

/** A row is predicted positive where its probability is at least this. */
export const threshold = 0.5

/**
 * T, nL × m, in the words of the table: labels with probabilities, or numbers in the target's own units.
 * The label is the most probable one; of equals the first. A binary row is positive from 0.5 on.
 * @throws ShapeError where T is no whole number of rows.
 */
export function decodePredictions(target: TargetColumn, T: Values): Predictions {
  const outputs = outputCount(target)
  if (T.length % outputs !== 0) {
    throw new ShapeError(`T has ${T.length} values, which are not whole rows of ${outputs} outputs.`)
  }
  switch (target.task) {
    case 'binary': {
      const { task, labels, positive } = target
      const negative = labels.find((label) => label !== positive) ?? ''
      const prediction = Array.from(T, (probability) => (probability >= threshold ? positive : negative))
      return { task, labels, positive, prediction, probability: Float64Array.from(T) }
    }
    case 'multiclass': {
      const { task, labels } = target
      const prediction = Array.from(mostProbable(T, outputs), (index) => labels[index] ?? '')
      return { task, labels, prediction, probabilities: Float64Array.from(T) }
    }
    case 'regression':
      return { task: target.task, prediction: inOwnUnits(target, T) }
    default:
      return target satisfies never
  }
}

/** Standardised predictions of a regression in the target's own units. */
export function inOwnUnits(target: RegressionTarget, T: Values): Float64Array {
  return Float64Array.from(T, (t) => t * target.standardDeviation + target.mean)
}

/** The index of the largest of each row's outputs; of equals the first. */
export function mostProbable(T: Values, outputs: number): Int32Array {
  return Int32Array.from({ length: T.length / outputs }, (_, i) => {
    let best = 0
    for (let k = 1; k < outputs; k++) {
      if ((T[i * outputs + k] ?? 0) > (T[i * outputs + best] ?? 0)) best = k
    }
    return best
  })
}
