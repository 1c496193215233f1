import { filled, shape, shapeOf } from '../cell.ts'
import { delimiterOf } from './delimiter.ts'
import { splitRecords } from './split-records.ts'
import type { TextOptions } from './text-options.ts'

/** How a text table is laid out. */
export interface Layout {
  /** One character between fields. */
  readonly delimiter: string
  /** '' where there is none. */
  readonly quote: string
  /** What lines that are no part of the table begin with, anywhere in it. */
  readonly comment: string | undefined
  /** Of the columns, one for each field of a row, without blanks around. A nameless one is called by its place. */
  readonly names: readonly string[]
  /** Physical lines above the header: blank ones, comments, `sep=`, those to be skipped. */
  readonly above: number
  /** Whether some of them are not blank. */
  readonly aboveHasText: boolean
  /** The header's own physical lines; 0 where there is none. */
  readonly headerLines: number
  /** The fields of the header record, which may be one less or more than those of the rows. */
  readonly headerFields: number
  /** Sentences about what was found. */
  readonly notes: readonly string[]
}

/**
 * Finds out how a text table is laid out from its beginning. Spreadsheets' `sep=;` line, comments above the
 * header, R's row names and delimiters at the ends of rows are understood and said.
 * @param text from the first line on, without a byte order mark.
 * @param complete whether this is the whole text.
 * @param name the file's, for its extension.
 * @returns undefined where the header does not end in the text and more of it is needed; names are empty where
 * there is nothing but blank lines.
 */
export function layoutOf(
  text: string,
  complete: boolean,
  name: string,
  options: TextOptions,
): Layout | undefined {
  const quote = options.quote ?? '"'
  const notes: string[] = []
  const top = new Top(text)
  top.skip(options.skip ?? 0)
  const declared = top.separator()
  top.skipBlankAndComments(options.comment)
  if (options.comment === undefined && options.skip === undefined) {
    const skipped = top.skipTitleComments(quote, name)
    if (skipped > 0) {
      notes.push(
        `${skipped === 1 ? 'A line' : `${skipped} lines`} above the header ${skipped === 1 ? 'begins' : 'begin'} with # and ${skipped === 1 ? 'is' : 'are'} skipped; --comment # skips such lines everywhere.`,
      )
    }
  }
  if (options.skip === undefined && options.header !== false) {
    const titles = top.skipTitles(options.delimiter ?? declared, quote, name)
    if (titles > 0) {
      notes.push(
        `${titles === 1 ? 'A line' : `${titles} lines`} above the header ${titles === 1 ? 'holds' : 'hold'} one text only and ${titles === 1 ? 'is' : 'are'} skipped as a title; --skip 0 takes the first line for the header.`,
      )
    }
  }
  const rest = text.slice(top.at)
  const delimiter = options.delimiter ?? declared ?? delimiterOf(rest, quote, name)
  const records = splitRecords(rest, delimiter, quote)
  const { value: first } = records.next()
  if (first && !first.closed && !complete) return undefined
  const base = {
    delimiter,
    quote,
    comment: options.comment,
    above: top.lines,
    aboveHasText: top.hasText,
  }
  if (!first) return { ...base, names: [], headerLines: 0, headerFields: 0, notes }
  const rows = sample(records, options.comment)
  if (options.header === false) {
    const names = first.fields.map((_, i) => `column_${i + 1}`)
    return { ...base, names, headerLines: 0, headerFields: names.length, notes }
  }
  const named = matchRows(first.fields, rows)
  if (named.note !== undefined) notes.push(named.note)
  else if (looksLikeData(first.fields, rows)) {
    notes.push(
      `The first line (${first.fields.slice(0, 4).join(delimiter)}…) looks like a row and not like names: --no-header reads it as one and calls the columns column_1, column_2, …`,
    )
  }
  return {
    ...base,
    names: named.fields.map((field, i) => filled(field) ?? `column_${i + 1}`),
    headerLines: first.lines,
    headerFields: first.fields.length,
    notes,
  }
}

const mostSampled = 20

function sample(
  records: Iterable<{ readonly fields: readonly string[]; readonly closed: boolean }>,
  comment: string | undefined,
): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = []
  for (const { fields, closed } of records) {
    if (!closed && rows.length > 0) break
    if (comment !== undefined && fields[0]?.startsWith(comment)) continue
    rows.push(fields)
    if (rows.length === mostSampled) break
  }
  return rows
}

/** The names of the fields of the rows, where they are one more or less than the header's. */
function matchRows(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): { readonly fields: readonly string[]; readonly note?: string } {
  const all = (fields: number) => rows.length > 0 && rows.every((row) => row.length === fields)
  const extra = (rows[0]?.length ?? 0) - header.length
  const isEmpty = (row: readonly string[]) =>
    row.slice(header.length).every((field) => filled(field) === null)
  if (extra > 0 && all(header.length + extra) && rows.every(isEmpty)) {
    return { fields: [...header, ...Array.from({ length: extra }, () => '')] }
  }
  if (all(header.length + 1)) {
    return {
      fields: ['row_names', ...header],
      note: 'Each row has one field more than the header: as R writes them, the first is the name of the row, here called row_names.',
    }
  }
  if (header.length > 1 && all(header.length - 1) && filled(header.at(-1)) === null) {
    return { fields: header.slice(0, -1) }
  }
  return { fields: header }
}

