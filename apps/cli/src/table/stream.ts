import { InvalidOptionError } from '@leven/core'
import { CellPacker, DataError, type Table, type TextOptions } from '@leven/tabular'
import { filesOfPattern } from './files-read.ts'
import { openJson, packJson } from './json.ts'
import { jsonLineFinder } from './json-lines.ts'
import { openParquet } from './parquet.ts'
import { openQuery } from './query.ts'
import { lineFinder } from './records.ts'
import { openSession, type Packing, type RowsPacked, type Session } from './session.ts'
import { packSimpleText, simpleText } from './simple-text.ts'
import { checkUnchanged, isPattern, openSource, type Source } from './source.ts'
import { packText } from './text.ts'
import { openText } from './text-source.ts'

/** Where the table comes from, as the command line has it. */
export interface TableRequest {
  /** A file, a pattern, or `-` for stdin. May be absent where there is a query. */
  readonly data?: string | undefined
  /** One SELECT over the table `data`, or over the files it names where there is no `data`. */
  readonly query?: string | undefined
  /** How a text table is laid out, where it is said. */
  readonly text?: TextOptions
}

/** Part of a table that came from one file. */
export interface TablePart {
  readonly name: string
  readonly firstRow: number
  readonly lineOf?: (row: number) => number
}

/** Some rows of a table, one after the other; `numberOf` says which. */
export interface TablePiece extends Table {
  readonly firstRow: number
}

/** A table that is read as it is asked for: no more than one piece is held. */
export interface TableStream {
  /** The file's name, for messages. */
  readonly source: string
  readonly names: readonly string[]
  /** False where the rows come in no certain order. */
  readonly reproducible: boolean
  /** Sentences the user should see: more come as more files are opened. */
  readonly notes: ReadonlySet<string>
  /** The files so far. */
  readonly parts: readonly TablePart[]
  /** The rows, in file order; each piece is overwritten by the next. Called once. */
  pieces(): AsyncGenerator<TablePiece>
}

/** Rows of a piece, at least, but for the last: encoding one costs something whatever its rows. */
const rowsOfPiece = 8_192

/**
 * Reads a table as text, piece by piece, for as long as `use` takes.
 * @throws DataError where it is missing, unreadable or not well-formed, or changed meanwhile; InvalidOptionError for
 * a query that fails.
 */
export async function streamTable<T>(
  { data, query, text = {} }: TableRequest,
  use: (stream: TableStream) => Promise<T>,
): Promise<T> {
  if (data === undefined && query === undefined) {
    throw new InvalidOptionError('There is no table to read.', 'Name a file, or give --query.')
  }
  const sources = data === undefined ? [] : await findSources(data)
  const sessions = new Sessions(
    data === undefined ? Number.POSITIVE_INFINITY : sources.reduce((bytes, { size }) => bytes + size, 0),
  )
  try {
    const stream = await (query === undefined
      ? streamFiles(sessions, sources, data ?? '', text)
      : streamQuery(await sessions.open(), query, sources, data ?? 'query', text))
    const made = await use(stream)
    await checkUnchanged(sources)
    return made
  } catch (error) {
    await checkUnchanged(sources) // says more than what is wrong with half a row
    throw error
  } finally {
    sessions.close()
  }
}

/** A session that is opened when it is first needed: small texts need none. */
class Sessions {
  readonly #bytes: number
  #opened: Session | undefined

  /** @param bytes to be read. */
  constructor(bytes: number) {
    this.#bytes = bytes
  }

  async open(): Promise<Session> {
    this.#opened ??= await openSession(this.#bytes)
    return this.#opened
  }

  close(): void {
    this.#opened?.closeSync()
  }
}

async function findSources(data: string): Promise<readonly Source[]> {
  try {
    return [await openSource(data)]
  } catch (error) {
    if (!isPattern(data)) throw error
  }
  const files = await filesOfPattern(data)
  if (files.length === 0) {
    throw new DataError(
      { source: data },
      'no file matches this pattern.',
      'Check the folder and the pattern.',
    )
  }
  return Promise.all(files.map(openSource))
}

const unordered =
  'The query has no ORDER BY: its rows may come in another order next time, and the model may differ.'

async function streamQuery(
  session: Session,
  query: string,
  sources: readonly Source[],
  source: string,
  text: TextOptions,
): Promise<TableStream> {
  const { names, ordered, notes, pack } = await openQuery(session, query, sources, source, text)
  return {
    source,
    names,
    reproducible: ordered,
    notes: new Set([...notes, ...(ordered ? [] : [unordered])]),
    parts: [],
    pieces: () => gathered(source, names, pack),
  }
}

