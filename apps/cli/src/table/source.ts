import { closeSync, constants, createReadStream, createWriteStream, openSync, type Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isatty } from 'node:tty'
import { createGunzip } from 'node:zlib'
import { DataError, foreignFormat, isDataError, type TextOptions } from '@leven/tabular'
import { nearest } from '../nearest.ts'
import { noFile } from '../no-file.ts'
import { startOf } from './bytes.ts'
import { textOfSpreadsheet } from './spreadsheet.ts'
import { temporaryFile } from './temporary.ts'

/** How a file holds its table. */
export type Format = 'text' | 'parquet' | 'json'

/** One file to read, looked at but not yet read. */
export interface Source {
  /** Absolute, so that no name can look like a URL to the reader. A temporary file where it was a stream or compressed. */
  readonly path: string
  /** As the user wrote it, for messages. */
  readonly name: string
  readonly format: Format
  /** Bytes, decompressed. */
  readonly size: number
  /** The file as it was found, where it is read in place: whoever writes it meanwhile would give half a table. */
  readonly found?: Pick<Stats, 'size' | 'mtimeMs'>
  /** How its text is laid out, where that is known. */
  readonly text?: TextOptions
  /** Sentences about the file. */
  readonly notes?: readonly string[]
}

/** What stdin is called in messages. */
const stdinName = 'stdin'

/**
 * Looks at one file, or at stdin where `data` is `-` or a pipe, which is copied to a temporary file first.
 * @throws DataError where it is missing, a directory, unreadable, empty, or of a kind that is no table.
 */
export async function openSource(data: string): Promise<Source> {
  if (data === '-') return inspect(await spool(process.stdin), stdinName)
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(data)) {
    throw new DataError({ source: data }, 'only local files are read.', 'Download it first.')
  }
  const found = await stat(data).catch((cause: NodeJS.ErrnoException) => unreadable(data, cause))
  if (found.isDirectory()) {
    throw new DataError(
      { source: data },
      'this is a directory.',
      `Name a file in it, or several as "${join(data, '*.csv')}".`,
    )
  }
  if (found.isFile()) return inspect(resolve(data), data)
  const why = found.isCharacterDevice() && isTerminal(data) ? undefined : noFile(found)
  if (why !== undefined) throw new DataError({ source: data }, why, 'Name a file.')
  return inspect(await spool(createReadStream(data)), data)
}

/** Whether it is a device where somebody types, as /dev/stdin may be, which ends by Ctrl-D; others have no end. */
function isTerminal(path: string): boolean {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOCTTY)
    const found = isatty(file)
    closeSync(file)
    return found
  } catch {
    return false
  }
}

/** Whether a name that is no file may be a pattern that names several. */
export function isPattern(data: string): boolean {
  return /[*?[]/.test(data)
}

/** @throws DataError always: the sentence for a file that cannot be opened. */
export async function unreadable(name: string, cause: NodeJS.ErrnoException): Promise<never> {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') {
    const siblings = await readdir(dirname(name)).catch(() => [])
    const like = nearest(basename(name), siblings)
    throw new DataError(
      { source: name },
      'there is no such file.',
      like === undefined ? 'Check the path.' : `Did you mean ${join(dirname(name), like)}?`,
      { cause },
    )
  }
  if (cause.code?.startsWith('Z_')) {
    throw new DataError(
      { source: name },
      'the file cannot be decompressed.',
      'Check that it is complete: gzip -t.',
      { cause },
    )
  }
  if (cause.code === 'ENOSPC' || cause.code === 'EDQUOT') {
    throw new DataError(
      { source: name },
      `there is no room in ${tmpdir()} for a copy of it.`,
      'Free some space, or name another folder with TMPDIR.',
      { cause },
    )
  }
  const denied = cause.code === 'EACCES' || cause.code === 'EPERM'
  throw new DataError(
    { source: name },
    denied ? 'reading it is not permitted.' : `the file cannot be read (${cause.code ?? cause.message}).`,
    denied ? 'Change its permissions.' : 'Check the path and the disk.',
    { cause },
  )
}

