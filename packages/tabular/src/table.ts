import type { Cells } from './cells.ts'
import { DataError, type Place } from './data-error.ts'

/** One column as a reader delivers it: text, in file order. */
export interface TextColumn {
  /** As the header has it. */
  readonly name: string
  /** One cell for each row. `null` and blanks are missing; which words are, the column says (missing/words.ts). */
  readonly cells: Cells
}

/**
 * A table of text. Readers deliver nothing else, so that one number grammar (cell.ts) decides what
 * every cell means, whatever the file format.
 *
 * @example
 * const table: Table = {
 *   source: 'penguins.csv',
 *   rows: 2,
 *   columns: [
 *     { name: 'bill_length_mm', cells: ['39.1', 'NA'] },
 *     { name: 'sex', cells: ['male', null] },
 *   ],
 *   lineOf: (row) => row + 2, // the header is line 1
 * }
 */
export interface Table {
  /** The file's name, for messages. */
  readonly source: string
  /** In the order of the file. */
  readonly columns: readonly TextColumn[]
  /** The number of rows; every column has as many cells. */
  readonly rows: number
  /** The 1-based line of the file on which a row (from 0) begins, where there is one. */
  readonly lineOf?: (row: number) => number
  /** The 1-based number of a row (from 0) in its source, where rows were left out; else it is its place. */
  readonly numberOf?: (row: number) => number
}

/**
 * The columns by name.
 * @throws DataError where the table has no rows, two columns of one name, or a column of another length.
 */
export function columnsByName(table: Table): ReadonlyMap<string, TextColumn> {
  const byName = new Map<string, TextColumn>()
  if (table.rows === 0) {
    throw new DataError(
      { source: table.source },
      'the table has no rows below its header.',
      'Give a table with at least one row.',
    )
  }
  for (const column of table.columns) {
    const place = { source: table.source, column: column.name }
    if (byName.has(column.name)) {
      throw new DataError(place, 'two columns have this name.', 'Rename one of them.')
    }
    if (column.cells.length !== table.rows) {
      throw new DataError(
        place,
        `the column has ${column.cells.length} ${column.cells.length === 1 ? 'cell' : 'cells'} in a table of ${table.rows} ${table.rows === 1 ? 'row' : 'rows'}.`,
        'Give every column one cell for each row.',
      )
    }
    byName.set(column.name, column)
  }
  return byName
}

/** The rows asked for, or all of the table's. */
export function rowsOf(table: Table, rows?: Int32Array): Int32Array {
  if (rows) return rows
  const all = new Int32Array(table.rows)
  for (let row = 0; row < all.length; row++) all[row] = row // a function for each would take ten times as long
  return all
}

/** Some of the rows, in their order: the very rows where all are wanted. No list is made of them on the way. */
export function rowsWhere(rows: Int32Array, isWanted: (row: number, i: number) => boolean): Int32Array {
  const kept = new Int32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0
    if (isWanted(row, i)) kept[count++] = row
  }
  return count === rows.length ? rows : kept.slice(0, count)
}

/** The place of one cell: its line where the table knows it, else its row. */
export function placeOf(table: Table, row: number, column: string): Place {
  const line = table.lineOf?.(row)
  return {
    source: table.source,
    column,
    ...(line === undefined ? { row: table.numberOf?.(row) ?? row + 1 } : { line }),
  }
}