/** One file, ready to be read. */
interface OpenFile {
  readonly names: readonly string[]
  readonly notes: readonly string[]
  readonly lineOf?: (row: number) => number
  /** @param before rows of the files before it. */
  pack(into: Packing, before: number): RowsPacked
}

async function openFile(sessions: Sessions, source: Source, options: TextOptions): Promise<OpenFile> {
  switch (source.format) {
    case 'text': {
      const text = await openText(source, options)
      const { names, notes } = text.layout
      const lineOf = lineFinder(text.source.path, text.layout)
      const simple = simpleText(text)
      if (simple) return { names, notes, lineOf, pack: (into) => packSimpleText(simple, into) }
      const session = await sessions.open()
      return { names, notes, lineOf, pack: (into, before) => packText(session, text, into, before) }
    }
    case 'json': {
      const session = await sessions.open()
      const json = await openJson(session, source, 'flat')
      const lineOf = jsonLineFinder(json.source.path)
      return {
        names: json.names,
        notes: [],
        ...(lineOf && { lineOf }),
        pack: (into, before) => packJson(session, json, into, before),
      }
    }
    case 'parquet':
      return { ...(await openParquet(await sessions.open(), source)), notes: [] }
    default:
      return source.format satisfies never
  }
}

async function streamFiles(
  sessions: Sessions,
  sources: readonly Source[],
  data: string,
  options: TextOptions,
): Promise<TableStream> {
  const [head, ...others] = sources
  if (!head) throw new DataError({ source: data }, 'there is no file.', 'Check the path.')
  const first = await openFile(sessions, head, options)
  const { names } = first
  const source = others.length > 0 ? data : head.name
  const notes = new Set(first.notes)
  const parts: TablePart[] = []

  async function* pack(into: Packing): RowsPacked {
    if (!head) return
    let rows = 0
    parts.push(partOf(head, first, 0))
    for await (const count of first.pack(into, 0)) {
      rows += count
      yield count
    }
    for (const next of others) {
      const file = await openFile(sessions, next, options)
      for (const sentence of file.notes) notes.add(sentence)
      const places = placesOf(file.names, names, next, head)
      parts.push(partOf(next, file, rows))
      const inPlace = { packer: (column: number) => into.packer(places[column] ?? -1) }
      for await (const count of file.pack(inPlace, rows)) {
        rows += count
        yield count
      }
    }
  }
  return {
    source,
    names,
    reproducible: true,
    notes,
    parts,
    pieces: () => gathered(source, names, pack),
  }
}

function partOf({ name }: Source, { lineOf }: OpenFile, firstRow: number): TablePart {
  return { name, firstRow, ...(lineOf && { lineOf }) }
}

/** Pieces of at least so many rows, as tables. */
async function* gathered(
  source: string,
  names: readonly string[],
  pack: (into: Packing) => RowsPacked,
): AsyncGenerator<TablePiece> {
  let firstRow = 0
  const packers = names.map(() => new CellPacker())
  const held = () => packers[0]?.length ?? 0
  const take = (): TablePiece => {
    const begun = firstRow
    const rows = held()
    const columns = names.map((name, index) => ({ name, cells: packers[index]?.packed() ?? [] }))
    firstRow += rows
    return { source, columns, rows, firstRow: begun, numberOf: (row) => begun + row + 1 }
  }
  const packer = (column: number): CellPacker => {
    const found = packers[column]
    if (!found) throw new RangeError(`There is no column ${column}.`)
    return found
  }
  for await (const _ of pack({ packer })) {
    if (held() < rowsOfPiece) continue
    yield take()
    for (const packer of packers) packer.clear()
  }
  // A table without rows is one piece without rows: whoever encodes it refuses it.
  if (firstRow === 0 || held() > 0) yield take()
}

/** Where the columns of another file stand in the first one. */
function placesOf(
  others: readonly string[],
  names: readonly string[],
  source: Source,
  first: Source,
): readonly number[] {
  const places = others.map((name) => names.indexOf(name))
  if (others.length === names.length && places.every((place) => place >= 0)) return places
  const extra = others.find((name) => !names.includes(name))
  const missing = names.find((name) => !others.includes(name))
  throw new DataError(
    { source: source.name },
    extra !== undefined
      ? `the column ${JSON.stringify(extra)} is not in ${first.name}.`
      : `the column ${JSON.stringify(missing)} of ${first.name} is not here.`,
    'Read together only files of the same columns.',
  )
}
