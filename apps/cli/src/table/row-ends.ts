import { EventLoop } from '@leven/core'
import { DataError, type Layout } from '@leven/tabular'
import { piecesOf } from './bytes.ts'
import { records } from './records.ts'
import type { Source } from './source.ts'

const [lineFeed, carriageReturn] = [0x0a, 0x0d]

/** The reader refuses a longer line. */
const longestLine = 16_000_000

/** The words for a row that has not a field for each column. */
export function unevenRow(
  fields: number,
  columns: number,
): { readonly problem: string; readonly remedy: string } {
  return {
    problem: `the row has ${fields} ${fields === 1 ? 'field' : 'fields'}, but the header names ${columns} ${columns === 1 ? 'column' : 'columns'}.`,
    remedy:
      'Give every row one field for each column, and put quotes around a field that contains the delimiter.',
  }
}

/**
 * Refuses rows whose fields beyond the header's are empty, which DuckDB drops without a word. Only the ends of lines are
 * looked at; where one may have too many fields, all rows are gone through.
 * @throws DataError with the line of the first of them.
 */
export async function checkRowEnds(source: Source, { names, delimiter, quote }: Layout): Promise<void> {
  const signs = { delimiter: delimiter.charCodeAt(0), quote: quote === '' ? -1 : quote.charCodeAt(0) }
  if (!(await mayHaveExtraFields(source, names.length, signs))) return
  for (const { line, fields } of records(piecesOf(source.path), delimiter, 'skip', quote)) {
    if (fields <= names.length) continue
    const { problem, remedy } = unevenRow(fields, names.length)
    throw new DataError({ source: source.name, line }, problem, remedy)
  }
}

/** The bytes of a layout's signs; −1 for no quote. */
interface Signs {
  readonly delimiter: number
  readonly quote: number
}

async function mayHaveExtraFields({ path }: Source, columns: number, signs: Signs): Promise<boolean> {
  const loop = new EventLoop()
  const end = lineEndOf(path)
  /** What the pieces before have of the line that has not ended. */
  let begun = Buffer.alloc(0)
  for (const piece of piecesOf(path)) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    let start = 0
    for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, start)) {
      const line =
        begun.length > 0 ? Buffer.concat([begun, bytes.subarray(0, at)]) : bytes.subarray(start, at)
      if (hasExtraFields(line, columns, signs)) return true
      begun = begun.subarray(0, 0)
      start = at + 1
    }
    begun = Buffer.concat([begun, bytes.subarray(start)]) // a copy: the next piece takes its place
    if (begun.length > longestLine) return false
    if (loop.due()) await loop.handBack()
  }
  return hasExtraFields(begun, columns, signs)
}

/** The byte that ends lines; files with several kinds have been copied to have one. */
function lineEndOf(path: string): number {
  for (const piece of piecesOf(path)) {
    if (piece.includes(lineFeed)) return lineFeed
    if (piece.includes(carriageReturn)) return carriageReturn
  }
  return lineFeed
}

/**
 * Whether a line ends in an empty field and has more fields than columns, as far as it tells alone: where a quote goes
 * over the end of a line, any delimiter may be one.
 */
function hasExtraFields(line: Buffer, columns: number, { delimiter, quote }: Signs): boolean {
  const last = line[line.length - 1] === carriageReturn ? line.length - 2 : line.length - 1
  const isEmpty =
    line[last] === delimiter ||
    (quote >= 0 && line[last] === quote && line[last - 1] === quote && line[last - 2] === delimiter)
  if (!isEmpty) return false
  let [outside, all, inQuotes] = [0, 0, false]
  for (const byte of line) {
    if (byte === quote) inQuotes = !inQuotes
    if (byte !== delimiter) continue
    all++
    if (!inQuotes) outside++
  }
  return (inQuotes ? all : outside) >= columns
}
