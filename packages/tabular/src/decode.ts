import { LevenError, type Values } from '@leven/core'
import type { TargetColumn } from './encoder.ts'

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
 */
export function decodePredictions(target: TargetColumn, T: Values): Predictions {
  throw new LevenError('FAILED', `decodePredictions ${target.name} ${T.length}`, '')
}
