import type { Values } from '@leven/core'

/** One class against all others, or the positive class against the negative one. */
export interface OneAgainstRest {
  /** The probability of the class, for each instance. */
  readonly probabilities: Values
  /** Whether each instance is of the class. */
  readonly positives: readonly boolean[]
}

/**
 * Predictions and targets of one class.
 * @param T predictions, nL × m, column-major.
 * @param Y targets, nL × m.
 * @param outputs nL; with 1, the only class that can be asked for is the positive one, and `output` is 0.
 */
export function oneAgainstRest(T: Values, Y: Values, outputs: number, output: number): OneAgainstRest {
  const instances = Math.min(T.length, Y.length) / outputs
  return {
    probabilities: Float64Array.from({ length: instances }, (_, i) => T[i * outputs + output] ?? 0),
    positives: Array.from({ length: instances }, (_, i) => (Y[i * outputs + output] ?? 0) > 0.5),
  }
}
