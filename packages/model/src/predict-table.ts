import type { Backend, Values } from '@leven/core'
import {
  decodePredictions,
  type EncodingRoom,
  encodeFeatures,
  type FeatureTally,
  type Predictions,
  type Table,
} from '@leven/tabular'
import { predictKept } from './kept-predictor.ts'
import type { Model } from './model.ts'

/** What a model says about a table. */
export interface TablePredictions {
  /** nL × m, column-major, as the network gives it; for `computeMetrics`. */
  readonly T: Values
  /** What is predicted of each row, in the words of the table. */
  readonly predictions: Predictions
  /** Sentences about extra columns, categories never seen, missing cells. */
  readonly notes: readonly string[]
  /** What they say, to be merged with that of other rows. */
  readonly tally: FeatureTally
}

/**
 * Predicts the rows of a table, in its order, or in the order of `rows`. The network stays on the backend for the next
 * call, until another one predicts there or the backend closes.
 * @param room where the encoded rows lie; it must not be used until they are predicted.
 * @throws DataError where the table does not fit the model's encoder.
 * @example
 * const { predictions } = await predictTable(model, on, table)
 * if (predictions.task === 'binary') console.log(predictions.prediction, predictions.probability)
 */
export async function predictTable(
  { network, parameters, encoder }: Pick<Model, 'network' | 'parameters' | 'encoder'>,
  on: Backend,
  table: Table,
  rows?: Int32Array,
  room?: EncodingRoom,
): Promise<TablePredictions> {
  const { X, instances, notes, tally } = encodeFeatures(encoder, table, rows, room)
  const T = await predictKept(on, network, parameters, X, instances)
  return { T, predictions: decodePredictions(encoder.target, T), notes, tally }
}
