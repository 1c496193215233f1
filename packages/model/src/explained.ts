import { type DivergenceError, LevenError } from '@leven/core'
import { type Encoder, featureNames } from '@leven/tabular'

/** A divergence in the words of the table: the column by its name. */
export function explained(error: DivergenceError, encoder: Encoder): LevenError {
  const { feature, magnitude, learningRate } = error.divergence
  const name = featureNames(encoder)[feature]
  const column =
    magnitude > 100 && name !== undefined
      ? `, and look at ${JSON.stringify(name)}, which reaches ${magnitude.toPrecision(3)} standard deviations`
      : ''
  return new LevenError('DIVERGED', error.message, `Lower the learning rate, now ${learningRate}${column}.`, {
    cause: error,
  })
}
