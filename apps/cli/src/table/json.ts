import { readFileSync, writeFileSync } from 'node:fs'
import { DataError, isDataError } from '@leven/tabular'
import { checkColumnCount } from './column-count.ts'
import { firstSentence } from './database-words.ts'
import { firstJsonFault, jsonLineFinder } from './json-lines.ts'
import { literal, type Packing, packResult, pathLiteral, type RowsPacked, type Session } from './session.ts'
import type { Source } from './source.ts'
import { type SqlColumn, sqlColumns } from './sql-names.ts'
import { temporaryFile } from './temporary.ts'
import { problemOf } from './text.ts'
import { inUtf8 } from './text-source.ts'
import { streamWhole } from './whole-result.ts'

/**
 * The reader function for a JSON table, each named key as text: numbers keep all their digits. Where keys differ
 * by case alone, which the reader's columns cannot, they are taken out one by one.
 */
export function jsonReader(source: Source, columns: readonly SqlColumn[]): string {
  const path = pathLiteral(source.path)
  if (columns.every(({ name, inSql }) => name === inSql)) {
    const types = columns.map(({ name }) => `${literal(name)}: 'VARCHAR'`).join(', ')
    return `read_json(${path}, columns = {${types}}, ${settings})`
  }
  const fields = columns.map(
    ({ name, inSql }) => `json ->> ${literal(`$.${JSON.stringify(name)}`)} AS ${identifier(inSql)}`,
  )
  return `(SELECT ${fields.join(', ')} FROM read_json_objects(${path}, ${settings}))`
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

const settings = `format = 'auto', compression = 'uncompressed', hive_partitioning = false, maximum_object_size = ${1 << 28}`

/** A JSON table, and the keys of its objects in the order in which they first appear. */
export interface JsonSource {
  /** The file itself, or a copy in UTF-8 in which Python's NaN is null. */
  readonly source: Source
  readonly names: readonly string[]
}

/**
 * Finds the keys of a JSON table. Python writes NaN, which is no JSON and means missing.
 * @param nested whether values may be objects and lists, which become JSON text.
 * @throws DataError where the file is no JSON, a row is no object, or a value is an object or a list.
 */
export async function openJson(
  session: Session,
  given: Source,
  nested: 'nested' | 'flat',
): Promise<JsonSource> {
  const source = await inUtf8(given, undefined)
  try {
    return { source, names: await jsonNames(session, source, nested) }
  } catch (error) {
    const copy = withoutNaN(source)
    if (!copy) throw error
    return { source: copy, names: await jsonNames(session, copy, nested) }
  }
}

/** Beyond so many bytes a file is not searched for NaN: it would not fit in one text. */
const longestText = 1 << 28

/** A copy in which NaN and infinity are what JSON has, or undefined where there are none. */
function withoutNaN(source: Source): Source | undefined {
  if (source.size > longestText) return undefined
  const text = readFileSync(source.path, 'utf8')
  // Texts are passed whole, so that only bare words are found.
  const plain = text.replace(/"(?:[^"\\]|\\.)*"|NaN|-?Infinity/g, (found) => {
    if (found.startsWith('"')) return found
    return found === 'NaN' ? 'null' : JSON.stringify(found)
  })
  if (plain === text) return undefined
  const path = temporaryFile()
  writeFileSync(path, plain)
  return { ...source, path }
}

/**
 * The keys of the objects of a JSON table, in the order in which they first appear.
 * @param nested whether values may be objects and lists, which become JSON text.
 * @throws DataError where the file is no JSON, a row is no object, or a value is an object or a list.
 */
async function jsonNames(
  session: Session,
  source: Source,
  nested: 'nested' | 'flat',
): Promise<readonly string[]> {
  const names = new Set<string>()
  let row = 0
  try {
    const objects = await streamWhole(
      session,
      `SELECT json::VARCHAR FROM read_json_objects(${pathLiteral(source.path)}, ${settings})`,
    )
    for await (const { chunk, count } of objects.rows()) {
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

/** Reads a JSON table piece by piece: a list of objects, or an object on each line. */
export async function* packJson(
  session: Session,
  { source, names }: JsonSource,
  into: Packing,
  before: number,
): RowsPacked {
  if (names.length === 0) return
  try {
    const result = await streamWhole(session, `SELECT * FROM ${jsonReader(source, sqlColumns(names))}`)
    yield* packResult(result, names, source.name, into, before)
  } catch (cause) {
    throw notJson(source, cause, before)
  }
}

function notJson(source: Source, cause: unknown, before = 0): DataError {
  if (isDataError(cause)) return withLine(source, cause, before)
  const fault = firstJsonFault(source.path)
  if (fault) {
    return new DataError({ source: source.name, line: fault.line }, fault.problem, fault.remedy, { cause })
  }
  const message = cause instanceof Error ? cause.message : String(cause)
  const place = { source: source.name }
  if (cause instanceof SyntaxError || /Malformed JSON|unexpected|Invalid/i.test(message)) {
    return new DataError(
      place,
      'this is not valid JSON.',
      'Give a list of objects, or an object on each line.',
      { cause },
    )
  }
  return new DataError(place, firstSentence(message), 'Check the file.', { cause })
}

/** The same error with the line of the file instead of the row, where each row has a line. */
function withLine(source: Source, error: DataError, before: number): DataError {
  const line = error.row === undefined ? undefined : jsonLineFinder(source.path)?.(error.row - 1 - before)
  if (line === undefined) return error
  const place = { source: source.name, line, ...(error.column !== undefined && { column: error.column }) }
  return new DataError(place, problemOf(error), error.remedy, { cause: error })
}
