import { isNotFiniteWord, parseNumber } from './cell.ts'
import { DataError, placeOf, quote } from './data-error.ts'
import type { Table } from './table.ts'

/**
 * The finite number in a cell of a number column.
 * @param text the cell, trimmed and not missing.
 * @param what the column holds, for the message: 'a number column'.
 * @throws DataError naming line, column and value.
 */
export function finiteNumber(text: string, table: Table, row: number, column: string, what: string): number {
  const value = parseNumber(text)
  if (value !== undefined && Number.isFinite(value)) return value
  const place = placeOf(table, row, column)
  if (value !== undefined) {
    throw new DataError(
      place,
      `${quote(text)} is too large a number.`,
      'Correct the value or rescale the column.',
    )
  }
  if (isNotFiniteWord(text)) {
    throw new DataError(
      place,
      `${quote(text)} is not a finite number.`,
      'Correct the value, or leave the cell empty where it is missing.',
    )
  }
  throw new DataError(place, `${quote(text)} is text in ${what}.`, remedyFor(text))
}

function remedyFor(text: string): string {
  return /^[+-]?[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?$/.test(text)
    ? 'Write numbers with a decimal point and without thousands separators.'
    : 'Correct the value, leave the cell empty where it is missing, or ignore the column.'
}
