import { existsSync } from 'node:fs'
import { literal, openSession, type Session } from './session.ts'
import { isPattern } from './source.ts'
import type { TableRequest } from './stream.ts'

/** The files that a pattern names, by code unit, so in the same order everywhere. */
export async function filesOfPattern(pattern: string): Promise<readonly string[]> {
  const session = await openSession(0)
  try {
    return await globbed(session, pattern)
  } finally {
    session.closeSync()
  }
}

async function globbed(session: Session, pattern: string): Promise<readonly string[]> {
  const found = await session.runAndReadAll(`SELECT file FROM glob(${literal(pattern)})`)
  return found
    .getRows()
    .map(([file]) => String(file).replace(pattern.startsWith('./') ? '' : /^\.\//, ''))
    .sort()
}

/**
 * The files that a table is read from, so that no output takes the place of one: those that a pattern names, and those
 * in the FROM of a query that reads no other table. `-` is stdin.
 */
export async function filesRead({ data, query }: TableRequest): Promise<readonly string[]> {
  if (data !== undefined) return existsSync(data) || !isPattern(data) ? [data] : filesOfPattern(data)
  if (query === undefined) return []
  const session = await openSession(0)
  try {
    const parsed = await session.runAndReadAll(`SELECT json_serialize_sql(${literal(query)})`)
    const names = [...namesIn(JSON.parse(String(parsed.getRows()[0]?.[0])), false)]
    // What is no pattern of files, such as a delimiter, names none.
    const found = await Promise.all(names.map((name) => globbed(session, name).catch(() => [])))
    return found.flat()
  } finally {
    session.closeSync()
  }
}

/** The tables that a query names, and the texts that it gives to functions in their place, as read_csv('a.csv'). */
function* namesIn(node: unknown, inFunction: boolean): Generator<string> {
  if (typeof node !== 'object' || node === null) return
  const { type, table_name: table, value } = node as { readonly [key: string]: unknown }
  if (type === 'BASE_TABLE' && typeof table === 'string') yield table
  const isText = inFunction && type === 'VALUE_CONSTANT' && typeof value === 'object' && value !== null
  if (isText && 'value' in value && typeof value.value === 'string') yield value.value
  for (const child of Object.values(node)) yield* namesIn(child, inFunction || type === 'TABLE_FUNCTION')
}
