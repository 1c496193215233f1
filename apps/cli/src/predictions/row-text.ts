/** A value of a row that is written. */
export type Value = string | number | null

/** How rows are written. */
export type RowFormat = 'csv' | 'jsonl' | 'parquet'

/** Writes one row as text. */
export type RowText = (values: readonly Value[]) => string

/** Rows as lines of CSV, each text quoted where it must be. */
export function csvRow(escapeFormulas: boolean): RowText {
  return (values) => {
    let line = ''
    for (let i = 0; i < values.length; i++) {
      if (i > 0) line += ','
      line += csvCell(values[i] ?? null, escapeFormulas)
    }
    return `${line}\n`
  }
}

/** Rows as lines of JSON. */
export function jsonRow(keys: readonly string[]): RowText {
  return (values) => `${JSON.stringify(Object.fromEntries(keys.map((key, k) => [key, values[k]])))}\n`
}

/** Rows as CSV in which a missing value and an empty text differ: texts are always quoted. */
export const exactRow: RowText = (values) =>
  `${values.map((value) => (typeof value === 'string' ? quoted(value) : String(value ?? ''))).join(',')}\n`

/** What a spreadsheet takes for the begin of a formula, in a text that is none. */
const formula = /^[=+\-@\t\r]/

function csvCell(value: Value, escapeFormulas: boolean): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = escapeFormulas && formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? quoted(text) : text
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
