import { numberReader } from '@leven/tabular'

/** A value of a row that is written. */
export type Value = string | number | null

/** How rows are written. */
export type RowFormat = 'csv' | 'jsonl' | 'parquet'

/** Rows whose values are asked for one by one, so that no list is made of each. */
export interface ValueRows {
  readonly length: number
  /** Values of a row. */
  readonly columns: number
  value(row: number, column: number): Value
}

/** Writes one row as text. */
export type RowText = (rows: ValueRows, row: number) => string

/** Rows as lines of CSV, each text quoted where it must be. */
export function csvRow(escapeFormulas: boolean): RowText {
  return (rows, row) => {
    let line = ''
    for (let column = 0; column < rows.columns; column++) {
      if (column > 0) line += ','
      line += csvCell(rows.value(row, column), escapeFormulas)
    }
    return `${line}\n`
  }
}

/** Rows as lines of JSON. */
export function jsonRow(keys: readonly string[]): RowText {
  return (rows, row) =>
    `${JSON.stringify(Object.fromEntries(keys.map((key, column) => [key, rows.value(row, column)])))}\n`
}

/** Rows as CSV in which a missing value and an empty text differ: texts are always quoted. */
export const exactRow: RowText = (rows, row) => {
  let line = ''
  for (let column = 0; column < rows.columns; column++) {
    const value = rows.value(row, column)
    if (column > 0) line += ','
    line += typeof value === 'string' ? quoted(value) : String(value ?? '')
  }
  return `${line}\n`
}

/** What a spreadsheet takes for the begin of a formula, in a text that is none. */
const formula = /^[=+\-@\t\r]/

/** How a number of the table may be written: with a sign in front it begins as a formula does, and is none. */
const notations = ([',', '.'] as const).flatMap((decimal) =>
  ([decimal === '.' ? ',' : '.', ' ', "'"] as const).map((thousands) =>
    numberReader({ decimal, thousands, beside: '', negative: 'minus' }),
  ),
)
const readers = [numberReader(undefined), ...notations]

function isFormula(text: string): boolean {
  return formula.test(text) && readers.every((read) => read(text) === undefined)
}

function csvCell(value: Value, escapeFormulas: boolean): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = escapeFormulas && isFormula(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? quoted(text) : text
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
