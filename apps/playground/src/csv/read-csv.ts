import { DataError, type Table } from '@leven/tabular'
import Papa from 'papaparse'

/** The most rows that are read. */
export const mostRows = 10_000

const delimiters = [',', '\t', ';', '|'] as const

/**
 * Reads a text table as the command line does: a header line, then rows of as many fields; quotes as in RFC
 * 4180; the delimiter is a tab in a .tsv, else whichever of comma, tab, semicolon and bar the header has most of,
 * preferably one that the next line has as often. Blank lines are skipped. Cells are text, empty ones null.
 *
 * @param source the file's name, for messages.
 * @throws DataError naming the line, and the column where there is one, of what is not well-formed.
 */
export function readCsv(text: string, source: string): Table {
  if (text.trim() === '') {
    throw new DataError({ source }, 'the file is empty.', 'Give a table with a header line and rows.')
  }
  if (/^\s*[{[]/.test(text)) {
    throw new DataError({ source }, 'this is JSON, not a table of text.', 'Save it as CSV.')
  }
  const reader = new Reader(source)
  const { content, newline } = withOneLineBreak(text)
  const delimiter = delimiterOf(content, newline, source)
  let [line, from] = [1, 0]
  Papa.parse<string[]>(content, {
    delimiter,
    newline,
    skipEmptyLines: true,
    step: ({ data, errors, meta: { cursor } }) => {
      // Blank lines are skipped without a step: the row begins below them.
      for (; content.startsWith(newline, from); from += newline.length) line++
      reader.take(data, line, errors)
      for (let at = from; ; line++) {
        const next = content.indexOf(newline, at)
        if (next < 0 || next >= cursor) break
        at = next + newline.length
      }
      from = cursor
    },
  })
  return reader.table()
}

class Reader {
  readonly #source: string
  #columns: { readonly name: string; readonly cells: (string | null)[] }[] | undefined
  readonly #lines: number[] = []

  constructor(source: string) {
    this.#source = source
  }

  /** Takes one record, which begins on a line; the first is the header. */
  take(fields: readonly string[], line: number, faults: readonly { readonly code: string }[]): void {
    if (faults.length > 0) throw this.#misquoted(line, faults)
    if (!this.#columns) {
      this.#columns = this.#named(fields, line)
      return
    }
    const columns = this.#columns
    if (fields.length !== columns.length) {
      const count = `${fields.length} ${fields.length === 1 ? 'field' : 'fields'}`
      throw new DataError(
        { source: this.#source, line },
        `the row has ${count}, but the header names ${columns.length} columns.`,
        'Give every row one field for each column, and put quotes around a field that contains the delimiter.',
      )
    }
    if (this.#lines.length === mostRows) {
      throw new DataError(
        { source: this.#source, line },
        `this page reads at most ${mostRows.toLocaleString('en-US')} rows, and here is one more.`,
        'Keep fewer rows, or train with the command line, which has no such limit.',
      )
    }
    this.#lines.push(line)
    for (const [i, { name, cells }] of columns.entries()) {
      const cell = fields[i] ?? ''
      if (cell.includes('\0')) {
        throw new DataError(
          { source: this.#source, line, column: name },
          'the value contains a NUL byte.',
          'Check that this is a table of text, in UTF-8.',
        )
      }
      cells.push(cell === '' ? null : cell)
    }
  }

  /** The table. */
  table(): Table {
    const [source, lines] = [this.#source, this.#lines]
    if (lines.length === 0) {
      throw new DataError(
        { source },
        'the table has no rows below its header.',
        'Give a table with at least one row.',
      )
    }
    const lineOf = (row: number) => lines[row] ?? row + 2
    return { source, columns: this.#columns ?? [], rows: lines.length, lineOf }
  }

  #named(fields: readonly string[], line: number) {
    const names = fields.map((field, i) => field.trim() || `column_${i + 1}`)
    if (names.some((name) => name.includes('\0'))) {
      throw new DataError(
        { source: this.#source, line },
        'the header contains a NUL byte.',
        'Check that this is a table of text, in UTF-8.',
      )
    }
    const twice = names.find((name, i) => names.indexOf(name) < i)
    if (twice !== undefined) {
      throw new DataError(
        { source: this.#source, line, column: twice },
        'two columns have this name.',
        'Rename one of them.',
      )
    }
    return names.map((name) => ({ name, cells: [] }))
  }

  #misquoted(line: number, faults: readonly { readonly code: string }[]): DataError {
    const place = { source: this.#source, line }
    const where = this.#columns ? 'in this row' : 'in the header'
    return faults.some(({ code }) => code === 'MissingQuotes') &&
      !faults.some(({ code }) => code === 'InvalidQuotes')
      ? new DataError(
          place,
          `a quote that opens ${where} is never closed.`,
          'Close it, or write a quote inside quotes twice.',
        )
      : new DataError(place, 'text follows a closing quote.', 'Write a quote inside quotes twice.')
  }
}

/** The text with one kind of line break, which the reader needs: its own where it has one kind only, else LF. */
function withOneLineBreak(text: string): {
  readonly content: string
  readonly newline: '\n' | '\r' | '\r\n'
} {
  if (!text.includes('\r')) return { content: text, newline: '\n' }
  const pairs = text.match(/\r\n/g)?.length ?? 0
  const returns = text.match(/\r/g)?.length ?? 0
  const feeds = text.match(/\n/g)?.length ?? 0
  if (pairs === returns && pairs === feeds) return { content: text, newline: '\r\n' }
  if (feeds === 0) return { content: text, newline: '\r' }
  return { content: text.replace(/\r\n?/g, '\n'), newline: '\n' }
}

function delimiterOf(content: string, newline: string, source: string): string {
  if (/\.(tsv|tab)$/i.test(source)) return '\t'
  let start = 0
  while (content.startsWith(newline, start)) start += newline.length
  const header = content.slice(start, recordEnd(content, start, newline))
  const below = content.slice(start + header.length).trimStart()
  const second = below.slice(0, below.indexOf(newline) < 0 ? undefined : below.indexOf(newline))
  const found = delimiters
    .map((delimiter) => ({ delimiter, count: countOf(header, delimiter) }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
  const agreeing = found.find(({ delimiter, count }) => countOf(second, delimiter) === count)
  return (agreeing ?? found[0])?.delimiter ?? delimiters[0]
}

/** Where the record that begins at `start` ends: at the first line break outside quotes. */
function recordEnd(content: string, start: number, newline: string): number {
  let quoted = false
  for (let i = start; i < content.length; i++) {
    if (content[i] === '"') quoted = !quoted
    else if (!quoted && content.startsWith(newline, i)) return i
  }
  return content.length
}

/** How often a delimiter stands in a record, outside quotes. */
function countOf(record: string, delimiter: string): number {
  return record.replace(/"[^"]*"/g, '').split(delimiter).length - 1
}
