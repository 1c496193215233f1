import { type Backend, LevenError, type Values } from '@leven/core'
import type { Predictions, Table } from '@leven/tabular'
import type { Model } from './model.ts'

/** What a model says about a table. */
export interface TablePredictions {
  /** nL × m, column-major, as the network gives it; for `computeMetrics`. */
  readonly T: Values
  readonly predictions: Predictions
  /** Sentences about extra columns, categories never seen, missing cells. */
  readonly notes: readonly string[]
}

/**
 * Predicts the rows of a table, in its order.
 * @throws DataError where the table does not fit the model's encoder.
 */
export async function predictTable(
  model: Model,
  on: Backend,
  table: Table,
  rows?: Int32Array,
): Promise<TablePredictions> {
  throw new LevenError(
    'FAILED',
    `predictTable ${model.network.output} ${on.info.name} ${table.source} ${rows}`,
    '',
  )
}
