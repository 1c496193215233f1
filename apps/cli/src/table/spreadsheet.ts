import { writeFileSync } from 'node:fs'
import { DataError } from '@leven/tabular'
import { temporaryFile } from './temporary.ts'

/** A sheet beyond so many bytes, compressed, would not fit in memory as the reader holds it. */
const mostBytes = 200_000_000

/**
 * The first sheet of an Excel workbook as a text table: a line for each row, so that lines are the sheet's row
 * numbers. Dates are written as 2024-08-30; numbers keep the digits of the file; a formula is its last value.
 * @returns the path of the text, and the names of all sheets.
 * @throws DataError where the file is damaged, too large or has no sheet.
 */
export async function textOfSpreadsheet(
  path: string,
  name: string,
  size: number,
): Promise<{ readonly path: string; readonly sheets: readonly string[] }> {
  if (size > mostBytes) {
    throw new DataError({ source: name }, 'the workbook is too large to be read.', 'Save its sheet as CSV.')
  }
  // Loaded here, since most tables are no workbooks.
  const { default: readXlsxFile } = await import('read-excel-file/node')
  const sheets = await readXlsxFile(path, { parseNumber: (text) => text, trim: false }).catch(
    (cause: unknown) => {
      throw new DataError(
        { source: name },
        'this is a zip archive or a damaged workbook, and no sheet of Excel can be read from it.',
        'Save the sheet as CSV, or unpack the archive.',
        { cause },
      )
    },
  )
  const [first] = sheets
  if (!first || first.data.length === 0) {
    throw new DataError({ source: name }, 'the workbook has no sheet with cells.', 'Give one with a table.')
  }
  const out = temporaryFile()
  writeFileSync(out, `${first.data.map((row) => row.map(field).join(',')).join('\n')}\n`)
  return { path: out, sheets: sheets.map(({ sheet }) => sheet) }
}

/** A cell as a field of a line: line breaks within become blanks, so that rows keep their numbers. */
function field(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = value instanceof Date ? dateText(value) : String(value).replace(/[\r\n]+/g, ' ')
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function dateText(date: Date): string {
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.replace(/(?:\.000)?Z$/, '')
}
