import { isUtf8 } from 'node:buffer'
import type { Layout } from '@leven/tabular'
import { piecesOf } from './bytes.ts'

/** What is wrong with a record, by the rules of RFC 4180. */
export type Fault = 'unclosed quote' | 'text after quote'

/** One record of a text table: where it begins, how many fields it has. */
export interface TextRecord {
  /** 1-based line on which it begins. */
  readonly line: number
  readonly fields: number
  readonly fault?: Fault
}

const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * The records of a text table, header included. A quote opens a field only as its first byte; within, two
 * quotes are one. Lines end in LF, CRLF or CR. Used only to say where something is: it counts, it does not
 * keep the text.
 * @param blankLines left out, as the reader does; in a table of one column they are rows, below the header.
 */
export function* records(
  pieces: Iterable<Uint8Array>,
  delimiter: string,
  blankLines: 'skip' | 'keep' = 'skip',
  quoteSign = '"',
): Generator<TextRecord> {
  const separator = delimiter.charCodeAt(0)
  const quote = quoteSign === '' ? -1 : quoteSign.charCodeAt(0)
  let state: 'field start' | 'plain' | 'quoted' | 'quote in quoted' = 'field start'
  let line = 1
  let begun = 1
  let fields = 1
  let length = 0
  let fault: Fault | undefined
  let afterReturn = false
  let headed = false

  const take = (): TextRecord | undefined => {
    const record = { line: begun, fields, ...(fault && { fault }) }
    const skipped = length === 0 && !(headed && blankLines === 'keep')
    headed ||= length > 0
    state = 'field start'
    begun = line
    fields = 1
    length = 0
    fault = undefined
    return skipped ? undefined : record
  }

  for (const piece of pieces) {
    for (const byte of piece) {
      const secondOfPair = afterReturn && byte === lineFeed
      afterReturn = byte === carriageReturn
      if (byte === carriageReturn || (byte === lineFeed && !secondOfPair)) line++
      if (state === 'quoted') {
        if (byte === quote) state = 'quote in quoted'
        continue
      }
      if (byte === carriageReturn || byte === lineFeed) {
        if (secondOfPair) begun = line
        else {
          const record = take()
          if (record) yield record
        }
        continue
      }
      length++
      if (byte === separator) {
        fields++
        state = 'field start'
      } else if (byte === quote && state === 'quote in quoted') state = 'quoted'
      else if (byte === quote && state === 'field start') state = 'quoted'
      else {
        if (state === 'quote in quoted') fault ??= 'text after quote'
        state = 'plain'
      }
    }
  }
  if (state === 'quoted') fault ??= 'unclosed quote'
  const last = length > 0 ? take() : undefined
  if (last) yield last
}

/** The 1-based line of the first bytes that are not UTF-8, or undefined. */
export function firstLineNotUtf8(pieces: Iterable<Uint8Array>): number | undefined {
  let line = 1
  let rest = new Uint8Array(0)
  for (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece])
    const end = bytes.lastIndexOf(lineFeed) + 1
    const whole = bytes.subarray(0, end)
    if (!isUtf8(whole)) return line + lineIn(whole)
    for (let at = whole.indexOf(lineFeed); at >= 0; at = whole.indexOf(lineFeed, at + 1)) line++
    rest = bytes.subarray(end)
  }
  return isUtf8(rest) ? undefined : line
}

/** Lines before the first that is not UTF-8. */
function lineIn(bytes: Buffer): number {
  let before = 0
  for (let start = 0; start < bytes.length; before++) {
    const end = bytes.indexOf(lineFeed, start)
    if (!isUtf8(bytes.subarray(start, end < 0 ? bytes.length : end))) return before
    if (end < 0) break
    start = end + 1
  }
  return before
}

/** Where each row of a text table begins. Nothing is read before it is asked; then as far as needed, once. */
export function lineFinder(
  path: string,
  { names, delimiter, quote, headerLines }: Layout,
): (row: number) => number {
  const lines: number[] = []
  const rest = records(piecesOf(path), delimiter, names.length === 1 ? 'keep' : 'skip', quote)
  let begun = headerLines === 0
  return (row) => {
    if (!begun) rest.next() // the header
    begun = true
    while (lines.length <= row) {
      const next = rest.next()
      if (next.done) break
      lines.push(next.value.line)
    }
    return lines[row] ?? lines.at(-1) ?? 1
  }
}
