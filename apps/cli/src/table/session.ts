import type { DuckDBConnection } from '@duckdb/node-api'
import { LevenError } from '@leven/core'
import { type CellPacker, DataError } from '@leven/tabular'
import { entriesOf, packTexts, packValues } from './packed-texts.ts'
import { tableKernels } from './table-kernels.ts'
import type { WholeResult } from './whole-result.ts'

/** A connection to an in-memory DuckDB that installs nothing and asks no network. */
export type Session = DuckDBConnection

/** Below this many bytes one thread is faster than starting more. */
const smallTable = 1 << 24

/**
 * Loads DuckDB and opens a session.
 * @param size bytes to be read.
 * @throws LevenError where DuckDB has no build for this machine.
 */
export async function openSession(size: number): Promise<Session> {
  const { DuckDBInstance } = await loadDuckDB()
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(size < smallTable && { threads: '1' }),
  })
  return instance.connect()
}

async function loadDuckDB(): Promise<typeof import('./duckdb.ts')> {
  try {
    return await import('./duckdb.ts')
  } catch (cause) {
    throw new LevenError(
      'FAILED',
      `DuckDB, which reads the tables, cannot be loaded on ${process.platform} ${process.arch}.`,
      'Run npm install again; it needs Linux, macOS or Windows on x64 or arm64, with glibc on Linux.',
      { cause },
    )
  }
}

/** Text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A path as an SQL literal for the reader functions, which would expand * ? [ as a pattern. */
export function pathLiteral(path: string): string {
  return literal(path.replace(/[*?[]/g, '[$&]'))
}

/** Where the cells of a table go as they are read: a packer for each of its columns. */
export interface Packing {
  packer(column: number): CellPacker
}

/** Packs rows as they are read, some at a time; says how many each time. */
export type RowsPacked = AsyncGenerator<number>

/**
 * Packs the rows of a result: nothing where a value is not valid, else its text.
 * @param names what its columns are called in messages.
 * @param before rows of the table that come before them, for messages.
 * @throws DataError where a value contains a NUL character; what `rows` throws.
 */
export async function* packResult(
  result: WholeResult,
  names: readonly string[],
  source: string,
  into: Packing,
  before = 0,
): RowsPacked {
  let first = before
  const { DuckDBTypeId } = await loadDuckDB()
  const isText = result.types.map((type) => type === DuckDBTypeId.VARCHAR)
  const kernels = tableKernels()
  for await (const { chunk, count } of result.rows()) {
    for (const [index, name] of names.entries()) {
      const refuse = (row: number): never => {
        throw new DataError(
          { source, row: first + row + 1, column: name },
          'the value contains a NUL byte.',
          'Check that this is a table of text, in UTF-8.',
        )
      }
      const vector = chunk.getColumnVector(index)
      const entries = isText[index] ? entriesOf(vector, count) : undefined
      if (entries) packTexts(entries, vector, count, into.packer(index), refuse, kernels)
      else packValues(vector, count, into.packer(index), refuse)
    }
    first += count
    yield count
  }
}
