import { DataError, type Layout } from '@leven/tabular'
import { piecesOf } from './bytes.ts'
import { records } from './records.ts'
import type { Source } from './source.ts'

const [lineFeed, carriageReturn] = [0x0a, 0x0d]

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
 * Refuses rows whose fields beyond the header's are empty, which DuckDB drops without a word. Most files have no line
 * that ends so, and are looked through as fast as they are read; only where one may have too many fields are they counted.
 * @throws DataError with the line of the first of them.
 */
export function checkRowEnds(source: Source, { names, delimiter, quote }: Layout): void {
  if (!mayHaveExtraFields(source, names.length, delimiter.charCodeAt(0), quote)) return
  for (const { line, fields } of records(piecesOf(source.path), delimiter, 'skip', quote)) {
    if (fields <= names.length) continue
    const { problem, remedy } = unevenRow(fields, names.length)
    throw new DataError({ source: source.name, line }, problem, remedy)
  }
}

/** Whether a line ends in an empty field and has more of them than columns have between them, or quotes that may hide some. */
function mayHaveExtraFields({ path }: Source, columns: number, delimiter: number, quote: string): boolean {
  const quotes = Buffer.from(quote + quote)
  const empties = [
    Buffer.of(delimiter),
    ...(quote === '' ? [] : [Buffer.concat([Buffer.of(delimiter), quotes])]),
  ]
  const ends = empties.flatMap((empty) =>
    [lineFeed, carriageReturn].map((end) => Buffer.concat([empty, Buffer.of(end)])),
  )
  const isSuspicious = (line: Uint8Array) =>
    (quote !== '' && line.includes(quote.charCodeAt(0))) || countOf(delimiter, line) >= columns
  let rest = Buffer.alloc(0)
  for (const piece of piecesOf(path)) {
    const bytes = Buffer.concat([rest, piece])
    for (const end of ends) {
      for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + 1)) {
        if (isSuspicious(bytes.subarray(lineStart(bytes, at), at + 1))) return true
      }
    }
    rest = bytes.subarray(lineStart(bytes, bytes.length))
  }
  return empties.some((empty) => rest.subarray(-empty.length).equals(empty)) && isSuspicious(rest)
}

function lineStart(bytes: Uint8Array, end: number): number {
  for (let at = end; at > 0; at--) {
    const before = bytes[at - 1]
    if (before === lineFeed || before === carriageReturn) return at
  }
  return 0
}

function countOf(byte: number, bytes: Uint8Array): number {
  let count = 0
  for (const one of bytes) if (one === byte) count++
  return count
}
