import { CellPacker, DataError, type Table } from '@leven/tabular'
import { streamTable, type TablePart, type TableRequest, type TableStream } from './stream.ts'
import { problemOf } from './text.ts'

/** A table of text, and how it was read. */
export interface ReadTable extends Table {
  /** False where the rows come in no certain order. */
  readonly reproducible: boolean
  /** Sentences the user should see. */
  readonly notes: readonly string[]
  /** The files it was put together from, where there are several. */
  readonly parts?: readonly TablePart[]
}

/**
 * Reads a whole table as text, in file order.
 * @throws DataError where it is missing, unreadable or not well-formed; InvalidOptionError for a query that fails.
 */
export function readTable(request: TableRequest): Promise<ReadTable> {
  return streamTable(request, collected)
}

/** All pieces of a stream as one table. */
export async function collected(stream: TableStream): Promise<ReadTable> {
  const packers = stream.names.map(() => new CellPacker())
  let rows = 0
  for await (const piece of stream.pieces()) {
    rows += piece.rows
    for (const [index, { cells }] of piece.columns.entries()) packers[index]?.addAll(cells)
  }
  const columns = stream.names.map((name, index) => ({ name, cells: packers[index]?.packed() ?? [] }))
  return { ...describedBy(stream), columns, rows }
}

/** What a table has of the stream that it was, once this is read to its end. */
export function describedBy({
  source,
  reproducible,
  notes,
  parts,
}: TableStream): Omit<ReadTable, 'columns' | 'rows'> {
  const table = { source, reproducible, notes: [...notes] }
  const [first, ...more] = parts
  if (more.length > 0) return { ...table, parts }
  return { ...table, ...(first?.lineOf && { lineOf: first.lineOf }) }
}

/** An error about a row of a table made of several files, told with the file and its line. */
export function located({ parts }: { readonly parts?: readonly TablePart[] }, error: unknown): unknown {
  if (!(error instanceof DataError) || error.row === undefined) return error
  const row = error.row - 1
  const part = parts?.findLast(({ firstRow }) => firstRow <= row)
  if (!part) return error
  const line = part.lineOf?.(row - part.firstRow)
  const place = {
    source: part.name,
    ...(line === undefined ? { row: row - part.firstRow + 1 } : { line }),
    ...(error.column !== undefined && { column: error.column }),
  }
  return new DataError(place, problemOf(error), error.remedy, { cause: error })
}
