import type { DuckDBDataChunk } from '@duckdb/node-api'
import { LevenError } from '@leven/core'
import type { Session } from './session.ts'

/** Some rows of a result. */
export interface Rows {
  readonly chunk: DuckDBDataChunk
  /** How many of the chunk's rows are rows of the result: the first so many. */
  readonly count: number
}

/** A result that is read piece by piece, to its very end or not without an error. */
export interface WholeResult {
  /** As the query names them. */
  readonly names: readonly string[]
  /** DuckDBTypeId of each column. */
  readonly types: readonly number[]
  /**
   * The rows, in their order.
   * @throws DuckDB's own error where a row cannot be read, and LevenError where reading ended early without one.
   */
  rows(): AsyncGenerator<Rows>
}

/**
 * Runs a SELECT whose rows are read piece by piece. DuckDB's streams end in the same way whether all rows were read or one
 * of them could not be: nothing comes any more, and the error is not to be had. So a last row is added, which marks the end;
 * where it does not come, the query is run again for its error alone.
 */
export async function streamWhole(session: Session, query: string): Promise<WholeResult> {
  const prepared = await session.prepare(query)
  const columns = Array.from({ length: prepared.columnCount }, (_, i) => i)
  const names = columns.map((i) => prepared.columnName(i))
  const types = columns.map((i) => prepared.columnTypeId(i))
  prepared.destroySync()
  const inner = `(${withoutSemicolon(query)}\n)`
  const nothing = names.map(() => 'NULL, ').join('')
  const result = await session.stream(`SELECT *, false FROM ${inner} UNION ALL SELECT ${nothing}true`)
  return {
    names,
    types,
    async *rows() {
      for (;;) {
        const chunk = await result.fetchChunk()
        const rowCount = chunk?.rowCount ?? 0 // asking costs a native call
        if (!chunk || rowCount === 0) return await findError(session, inner)
        const atEnd = chunk.getColumnVector(names.length).getItem(rowCount - 1) === true
        const count = atEnd ? rowCount - 1 : rowCount
        if (count > 0) yield { chunk, count }
        if (atEnd) return
      }
    },
  }
}

/** A statement without the semicolon that ends it, where only blanks and comments follow. */
function withoutSemicolon(query: string): string {
  return query.replace(/;((?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*)$/, '$1')
}

/** Reads every value of a query once more, without keeping any, for the error that a stream does not tell. */
async function findError(session: Session, inner: string): Promise<never> {
  await session.run(`SELECT bit_xor(hash(every)) FROM ${inner} every`)
  throw new LevenError(
    'FAILED',
    'The table was not read to its end, and the database does not say why.',
    'Run the command again.',
  )
}
