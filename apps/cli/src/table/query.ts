import { InvalidOptionError } from '@leven/core'
import { isDataError, type TextOptions } from '@leven/tabular'
import { checkColumnCount } from './column-count.ts'
import { firstSentence } from './database-words.ts'
import { jsonReader, openJson } from './json.ts'
import { damaged, parquetReader } from './parquet.ts'
import { literal, type Packing, packResult, type RowsPacked, type Session } from './session.ts'
import type { Source } from './source.ts'
import { aboutSqlNames, type SqlColumn, sqlColumns } from './sql-names.ts'
import { malformed, textReader } from './text.ts'
import { openText, type TextSource } from './text-source.ts'
import { streamWhole } from './whole-result.ts'

/** What a query gives. */
export interface QueryRows {
  readonly names: readonly string[]
  pack(into: Packing): RowsPacked
  /** Whether the query says in which order its rows come. */
  readonly ordered: boolean
  /** Sentences about the table it reads. */
  readonly notes: readonly string[]
}

/** A source as the query's reader has it. */
interface Readable {
  readonly source: Source
  /** The reader function, as SQL. */
  readonly sql: string
  readonly text?: TextSource
  readonly columns: readonly SqlColumn[]
  readonly notes: readonly string[]
}

/**
 * Runs one SELECT, whose rows are read piece by piece. With sources they are its table `data`, and the session can reach nothing else; without,
 * it can read local files, but not the network, and write nothing.
 * @param name what the result is called in messages.
 * @param options how text tables are laid out, where it is said.
 * @throws InvalidOptionError where the query is not one SELECT, or fails.
 */
export async function openQuery(
  session: Session,
  query: string,
  sources: readonly Source[],
  name: string,
  options: TextOptions,
): Promise<QueryRows> {
  const ordered = await isOrdered(session, query)
  const readables: Readable[] = []
  for (const source of sources) readables.push(await readable(session, source, options))
  if (readables.length > 0) {
    const union = readables.map(({ sql }) => `SELECT * FROM ${sql}`).join(' UNION ALL BY NAME ')
    try {
      await session.run(`CREATE VIEW data AS ${union}`)
    } catch (cause) {
      throw refused(cause, readables)
    }
    await session.run(
      `SET allowed_paths = [${readables.map(({ source }) => literal(source.path)).join(', ')}]`,
    )
    await session.run('SET enable_external_access = false')
  }
  await session.run('SET lock_configuration = true')
  try {
    const result = await streamWhole(session, query)
    const own = new Map(readables.flatMap(({ columns }) => columns.map(({ inSql, name }) => [inSql, name])))
    const names = result.names.map((inSql) => own.get(inSql) ?? inSql)
    checkColumnCount(name, names.length)
    return {
      names,
      ordered,
      notes: [...new Set(readables.flatMap(({ notes }) => notes))],
      async *pack(into) {
        try {
          yield* packResult(result, names, name, into)
        } catch (cause) {
          throw refused(cause, readables)
        }
      },
    }
  } catch (cause) {
    throw refused(cause, readables)
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

async function readable(session: Session, source: Source, options: TextOptions): Promise<Readable> {
  switch (source.format) {
    case 'text': {
      const text = await openText(source, options)
      const columns = sqlColumns(text.layout.names)
      const sql = textReader(
        text,
        columns.map(({ inSql }) => inSql),
      )
      return {
        source: text.source,
        text,
        sql,
        columns,
        notes: [...text.layout.notes, ...aboutSqlNames(columns)],
      }
    }
    case 'json': {
      const json = await openJson(session, source, 'nested')
      const columns = sqlColumns(json.names)
      return {
        source: json.source,
        sql: jsonReader(json.source, columns),
        columns,
        notes: aboutSqlNames(columns),
      }
    }
    case 'parquet':
      return { source, sql: parquetReader(source), columns: [], notes: [] }
    default:
      return source.format satisfies never
  }
}

function refused(cause: unknown, readables: readonly Readable[]): Error {
  if (isDataError(cause)) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  const found = readables.find(({ source }) => message.includes(source.path)) ?? readables[0]
  if (message.includes('CSV Error') && found?.text) return malformed(found.text, cause)
  if (found?.source.format === 'parquet' && message.includes(found.source.path)) {
    return damaged(found.source, cause)
  }
  return new InvalidOptionError(
    `The query fails: ${firstSentence(message, 'the database cannot run it on this table.')}`,
    remedyFor(message),
    { cause },
  )
}

function remedyFor(message: string): string {
  if (/explicit (type )?cast/.test(message)) {
    return 'The columns of a text table are text: write CAST(age AS DOUBLE).'
  }
  const meant = /Did you mean [^?\n]*\?/.exec(message)?.[0]
  const candidates = /Candidate bindings: (.*)/.exec(message)?.[1]
  return meant ?? (candidates ? `There are ${candidates}.` : 'Correct the SQL given to --query.')
}
