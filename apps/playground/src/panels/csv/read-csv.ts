import { type Layout, layoutOf } from '@leven/tabular'
import Papa from 'papaparse'
import type { NotedTable } from '../../data/problem.ts'
import { TableFault } from '../../data/table-fault.ts'

/** The most rows that are read. */
export const mostRows = 10_000

/**
 * Reads a text table as the command line does: tabular finds its layout (delimiter, `sep=` line, comments above the
 * header, R's row names), quotes are as in RFC 4180, blank lines are skipped. Cells are text, empty ones null.
 *
 * @param source the file's name, for messages.
 * @throws TableFault naming the line, and the column where there is one, of what is not well-formed.
 */
export function readCsv(text: string, source: string): NotedTable {
  if (text.trim() === '') {
    throw new TableFault({ source }, ['empty'], ['giveTable'])
  }
  if (/^\s*[{[]/.test(text)) {
    throw new TableFault({ source }, ['json'], ['saveAsCsv'])
  }
  const { content: whole, newline } = withOneLineBreak(text)
  const layout = layoutOf(whole, true, source, {})
  if (!layout) throw new TableFault({ source }, ['openHeader'], ['closeItsQuote'])
  const reader = new Reader(source, layout)
  const content = below(whole, newline, layout.above)
  const { delimiter } = layout
  let [line, from] = [1 + layout.above, 0]
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
  readonly #layout: Layout

  constructor(source: string, layout: Layout) {
    this.#source = source
    this.#layout = layout
  }

  /** Takes one record, which begins on a line; the first is the header. */
  take(fields: readonly string[], line: number, faults: readonly { readonly code: string }[]): void {
    if (faults.length > 0) throw this.#misquoted(line, faults)
    if (!this.#columns) {
      this.#columns = this.#named(line)
      return
    }
    const columns = this.#columns
    if (fields.length !== columns.length) {
      throw new TableFault(
        { source: this.#source, line },
        ['fields', fields.length, columns.length],
        ['oneFieldEach'],
      )
    }
    if (this.#lines.length === mostRows) {
      throw new TableFault({ source: this.#source, line }, ['tooManyRows', mostRows], ['fewerRows'])
    }
    this.#lines.push(line)
    for (const [i, { name, cells }] of columns.entries()) {
      const cell = fields[i] ?? ''
      if (cell.includes('\0')) {
        throw new TableFault({ source: this.#source, line, column: name }, ['nulInValue'], ['checkText'])
      }
      cells.push(cell === '' ? null : cell)
    }
  }

  /** The table. */
  table(): NotedTable {
    const [source, lines] = [this.#source, this.#lines]
    if (lines.length === 0) {
      throw new TableFault({ source }, ['noRows'], ['oneRow'])
    }
    const lineOf = (row: number) => lines[row] ?? row + 2
    return { source, columns: this.#columns ?? [], rows: lines.length, lineOf, notes: this.#layout.notes }
  }

  #named(line: number) {
    const { names } = this.#layout
    if (names.some((name) => name.includes('\0'))) {
      throw new TableFault({ source: this.#source, line }, ['nulInHeader'], ['checkText'])
    }
    const twice = names.find((name, i) => names.indexOf(name) < i)
    if (twice !== undefined) {
      throw new TableFault({ source: this.#source, line, column: twice }, ['twice'], ['rename'])
    }
    return names.map((name) => ({ name, cells: [] }))
  }

  #misquoted(line: number, faults: readonly { readonly code: string }[]): TableFault {
    const place = { source: this.#source, line }
    const open = this.#columns ? 'openQuoteInRow' : 'openQuoteInHeader'
    return faults.some(({ code }) => code === 'MissingQuotes') &&
      !faults.some(({ code }) => code === 'InvalidQuotes')
      ? new TableFault(place, [open], ['closeOrDouble'])
      : new TableFault(place, ['afterQuote'], ['double'])
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

/** The text below so many lines. */
function below(text: string, newline: string, lines: number): string {
  let at = 0
  for (let i = 0; i < lines; i++) {
    const end = text.indexOf(newline, at)
    if (end < 0) return ''
    at = end + newline.length
  }
  return text.slice(at)
}
