import { closeSync, openSync } from 'node:fs'
import { extname } from 'node:path'
import { InvalidOptionError, LevenError } from '@leven/core'
import { diskWords } from '../disk-words.ts'
import { looksLikeModel } from '../model-kind.ts'
import { type OpenOutput, type OverwriteRules, reserveOutput } from '../output-file.ts'
import { literal, openSession } from '../table/session.ts'
import { temporaryFile } from '../table/temporary.ts'
import { writeOut } from '../terminal.ts'
import { writeAll } from '../write-all.ts'
import { csvRow, exactRow, jsonRow, type RowFormat, type RowText, type ValueRows } from './row-text.ts'

/** Where rows go, and as what. */
export interface RowDestination {
  readonly format: RowFormat
  /** A file; else stdout. */
  readonly out?: string | undefined
  readonly force?: boolean | undefined
  readonly escapeFormulas?: boolean | undefined
  /** Files that are read, which must not be lost. */
  readonly inputs: NonNullable<OverwriteRules['inputs']>
}

/** A column of the rows. */
export interface RowColumn {
  readonly name: string
  readonly kind: 'text' | 'number'
}

/** Rows on their way. */
export interface RowOutput {
  /** Says which columns follow; before the first row. */
  begin(columns: readonly RowColumn[]): Promise<void>
  write(rows: ValueRows): Promise<void>
  /** Puts the whole in its place. */
  done(): Promise<void>
  /** Forgets it, where it goes to a file. */
  discard(): void
}

/**
 * Which format is asked for: by name, else by the file's extension, else CSV.
 * @throws InvalidOptionError for Parquet on stdout.
 */
export function formatOf(asked: RowFormat | undefined, out: string | undefined, json = false): RowFormat {
  const format = asked ?? (json ? 'jsonl' : byExtension(out))
  if (format === 'parquet' && out === undefined) {
    throw new InvalidOptionError('Parquet cannot be written to a stream.', 'Name a file with --out.')
  }
  return format
}

function byExtension(out = ''): RowFormat {
  switch (extname(out).toLowerCase()) {
    case '.jsonl':
    case '.ndjson':
      return 'jsonl'
    case '.parquet':
    case '.pq':
      return 'parquet'
    default:
      return 'csv'
  }
}

/** Opens a destination; a file's place is checked before any work is done. */
export async function openRowOutput(destination: RowDestination): Promise<RowOutput> {
  const { format, out, force, inputs } = destination
  if (out === undefined) return asLines(destination, writeOut, { done() {}, discard() {} })
  const file = await reserveOutput(out, {
    inputs,
    force,
    isOurs: (path) => !looksLikeModel(path),
    ours: 'table, but a model',
  })
  if (format === 'parquet' && file.isTerminal) {
    throw new InvalidOptionError('Parquet cannot be written to a terminal.', 'Name a file with --out.')
  }
  if (format === 'parquet') return asParquet(file.open())
  const opened = file.open()
  return asLines(destination, async (text) => opened.write(Buffer.from(text)), opened)
}

/** Rows of one text: enough that a write is worth its call. */
const lettersOfWrite = 1 << 16

function asLines(
  { format, escapeFormulas = false }: RowDestination,
  send: (text: string) => Promise<void>,
  end: Pick<OpenOutput, 'done' | 'discard'>,
): RowOutput {
  let rowText: RowText = csvRow(escapeFormulas)
  return {
    async begin(columns) {
      const names = columns.map(({ name }) => name)
      if (format === 'jsonl') rowText = jsonRow(names)
      else
        await send(
          rowText({ length: 1, columns: names.length, value: (_, column) => names[column] ?? null }, 0),
        )
    },
    async write(rows) {
      let text = ''
      for (let row = 0; row < rows.length; row++) {
        text += rowText(rows, row)
        if (text.length < lettersOfWrite) continue
        await send(text)
        text = ''
      }
      if (text !== '') await send(text)
    },
    async done() {
      end.done()
    },
    discard: () => end.discard(),
  }
}

/** Parquet is written by DuckDB, from a temporary copy of the rows: it groups them by columns. */
function asParquet(output: OpenOutput): RowOutput {
  const path = temporaryFile()
  const file = openSync(path, 'w')
  let columns: readonly RowColumn[] = []
  return {
    async begin(named) {
      columns = named
    },
    async write(rows) {
      let text = ''
      for (let row = 0; row < rows.length; row++) text += exactRow(rows, row)
      writeAll(file, Buffer.from(text))
    },
    async done() {
      closeSync(file)
      const session = await openSession(Number.POSITIVE_INFINITY)
      try {
        const types = columns.map(({ kind }, i) => `'c${i}': '${kind === 'text' ? 'VARCHAR' : 'DOUBLE'}'`)
        const names = columns.map(({ name }, i) => `c${i} AS "${name.replaceAll('"', '""')}"`)
        await session.run(
          `COPY (SELECT ${names.join(', ')} FROM read_csv(${literal(path)}, header = false, auto_detect = false,
            columns = {${types.join(', ')}}, delim = ',', quote = '"', escape = '"', nullstr = '',
            allow_quoted_nulls = false, strict_mode = true))
          TO ${literal(output.temporaryPath)} (FORMAT parquet)`,
        )
      } catch (cause) {
        output.discard()
        throw notCopied(cause)
      } finally {
        session.closeSync()
      }
      output.done()
    },
    discard: () => output.discard(),
  }
}

function notCopied(cause: unknown): LevenError {
  const message = cause instanceof Error ? cause.message : String(cause)
  const full = /No space left|ENOSPC/i.test(message)
  const reason = full
    ? diskWords({ name: '', code: 'ENOSPC', message })
    : 'the database cannot write Parquet there'
  return new LevenError(
    'FAILED',
    `The output cannot be written: ${reason}.`,
    'Write it elsewhere, or as CSV.',
    {
      cause,
    },
  )
}
