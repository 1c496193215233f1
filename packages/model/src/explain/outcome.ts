import type { Values } from '@leven/core'
import { decodePredictions, outputCount, type TargetColumn } from '@leven/tabular'

/** The one number of a prediction that is explained: P(positive), P(label), or the number itself. */
export interface Outcome {
  /** 'P(malignant)', or the target's name. */
  readonly name: string
  /** Of each row of T, nL × m. */
  of(T: Values): Float64Array
}

/**
 * The one number of a prediction that is explained, as a model of this target gives it.
 * @param label of several: the one whose probability is explained.
 */
export function outcomeOf(target: TargetColumn, label?: string): Outcome {
  switch (target.task) {
    case 'regression':
      return {
        name: target.name,
        of(T) {
          const decoded = decodePredictions(target, T)
          return decoded.task === 'regression' ? decoded.prediction : new Float64Array(0)
        },
      }
    case 'binary':
      return { name: `P(${target.positive})`, of: (T) => Float64Array.from(T) }
    case 'multiclass': {
      const index = Math.max(0, target.labels.indexOf(label ?? ''))
      const outputs = outputCount(target)
      return {
        name: `P(${target.labels[index]})`,
        of: (T) =>
          Float64Array.from({ length: T.length / outputs }, (_, row) => T[row * outputs + index] ?? 0),
      }
    }
    default:
      return target satisfies never
  }
}
