import { DataError, foreignFormat } from '@leven/tabular'
import { TableFault } from '../../data/table-fault.ts'

/** The largest file that is read, in bytes. */
export const mostBytes = 10_000_000

const lineFeed = 0x0a

/** First bytes of files that are tables of another kind, or none. */
const foreign = [
  {
    begins: [0x50, 0x4b, 0x03, 0x04],
    problem: 'spreadsheet',
    remedy: 'saveOrUnpack',
  },
  { begins: [0x1f, 0x8b], problem: 'compressed', remedy: 'unpack' },
  { begins: [0x50, 0x41, 0x52, 0x31], problem: 'parquet', remedy: 'saveAsCsv' },
] as const

/**
 * The text of a file: UTF-8, or UTF-16 with a byte order mark. The mark is left out.
 * @throws TableFault where it is too large, no text, or not UTF-8; then with the line. DataError as tabular knows formats.
 */
export function decode(bytes: Uint8Array, source: string): string {
  checkSize(bytes.length, source)
  for (const { begins, problem, remedy } of foreign) {
    if (begins.every((byte, i) => bytes[i] === byte)) throw new TableFault({ source }, [problem], [remedy])
  }
  const other = foreignFormat(bytes.subarray(0, 4096))
  if (other) throw new DataError({ source }, other.problem, other.remedy)
  // Spreadsheets write UTF-16 with a mark; the decoder leaves that out.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    const line = firstLineNotUtf8(bytes)
    throw new TableFault({ source, line }, ['notUtf8'], ['saveAsUtf8'], { cause })
  }
}

/** @throws TableFault for a file that is too large to be read here. */
export function checkSize(bytes: number, source: string): void {
  if (bytes <= mostBytes) return
  throw new TableFault({ source }, ['tooLarge', Math.ceil(bytes / 1e6), mostBytes / 1e6], ['fewerRows'])
}

/** No character but the line feed has its byte, so each line can be decoded by itself. */
function firstLineNotUtf8(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let [line, start] = [1, 0]; ; line++) {
    const end = bytes.indexOf(lineFeed, start)
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end))
    } catch {
      return line
    }
    if (end < 0) return line
    start = end + 1
  }
}
