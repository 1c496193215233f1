import { LevenError } from '@leven/core'
import type { Encoder } from './encoder.ts'
import type { Table } from './table.ts'

/** The features of some rows, encoded. */
export interface EncodedFeatures {
  /** n0 × m, column-major, rounded to float32 once. */
  readonly X: Float32Array
  /** m: the number of rows. */
  readonly instances: number
  /** Sentences: extra columns, categories never seen, cells missing where none was in training. */
  readonly notes: readonly string[]
}

/**
 * X of a table, or of some of its rows. Columns are found by name: their order does not matter, extra
 * ones are ignored with a note.
 * @throws DataError where a column is not there, or a number column holds what is no finite number.
 */
export function encodeFeatures(encoder: Encoder, table: Table, rows?: Int32Array): EncodedFeatures {
  throw new LevenError('FAILED', `encodeFeatures ${encoder.target.name} ${table.source} ${rows?.length}`, '')
}
