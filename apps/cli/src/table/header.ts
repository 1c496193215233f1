import { extname } from 'node:path'
import { DataError } from '@leven/tabular'
import { startOf } from './bytes.ts'
import { firstLineNotUtf8 } from './records.ts'
import type { Source } from './source.ts'

/** The first record of a text table, and how its fields are parted. */
export interface Header {
  /** As written, without blanks around; a column without a name is called by its place: column_1. */
  readonly names: readonly string[]
  readonly delimiter: string
  /** Blank lines above it. */
  readonly blankLines: number
}

/** More columns than this are refused: reading them would take minutes. */
export const mostColumns = 20_000

const delimiters = [',', '\t', ';', '|'] as const
const longestHeader = 1 << 28

/**
 * Reads the header of a text table. The delimiter is a tab in a .tsv, else whichever of comma, tab,
 * semicolon and bar the header has most of, outside quotes; of those preferably one that
 * the next line has as often.
 * @throws DataError where there is no header, it is not UTF-8 text, or it names too many columns.
 */
export function readHeader(source: Source): Header {
  const record = firstRecord(source)
  const delimiter = delimiterOf(record, source.name)
  const fields = splitRecord(record.text, delimiter)
  checkColumnCount(source.name, fields.length)
  const names = fields.map((field, index) => field.trim() || `column_${index + 1}`)
  return { names, delimiter, blankLines: record.blankLines }
}

/** @throws DataError where a table has more columns than can be read in reasonable time. */
export function checkColumnCount(name: string, count: number): void {
  if (count <= mostColumns) return
  throw new DataError(
    { source: name },
    `the table has ${count.toLocaleString('en-US')} columns; at most ${mostColumns.toLocaleString('en-US')} are read.`,
    'Keep only the columns that matter.',
  )
}

interface FirstRecord {
  readonly text: string
  /** The line after it, as far as it is read. */
  readonly second: string
  readonly blankLines: number
}

/** The text of the first record, as soon as enough of the file is read to have its end. */
function firstRecord(source: Source): FirstRecord {
  const wrong = (problem: string, remedy: string, line = 1) =>
    new DataError({ source: source.name, line }, problem, remedy)
  for (let length = 1 << 16; ; length *= 8) {
    const bytes = startOf(source.path, Math.min(length, source.size))
    const complete = bytes.length >= source.size
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
    const above = /^(\r\n|\r|\n)*/.exec(text)?.[0] ?? ''
    const body = text.slice(above.length)
    const end = recordEnd(body)
    if (end === undefined && !complete && length < longestHeader) continue
    const record = body.slice(0, end)
    if (record.trim() === '') {
      throw new DataError(
        { source: source.name },
        'the file is empty.',
        'Give a table with a header line and rows.',
      )
    }
    if (record.includes('\u0000')) {
      throw wrong('the header contains a NUL byte.', 'Check that this is a table of text, in UTF-8.')
    }
    if (record.includes('\uFFFD')) {
      const line = firstLineNotUtf8([bytes])
      if (line !== undefined) throw wrong('the text is not UTF-8.', 'Save the file as UTF-8.', line)
    }
    if (end === undefined && inQuotes(record)) {
      throw wrong('a quote in the header is never closed.', 'Close it, or write a quote inside quotes twice.')
    }
    const [second = ''] = body.slice(record.length).trimStart().split(/\r|\n/, 1)
    return { text: record, second, blankLines: above.match(/\r\n|\r|\n/g)?.length ?? 0 }
  }
}

/** Where the first record ends, or undefined where the text ends before it. */
function recordEnd(text: string): number | undefined {
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]
    if (letter === '"') quoted = !quoted
    else if (!quoted && (letter === '\n' || letter === '\r')) return i
  }
  return undefined
}

function inQuotes(text: string): boolean {
  return (text.match(/"/g)?.length ?? 0) % 2 === 1
}

function delimiterOf({ text, second }: FirstRecord, name: string): string {
  const extension = extname(name.replace(/\.gz$/i, '')).toLowerCase()
  if (extension === '.tsv' || extension === '.tab') return '\t'
  const found = delimiters
    .map((delimiter) => ({ delimiter, count: countOf(text, delimiter) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  const agreeing = found.find(({ delimiter, count }) => countOf(second, delimiter) === count)
  return (agreeing ?? found[0])?.delimiter ?? delimiters[0]
}

/** How often a delimiter stands in a record, outside quotes. */
function countOf(record: string, delimiter: string): number {
  return record.replace(/"[^"]*"/g, '').split(delimiter).length - 1
}

/** The fields of one record: quotes removed, doubled quotes single. */
function splitRecord(record: string, delimiter: string): string[] {
  const fields: string[] = []
  let field = ''
  let quoted = false
  for (let i = 0; i < record.length; i++) {
    const letter = record[i] ?? ''
    if (quoted) {
      if (letter !== '"') field += letter
      else if (record[i + 1] === '"') {
        field += '"'
        i++
      } else quoted = false
    } else if (letter === '"' && field === '') quoted = true
    else if (letter === delimiter) {
      fields.push(field)
      field = ''
    } else field += letter
  }
  fields.push(field)
  return fields
}