/** Whether a header is rather a row: a number stands over every column of numbers, and not all are whole, as years are. */
function looksLikeData(header: readonly string[], rows: readonly (readonly string[])[]): boolean {
  if (rows.length === 0) return false
  const isNumber = (text: string | undefined) =>
    shapeOf((text ?? '').trim().replace(/^([^,]*),([^,]*)$/, '$1.$2')) !== shape.none
  const numeric = header.flatMap((name, i) => (rows.every((row) => isNumber(row[i])) ? [name.trim()] : []))
  if (numeric.length === 0 || !numeric.every(isNumber)) return false
  return numeric.some((name) => !/^\d+$/.test(name)) || new Set(numeric).size < numeric.length
}

/** Titles above a header are few. */
const mostTitles = 5

/** The fields of the first few records. */
function firstRecords(text: string, delimiter: string, quote: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = []
  for (const { fields, closed } of splitRecords(text, delimiter, quote)) {
    if (!closed && found.length > 1) break
    found.push(fields)
    if (found.length === 4) break
  }
  return found
}

/** What stands above the header, passed line by line. */
class Top {
  readonly #text: string
  /** Where the text below begins. */
  at = 0
  /** Lines passed. */
  lines = 0
  /** Whether one of them was not blank. */
  hasText = false

  constructor(text: string) {
    this.#text = text
  }

  skip(count: number): void {
    for (let i = 0; i < count && this.at < this.#text.length; i++) this.#pass()
  }

  /** The delimiter that a first line `sep=;` names, which is passed. */
  separator(): string | undefined {
    const found = /^"?sep=(.)"?$/i.exec(this.#line())?.[1]
    if (found !== undefined) this.#pass()
    return found
  }

  skipBlankAndComments(comment: string | undefined): void {
    while (this.at < this.#text.length) {
      const line = this.#line()
      if (line.trim() !== '' && !(comment !== undefined && line.startsWith(comment))) return
      this.#pass()
    }
  }

  /** Passes lines that begin with # and have not the fields of what follows; how many. */
  skipTitleComments(quote: string, name: string): number {
    const titles: { readonly line: string; readonly at: number }[] = []
    let at = this.at
    for (;;) {
      const line = this.#line(at)
      if (!line.startsWith('#')) break
      titles.push({ line, at })
      const next = this.#next(at)
      if (next >= this.#text.length) return 0
      at = next
    }
    const last = titles.at(-1)
    if (!last) return 0
    const below = this.#text.slice(at)
    const delimiter = delimiterOf(below, quote, name)
    const fieldsOf = (text: string) => splitRecords(text, delimiter, quote).next().value?.fields ?? []
    const row = fieldsOf(below)
    const isHeader =
      row.length > 1 &&
      fieldsOf(last.line).length === row.length &&
      row.some((cell) => shapeOf(cell.trim()) !== shape.none)
    const count = titles.length - (isHeader ? 1 : 0)
    this.skip(count)
    this.skipBlankAndComments(undefined)
    return count
  }

  /** Passes up to five lines with one text and nothing else, above a line of several texts and none that is a number. */
  skipTitles(given: string | undefined, quote: string, name: string): number {
    // A line with a name for each field of all that follow is the header, whatever another delimiter makes of it.
    const rest = this.#text.slice(this.at)
    const [first, ...following] = firstRecords(rest, given ?? delimiterOf(rest, quote, name), quote)
    const names = first?.filter((field) => filled(field) !== null).length ?? 0
    if (names > 1 && following.length > 0 && following.every((row) => row.length === names)) return 0
    let [at, titles, passed] = [this.at, 0, 0]
    while (titles < mostTitles && this.#next(at) < this.#text.length) {
      const line = this.#line(at)
      if (quote !== '' && line.split(quote).length % 2 === 0) break // a field that goes on
      const below = this.#text.slice(this.#next(at)).replace(/^[\r\n]+/, '')
      const delimiter = given ?? delimiterOf(below, quote, name)
      const [title = '', ...others] = splitRecords(line, delimiter, quote).next().value?.fields ?? []
      if (line.trim() !== '') {
        if (filled(title) === null || others.some((field) => filled(field) !== null)) break
        titles++
      }
      at = this.#next(at)
      passed++
      const [header, ...rows] = firstRecords(below, delimiter, quote)
      const isHeader =
        header !== undefined &&
        header.length > 1 &&
        rows.length > 0 &&
        rows.every((row) => row.length === header.length) &&
        header.every((field) => filled(field) !== null && shapeOf(field.trim()) === shape.none)
      if (!isHeader) continue
      this.skip(passed)
      this.skipBlankAndComments(undefined)
      return titles
    }
    return 0
  }

  #line(at = this.at): string {
    const end = /[\r\n]|$/g
    end.lastIndex = at
    return this.#text.slice(at, end.exec(this.#text)?.index)
  }

  #next(at: number): number {
    const end = at + this.#line(at).length
    return this.#text.startsWith('\r\n', end) ? end + 2 : end + 1
  }

  #pass(): void {
    this.hasText ||= this.#line().trim() !== ''
    this.at = Math.min(this.#text.length, this.#next(this.at))
    this.lines++
  }
}
