import type { Values } from '@leven/core'
import type { Table } from '@leven/tabular'

/** Predictions of rows by networks that did not see them. */
export interface UnseenRows {
  /** Row numbers of the table, ascending. */
  readonly rows: Int32Array
  /** The truth of each: the index of its label, or its value. */
  readonly targets: Float64Array
  /** How many rows each stands for, where there is a column of weights. */
  readonly weights?: Float32Array
  /** T, nL × rows, column-major. */
  readonly T: Values
  /**
   * T of the same rows, were their cells those of another table of as many rows: by the networks that did not see them.
   * The backend must still be open.
   * @throws DataError where the table does not fit the encoder.
   */
  readonly predict: (table: Table) => Promise<Values>
}
