import { LevenError } from '@leven/core'
import type { Encoder } from './encoder.ts'
import type { Table } from './table.ts'
import type { TargetOptions } from './target.ts'

/** What an encoder is fitted with. `rows` are the rows whose statistics and levels it learns: the training rows. */
export interface EncoderOptions extends TargetOptions {
  /** Columns that are no features. */
  readonly ignore?: readonly string[]
  /** A column of sample weights; it is no feature. */
  readonly weightColumn?: string
}

/** An encoder, and what the user should know about the table. */
export interface FittedEncoder {
  readonly encoder: Encoder
  /** Sentences: columns dropped, constant columns, columns that look like identifiers. */
  readonly notes: readonly string[]
}

/**
 * Learns how a table becomes X and Y. Statistics are float64, in file order, of `rows` only.
 *
 * @throws InvalidOptionError where a column named in the options is not there.
 * @throws DataError for a text value, NaN or infinity in a number column, duplicate column names,
 * no usable column, and what `fitTarget` throws.
 * @example
 * const { encoder, notes } = fitEncoder(table, { target: 'diagnosis', rows: training })
 * const { X } = encodeFeatures(encoder, table, training)
 * const Y = encodeTargets(encoder, table, training)
 */
export function fitEncoder(table: Table, options: EncoderOptions): FittedEncoder {
  throw new LevenError('FAILED', `fitEncoder ${table.source} ${options.target}`, '')
}
