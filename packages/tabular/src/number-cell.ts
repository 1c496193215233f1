import { filled, isInfinityWord } from './cell.ts'
import { type Cells, keepsNumbers } from './cells.ts'
import { DataError, quote } from './data-error.ts'
import type { MissingRule } from './missing/words.ts'
import { isPlain, type Notation } from './notation/notation.ts'
import { type NumberReader, numberReader } from './notation/number-reader.ts'
import { placeOf, type Table } from './table.ts'

/**
 * What a cell of a number column holds: its number, infinite where it is too large; null where the cell is missing;
 * undefined where its text is no number.
 */
export type NumberAt = (row: number) => number | null | undefined

/** Reads the numbers of a column's cells. Of those that are kept as numbers no text is made. */
export function numbersIn(
  cells: Cells,
  notation: Notation | undefined,
  { amongNumbers, hasNumbers }: MissingRule,
): NumberAt {
  const read = numberReader(notation)
  const inText = (row: number): number | null | undefined => {
    const text = filled(cells.at(row))
    if (text === null) return null
    const value = read(text)
    return amongNumbers(text, value) ? null : value
  }
  if (!keepsNumbers(cells) || !(notation === undefined || isPlain(notation))) return inText
  return (row) => {
    const value = cells.numberAt(row)
    if (Number.isNaN(value)) return inText(row)
    return hasNumbers && amongNumbers('', value) ? null : value
  }
}

/**
 * The numbers of some rows that are kept as numbers: NaN for a row whose cell `numbersIn` has to be asked for. One
 * after the other into an array of float64, since a function that returns a number or nothing makes an object of it.
 * @param numbers is used for them: at least as many as rows.
 */
export function keptNumbers(
  cells: Cells,
  notation: Notation | undefined,
  { amongNumbers, hasNumbers }: MissingRule,
  rows: Int32Array,
  numbers: Float64Array = new Float64Array(rows.length),
): Float64Array {
  if (!keepsNumbers(cells) || !(notation === undefined || isPlain(notation))) {
    return numbers.fill(Number.NaN, 0, rows.length)
  }
  cells.readNumbers(rows, numbers)
  if (!hasNumbers) return numbers
  for (let i = 0; i < rows.length; i++) if (amongNumbers('', numbers[i])) numbers[i] = Number.NaN
  return numbers
}

/**
 * The finite number in a cell of a number column.
 * @param text the cell, trimmed and not missing.
 * @param read the reader of the column's notation.
 * @param what the column holds, for the message: 'a number column'.
 * @throws DataError naming line, column and value.
 */
export function finiteNumber(
  text: string,
  read: NumberReader,
  table: Table,
  row: number,
  column: string,
  what: string,
): number {
  const value = read(text)
  if (value !== undefined && Number.isFinite(value)) return value
  throw notFinite(text, value, table, row, column, what)
}

/** The sentence for a cell that holds no finite number. */
export function notFinite(
  text: string,
  value: number | undefined,
  table: Table,
  row: number,
  column: string,
  what: string,
): DataError {
  const place = placeOf(table, row, column)
  if (value !== undefined) {
    return new DataError(
      place,
      `${quote(text)} is too large a number.`,
      'Correct the value or rescale the column.',
    )
  }
  if (isInfinityWord(text)) {
    return new DataError(
      place,
      `${quote(text)} is not a finite number.`,
      'Correct the value, or leave the cell empty where it is missing.',
    )
  }
  return new DataError(place, `${quote(text)} is text in ${what}.`, remedyFor(text))
}

function remedyFor(text: string): string {
  return /^[+-]?[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?$/.test(text)
    ? 'Write the numbers of a column in one way, such as 1234.5.'
    : 'Correct the value, leave the cell empty where it is missing, or take the column as --categorical; --missing names words that are missing.'
}
