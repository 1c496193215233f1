import { CellPacker, DataError, isDataError, type Table, type TextColumn } from '@leven/tabular'
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
  const held = new HeldColumns(stream.names)
  for await (const piece of stream.pieces()) held.add(piece)
  return { ...describedBy(stream), columns: held.columns(), rows: held.rows }
}

/** Columns that are packed as their pieces arrive. */
export class HeldColumns {
  readonly #names: readonly string[]
  readonly #packers: readonly CellPacker[]
  #rows = 0

  constructor(names: readonly string[]) {
    this.#names = names
    this.#packers = names.map(() => new CellPacker())
  }

  get rows(): number {
    return this.#rows
  }

  add(piece: Table): void {
    this.#rows += piece.rows
    for (const [index, { cells }] of piece.columns.entries()) this.#packers[index]?.addAll(cells)
  }

  /** After which no more are added. */
  columns(): readonly TextColumn[] {
    return this.#names.map((name, index) => ({ name, cells: this.#packers[index]?.packed() ?? [] }))
  }
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
  if (!isDataError(error) || error.row === undefined) return error
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
