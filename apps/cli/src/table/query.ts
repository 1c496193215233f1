import { InvalidOptionError } from '@leven/core'
import { checkColumnCount, readHeader } from './header.ts'
import { jsonNames, jsonReader } from './json.ts'
import { parquetReader } from './parquet.ts'
import { appendRows, emptyColumns, literal, type Session } from './session.ts'
import type { Source } from './source.ts'
import { firstSentence, malformed, type OpenColumn, textReader } from './text.ts'

/** What a query gave. */
export interface QueryResult {
  readonly columns: readonly OpenColumn[]
  /** Whether the query says in which order its rows come. */
  readonly ordered: boolean
}

/**
 * Runs one SELECT. With sources they are its table `data`, and the session can reach nothing else; without,
 * it can read local files, but not the network, and write nothing.
 * @param name what the result is called in messages.
 * @throws InvalidOptionError where the query is not one SELECT, or fails.
 */
export async function readQuery(
  session: Session,
  query: string,
  sources: readonly Source[],
  name: string,
): Promise<QueryResult> {
  const ordered = await isOrdered(session, query)
  if (sources.length > 0) {
    await session.run(`CREATE VIEW data AS ${await unionOf(session, sources)}`)
    await session.run(`SET allowed_paths = [${sources.map(({ path }) => literal(path)).join(', ')}]`)
    await session.run('SET enable_external_access = false')
  }
  await session.run('SET lock_configuration = true')
  try {
    const result = await session.stream(query)
    const names = result.columnNames()
    checkColumnCount(name, names.length)
    const columns = emptyColumns(names)
    await appendRows(result, columns, name)
    return { columns, ordered }
  } catch (cause) {
    throw refused(cause, sources)
  }
}

/** @throws InvalidOptionError unless the text is one SELECT. */
async function isOrdered(session: Session, query: string): Promise<boolean> {
  const reader = await session.runAndReadAll(`SELECT json_serialize_sql(${literal(query)})`)
  const parsed: unknown = JSON.parse(String(reader.getRows()[0]?.[0]))
  const { error_message, statements } = parsed as {
    readonly error_message?: string
    readonly statements?: readonly {
      readonly node: { readonly modifiers?: readonly { readonly type: string }[] }
    }[]
  }
  const [statement, ...more] = statements ?? []
  if (!statement || more.length > 0) {
    throw new InvalidOptionError(
      error_message && !error_message.startsWith('Only SELECT')
        ? `The query is refused: ${firstSentence(error_message)}`
        : 'The query is not one SELECT.',
      'Give one SELECT statement.',
    )
  }
  return (statement.node.modifiers ?? []).some(({ type }) => type === 'ORDER_MODIFIER')
}

async function unionOf(session: Session, sources: readonly Source[]): Promise<string> {
  const readers: string[] = []
  for (const source of sources) readers.push(`SELECT * FROM ${await readerOf(session, source)}`)
  return readers.join(' UNION ALL BY NAME ')
}

async function readerOf(session: Session, source: Source): Promise<string> {
  switch (source.format) {
    case 'text': {
      const header = readHeader(source)
      return textReader(source, header, header.names)
    }
    case 'json':
      return jsonReader(source, await jsonNames(session, source, 'nested'))
    case 'parquet':
      return parquetReader(source)
    default:
      return source.format satisfies never
  }
}

function refused(cause: unknown, sources: readonly Source[]): Error {
  const message = cause instanceof Error ? cause.message : String(cause)
  const source = sources.find(({ path }) => message.includes(path)) ?? sources[0]
  if (message.includes('CSV Error') && source?.format === 'text')
    return malformed(source, readHeader(source), cause)
  return new InvalidOptionError(`The query fails: ${firstSentence(message)}`, remedyFor(message), { cause })
}

function remedyFor(message: string): string {
  if (/explicit (type )?cast/.test(message)) {
    return 'The columns of a text table are text: write CAST(age AS DOUBLE).'
  }
  const meant = /Did you mean [^?\n]*\?/.exec(message)?.[0]
  const candidates = /Candidate bindings: (.*)/.exec(message)?.[1]
  return meant ?? (candidates ? `There are ${candidates}.` : 'Correct the SQL given to --query.')
}
