import { DataError, isDataError } from '@leven/tabular'
import { checkColumnCount } from './column-count.ts'
import { firstSentence } from './database-words.ts'
import { type Packing, packResult, pathLiteral, type RowsPacked, type Session } from './session.ts'
import type { Source } from './source.ts'
import { streamWhole } from './whole-result.ts'

/** The reader function for a Parquet table. */
export function parquetReader(source: Source): string {
  return `read_parquet(${pathLiteral(source.path)}, hive_partitioning = false)`
}

/** A Parquet table being read. */
export interface ParquetRows {
  readonly names: readonly string[]
  pack(into: Packing, before: number): RowsPacked
}

/**
 * Opens a Parquet table to be read piece by piece; each value becomes its text.
 * @throws DataError where the file is damaged or has too many columns.
 */
export async function openParquet(session: Session, source: Source): Promise<ParquetRows> {
  try {
    const result = await streamWhole(session, `SELECT * FROM ${parquetReader(source)}`)
    const { names } = result
    checkColumnCount(source.name, names.length)
    return {
      names,
      async *pack(into, before) {
        try {
          yield* packResult(result, names, source.name, into, before)
        } catch (cause) {
          throw damaged(source, cause)
        }
      },
    }
  } catch (cause) {
    throw damaged(source, cause)
  }
}

/** The sentence for a Parquet file that DuckDB refuses. */
export function damaged(source: Source, cause: unknown): DataError {
  if (isDataError(cause)) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  return new DataError(
    { source: source.name },
    `the Parquet file cannot be read: ${firstSentence(message)}`,
    'Check that it is complete.',
    { cause },
  )
}
