import { DataError } from '@leven/tabular'
import { checkColumnCount } from './header.ts'
import { appendRows, emptyColumns, literal, pathLiteral, type Session } from './session.ts'
import type { Source } from './source.ts'
import { firstSentence, type OpenColumn } from './text.ts'

/** The reader function for a JSON table, each named key as text: numbers keep all their digits. */
export function jsonReader(source: Source, names: readonly string[]): string {
  const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ')
  return `read_json(${pathLiteral(source.path)}, columns = {${columns}}, ${settings})`
}

const settings = `format = 'auto', compression = 'uncompressed', hive_partitioning = false, maximum_object_size = ${1 << 28}`

/**
 * The keys of the objects of a JSON table, in the order in which they first appear.
 * @param nested whether values may be objects and lists, which become JSON text.
 * @throws DataError where the file is no JSON, a row is no object, or a value is an object or a list.
 */
export async function jsonNames(
  session: Session,
  source: Source,
  nested: 'nested' | 'flat',
): Promise<readonly string[]> {
  const names = new Set<string>()
  let row = 0
  try {
    const objects = await session.stream(
      `SELECT json::VARCHAR FROM read_json_objects(${pathLiteral(source.path)}, ${settings})`,
    )
    for (;;) {
      const chunk = await objects.fetchChunk()
      const count = chunk?.rowCount ?? 0
      if (!chunk || count === 0) break
      const vector = chunk.getColumnVector(0)
      for (let i = 0; i < count; i++) {
        row++
        for (const name of keysOf(String(vector.getItem(i)), source, row, nested)) names.add(name)
      }
    }
  } catch (cause) {
    throw notJson(source, cause)
  }
  checkColumnCount(source.name, names.size)
  return [...names]
}

function keysOf(text: string, source: Source, row: number, nested: 'nested' | 'flat'): readonly string[] {
  const parsed: unknown = JSON.parse(text)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new DataError(
      { source: source.name, row },
      'this is no JSON object.',
      'Give one object for each row, as {"column": value}.',
    )
  }
  for (const [column, value] of Object.entries(parsed)) {
    if (typeof value !== 'object' || value === null || nested === 'nested') continue
    throw new DataError(
      { source: source.name, row, column },
      `the value is ${Array.isArray(value) ? 'a list' : 'an object'}.`,
      'Give each column plain values, or select them with --query.',
    )
  }
  return Object.keys(parsed)
}

/** Reads a JSON table: a list of objects, or an object on each line. */
export async function readJson(
  session: Session,
  source: Source,
  names: readonly string[],
  columns: OpenColumn[] = emptyColumns(names),
): Promise<OpenColumn[]> {
  if (names.length === 0) return columns
  try {
    await appendRows(await session.stream(`SELECT * FROM ${jsonReader(source, names)}`), columns, source.name)
  } catch (cause) {
    throw notJson(source, cause)
  }
  return columns
}

function notJson(source: Source, cause: unknown): DataError {
  if (cause instanceof DataError) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  const line = Number(/in line (\d+)/.exec(message)?.[1])
  const place = { source: source.name, ...(line > 0 && { line }) }
  if (/Malformed JSON|unexpected|Invalid/i.test(message)) {
    return new DataError(
      place,
      'this is not valid JSON.',
      'Give a list of objects, or an object on each line.',
      {
        cause,
      },
    )
  }
  return new DataError(place, firstSentence(message), 'Check the file.', { cause })
}
