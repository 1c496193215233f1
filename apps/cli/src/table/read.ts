import { InvalidOptionError } from '@leven/core'
import { DataError, type Table, type TextOptions } from '@leven/tabular'
import { openJson, readJson } from './json.ts'
import { readParquet } from './parquet.ts'
import { readQuery } from './query.ts'
import { lineFinder } from './records.ts'
import { literal, openSession, type Session } from './session.ts'
import { checkUnchanged, isPattern, openSource, type Source } from './source.ts'
import { type OpenColumn, problemOf, readText } from './text.ts'
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

/** A table of text, and how it was read. */
export interface ReadTable extends Table {
  /** False where the rows come in no certain order. */
  readonly reproducible: boolean
  /** Sentences the user should see. */
  readonly notes: readonly string[]
  /** The files it was put together from, where there are several. */
  readonly parts?: readonly Part[]
}

/** Part of a table that came from one file. */
interface Part {
  readonly name: string
  readonly firstRow: number
  readonly lineOf?: (row: number) => number
}

/**
 * Reads a table as text, in file order.
 * @throws DataError where it is missing, unreadable or not well-formed; InvalidOptionError for a query that fails.
 */
export async function readTable({ data, query, text = {} }: TableRequest): Promise<ReadTable> {
  if (data === undefined && query === undefined) {
    throw new InvalidOptionError('There is no table to read.', 'Name a file, or give --query.')
  }
  const sources = data === undefined ? [] : await findSources(data)
  const session = await openSession(
    data === undefined ? Number.POSITIVE_INFINITY : sources.reduce((bytes, { size }) => bytes + size, 0),
  )
  try {
    const table = await (query === undefined
      ? readFiles(session, sources, data ?? '', text)
      : readSelection(session, query, sources, data ?? 'query', text)
    ).catch(async (error: unknown) => {
      await checkUnchanged(sources) // says more than what is wrong with half a row
      throw error
    })
    await checkUnchanged(sources)
    return table
  } finally {
    session.closeSync()
  }
}

async function findSources(data: string): Promise<readonly Source[]> {
  try {
    return [await openSource(data)]
  } catch (error) {
    if (!isPattern(data)) throw error
  }
  const session = await openSession(0)
  const found = await session.runAndReadAll(`SELECT file FROM glob(${literal(data)})`)
  session.closeSync()
  const files = found
    .getRows()
    .map(([file]) => String(file).replace(data.startsWith('./') ? '' : /^\.\//, ''))
  files.sort() // by code unit, so the same everywhere
  if (files.length === 0) {
    throw new DataError(
      { source: data },
      'no file matches this pattern.',
      'Check the folder and the pattern.',
    )
  }
  return Promise.all(files.map(openSource))
}

async function readSelection(
  session: Session,
  query: string,
  sources: readonly Source[],
  source: string,
  text: TextOptions,
): Promise<ReadTable> {
  const { columns, ordered, notes } = await readQuery(session, query, sources, source, text)
  return {
    source,
    columns,
    rows: columns[0]?.cells.length ?? 0,
    reproducible: ordered,
    notes: [...notes, ...(ordered ? [] : [unordered])],
  }
}

const unordered =
  'The query has no ORDER BY: its rows may come in another order next time, and the model may differ.'

async function readFiles(
  session: Session,
  sources: readonly Source[],
  data: string,
  options: TextOptions,
): Promise<ReadTable> {
  const parts: Part[] = []
  const notes = new Set<string>()
  let columns: OpenColumn[] | undefined
  for (const source of sources) {
    const firstRow = columns?.[0]?.cells.length ?? 0
    switch (source.format) {
      case 'text': {
        const text = await openText(source, options)
        for (const sentence of text.layout.notes) notes.add(sentence)
        const into = columns && matching(columns, text.layout.names, source, sources)
        const read = await readText(session, text, into)
        columns ??= read
        parts.push({ name: source.name, firstRow, lineOf: lineFinder(text.source.path, text.layout) })
        break
      }
      case 'json': {
        const json = await openJson(session, source, 'flat')
        const into = columns && matching(columns, json.names, source, sources)
        const read = await readJson(session, json.source, json.names, into)
        columns ??= read
        parts.push({ name: source.name, firstRow })
        break
      }
      case 'parquet': {
        const read = await readParquet(session, source)
        if (columns) {
          const into = matching(
            columns,
            read.map(({ name }) => name),
            source,
            sources,
          )
          for (const [index, { cells }] of read.entries())
            for (const cell of cells) into[index]?.cells.push(cell)
        }
        columns ??= read
        parts.push({ name: source.name, firstRow })
        break
      }
      default:
        source.format satisfies never
    }
  }
  return assemble(columns ?? [], parts, data, [...notes])
}

function assemble(
  columns: readonly OpenColumn[],
  parts: readonly Part[],
  data: string,
  notes: readonly string[],
): ReadTable {
  const [first, ...more] = parts
  const rows = columns[0]?.cells.length ?? 0
  const table = { columns, rows, reproducible: true, notes }
  if (more.length > 0) return { ...table, source: data, parts }
  return { ...table, source: first?.name ?? data, ...(first?.lineOf && { lineOf: first.lineOf }) }
}

/** The columns so far, in the order of another file's names. */
function matching(
  columns: readonly OpenColumn[],
  names: readonly string[],
  source: Source,
  sources: readonly Source[],
): OpenColumn[] {
  const byName = new Map(columns.map((column) => [column.name, column]))
  const found = names.flatMap((name) => byName.get(name) ?? [])
  if (found.length === columns.length && names.length === columns.length) return found
  const extra = names.find((name) => !byName.has(name))
  const missing = columns.find(({ name }) => !names.includes(name))?.name
  throw new DataError(
    { source: source.name },
    extra !== undefined
      ? `the column ${JSON.stringify(extra)} is not in ${sources[0]?.name}.`
      : `the column ${JSON.stringify(missing)} of ${sources[0]?.name} is not here.`,
    'Read together only files of the same columns.',
  )
}

/** An error about a row of a table made of several files, told with the file and its line. */
export function located({ parts }: ReadTable, error: unknown): unknown {
  if (!(error instanceof DataError) || error.row === undefined) return error
  const row = error.row - 1
  const part = parts?.findLast(({ firstRow }) => firstRow <= row)
  if (!part) return error
  const line = part.lineOf?.(row - part.firstRow)
  const place = {
    source: part.name,
    ...(line === undefined ? { row: row - part.firstRow + 1 } : { line }),
    ...(error.column !== undefined && { column: error.column }),
  }
  return new DataError(place, problemOf(error), error.remedy, { cause: error })
}
