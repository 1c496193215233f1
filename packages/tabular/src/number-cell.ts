import { isInfinityWord } from './cell.ts'
import { DataError, quote } from './data-error.ts'
import type { NumberReader } from './notation/number-reader.ts'
import { placeOf, type Table } from './table.ts'

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
