import { DataError } from '@leven/tabular'
import { checkColumnCount } from './column-count.ts'
import { firstSentence } from './database-words.ts'
import { appendRows, emptyColumns, pathLiteral, type Session } from './session.ts'
import type { Source } from './source.ts'
import type { OpenColumn } from './text.ts'

/** The reader function for a Parquet table. */
export function parquetReader(source: Source): string {
  return `read_parquet(${pathLiteral(source.path)}, hive_partitioning = false)`
}

/**
 * Reads a Parquet table; each value becomes its text.
 * @throws DataError where the file is damaged or has too many columns.
 */
export async function readParquet(session: Session, source: Source): Promise<OpenColumn[]> {
  try {
    const result = await session.stream(`SELECT * FROM ${parquetReader(source)}`)
    const names = result.columnNames()
    checkColumnCount(source.name, names.length)
    const columns = emptyColumns(names)
    await appendRows(result, columns, source.name)
    return columns
  } catch (cause) {
    if (cause instanceof DataError) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new DataError(
      { source: source.name },
      `the Parquet file cannot be read: ${firstSentence(message)}`,
      'Check that it is complete.',
      { cause },
    )
  }
}