/** Copies a stream to a temporary file, removed when the process ends; the file's path. */
async function spool(...streams: [NodeJS.ReadableStream, ...NodeJS.ReadWriteStream[]]): Promise<string> {
  const path = temporaryFile()
  await pipeline([...streams, createWriteStream(path)])
  return path
}

/** Looks at the first bytes of a file, which say more than its name. */
async function inspect(path: string, name: string): Promise<Source> {
  try {
    const [first, second] = startOf(path, 2)
    // DuckDB reads half of a gzip file that is cut off without a word; zlib checks its length and sum.
    const zipped = first === 0x1f && second === 0x8b
    const found = await stat(path)
    const plain = zipped
      ? await spool(createReadStream(path), createGunzip(), atMost(unpackedLimit(found.size), name))
      : path
    const start = startOf(plain, 1 << 12)
    const { size } = zipped ? await stat(plain) : found
    if (isZip(start)) return openSpreadsheet(plain, name, size)
    if (start.length > 0) {
      return { path: plain, name, size, format: formatOf(start, name), ...(!zipped && { found }) }
    }
  } catch (cause) {
    if (isDataError(cause) || !(cause instanceof Error)) throw cause
    return unreadable(name, cause)
  }
  throw new DataError({ source: name }, 'the file is empty.', 'Give a table with a header line and rows.')
}

/** A table seldom packs to less than a fiftieth; a file made to fill disks packs to a thousandth. */
function unpackedLimit(packed: number): number {
  return Math.max(256 * 2 ** 20, 200 * packed)
}

/** Lets bytes through, up to a limit. */
function atMost(limit: number, name: string): Transform {
  let bytes = 0
  return new Transform({
    transform(piece: Buffer, _, pass) {
      bytes += piece.length
      if (bytes <= limit) return pass(null, piece)
      pass(
        new DataError(
          { source: name },
          `the gzip file unpacks to more than ${Math.floor(limit / 2 ** 20)} MiB, over 200 times its size.`,
          'If it is a table all the same, unpack it first: gunzip.',
        ),
      )
    },
  })
}

/** @throws DataError where a file that is read in place is no longer what it was when it was opened. */
export async function checkUnchanged(sources: readonly Source[]): Promise<void> {
  for (const { path, name, found } of sources) {
    if (!found) continue
    const now = await stat(path).catch(() => undefined)
    if (now?.size === found.size && now.mtimeMs === found.mtimeMs) continue
    throw new DataError(
      { source: name },
      'the file changed while it was read.',
      'Run it again when it is whole.',
    )
  }
}

function isZip(start: Buffer): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && start[2] === 0x03 && start[3] === 0x04
}

/** A workbook of Excel, its first sheet made a text table. */
async function openSpreadsheet(path: string, name: string, size: number): Promise<Source> {
  const { path: text, sheets } = await textOfSpreadsheet(path, name, size)
  const notes =
    sheets.length > 1
      ? [`The workbook has ${sheets.length} sheets; the first, ${JSON.stringify(sheets[0])}, is read.`]
      : []
  const read = await stat(text)
  return { path: text, name, size: read.size, format: 'text', text: { delimiter: ',' }, notes }
}

function formatOf(start: Buffer, name: string): Format {
  const begins = (...bytes: number[]) => bytes.every((byte, i) => start[i] === byte)
  if (begins(0x50, 0x41, 0x52, 0x31)) return 'parquet'
  const foreign = foreignFormat(start)
  if (foreign) throw new DataError({ source: name }, foreign.problem, foreign.remedy)
  const extension = /\.([a-z]+)(\.gz)?$/i.exec(name)?.[1]?.toLowerCase()
  switch (extension) {
    case 'json':
    case 'jsonl':
    case 'ndjson':
      return 'json'
    case 'parquet':
    case 'pq':
      throw new DataError(
        { source: name },
        'this is not a Parquet file.',
        'Check how it was written, or give its real format as extension.',
      )
    case 'csv':
    case 'tsv':
    case 'tab':
    case 'txt':
      return 'text'
    default:
      return /^\uFEFF?\s*[{[]/.test(start.toString('utf8')) ? 'json' : 'text'
  }
}
