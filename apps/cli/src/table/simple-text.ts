import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import type { Packing, RowsPacked } from './session.ts'
import type { TextSource } from './text-source.ts'

/** Up to so many bytes a table is read here: DuckDB takes longer than that to be loaded and opened. */
const mostBytes = 1 << 20

/** Rows that are packed at a time, as many as DuckDB has in a chunk. */
const rowsAtATime = 2048

const lineFeed = 0x0a
const carriageReturn = 0x0d

/** The bytes of a small table that needs no rules, below its header. */
export interface SimpleText {
  readonly bytes: Uint8Array
  /** Where the first row begins. */
  readonly from: number
  readonly delimiter: number
  readonly fields: number
}

/**
 * A small text table in which nothing is to be decided: two columns or more, UTF-8 without a quote or a NUL, every
 * line ended alike and with one field for each column. Undefined for every other, right or wrong, which is DuckDB's to read.
 */
export function simpleText({ source, layout }: TextSource): SimpleText | undefined {
  const { names, quote, above, headerLines } = layout
  // In a table of one column blank lines are rows.
  if (source.size > mostBytes || names.length < 2) return undefined
  const delimiter = layout.delimiter.charCodeAt(0)
  const bytes = readFileSync(source.path)
  if (bytes.includes(0) || (quote !== '' && bytes.includes(quote)) || !isUtf8(bytes)) return undefined
  // Lines end alike, as `openText` sees to it: here in line feeds, or in pairs.
  if (bytes.includes(carriageReturn) && !bytes.includes(lineFeed)) return undefined
  // A mark of the byte order would be part of the first row.
  if (headerLines === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return undefined
  let from = 0
  for (let line = 0; line < above + headerLines; line++) {
    from = bytes.indexOf(lineFeed, from) + 1
    if (from === 0) return undefined
  }
  const simple = { bytes, from, delimiter, fields: names.length }
  return isEven(simple) ? simple : undefined
}

/** Whether every line has as many fields; none is blank then, since there are two at least. */
function isEven({ bytes, from, delimiter, fields }: SimpleText): boolean {
  for (let begun = from; begun < bytes.length; ) {
    const feed = bytes.indexOf(lineFeed, begun)
    const end = feed < 0 ? bytes.length : feed
    let found = 1
    for (
      let at = bytes.indexOf(delimiter, begun);
      at >= 0 && at < end;
      at = bytes.indexOf(delimiter, at + 1)
    ) {
      found++
    }
    if (found !== fields) return false
    begun = end + 1
  }
  return true
}

/** Packs its rows: each cell the text between delimiters, none where that is empty. */
export async function* packSimpleText(
  { bytes, from, delimiter, fields }: SimpleText,
  into: Packing,
): RowsPacked {
  const packers = Array.from({ length: fields }, (_, column) => into.packer(column))
  let [rows, start] = [0, from]
  while (start < bytes.length) {
    const feed = bytes.indexOf(lineFeed, start)
    const next = feed < 0 ? bytes.length : feed
    const end = feed > start && bytes[feed - 1] === carriageReturn ? feed - 1 : next
    for (const [column, packer] of packers.entries()) {
      const stop = column === fields - 1 ? end : bytes.indexOf(delimiter, start)
      if (stop === start) packer.addEmpty()
      else packer.addBytes(bytes, start, stop)
      start = stop + 1
    }
    start = next + 1
    rows++
    if (rows === rowsAtATime) {
      yield rows
      rows = 0
    }
  }
  if (rows > 0) yield rows
}
