import { DataError, foreignFormat } from '@leven/tabular'

/** The largest file that is read, in bytes. */
export const mostBytes = 10_000_000

const lineFeed = 0x0a

/** First bytes of files that are tables of another kind, or none. */
const foreign: readonly {
  readonly begins: readonly number[]
  readonly problem: string
  readonly remedy: string
}[] = [
  {
    begins: [0x50, 0x4b, 0x03, 0x04],
    problem: 'this is a spreadsheet or a zip archive, not a table of text.',
    remedy: 'Save it as CSV, or unpack it.',
  },
  { begins: [0x1f, 0x8b], problem: 'the file is compressed.', remedy: 'Unpack it first.' },
  { begins: [0x50, 0x41, 0x52, 0x31], problem: 'this is a Parquet file.', remedy: 'Save it as CSV.' },
]

/**
 * The text of a file: UTF-8, or UTF-16 with a byte order mark. The mark is left out.
 * @throws DataError where it is too large, no text, or not UTF-8; then with the line.
 */
export function decode(bytes: Uint8Array, source: string): string {
  checkSize(bytes.length, source)
  for (const { begins, problem, remedy } of foreign) {
    if (begins.every((byte, i) => bytes[i] === byte)) throw new DataError({ source }, problem, remedy)
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
    throw new DataError({ source, line }, 'the text is not UTF-8.', 'Save the file as UTF-8.', { cause })
  }
}

/** @throws DataError for a file that is too large to be read here. */
export function checkSize(bytes: number, source: string): void {
  if (bytes <= mostBytes) return
  throw new DataError(
    { source },
    `the file has ${Math.ceil(bytes / 1e6)} MB, and this page reads at most ${mostBytes / 1e6}.`,
    'Keep fewer rows, or train with the command line, which has no such limit.',
  )
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
