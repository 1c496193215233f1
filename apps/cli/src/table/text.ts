import { DataError, isDataError, type Layout } from '@leven/tabular'
import { piecesOf } from './bytes.ts'
import { firstSentence } from './database-words.ts'
import { notUtf8 } from './header.ts'
import { firstLineNotUtf8, lineFinder, records } from './records.ts'
import { unevenRow } from './row-ends.ts'
import { literal, type Packing, packResult, pathLiteral, type RowsPacked, type Session } from './session.ts'
import type { Source } from './source.ts'
import type { TextSource } from './text-source.ts'
import { streamWhole } from './whole-result.ts'

/**
 * The reader function for a text table. Nothing is left to be guessed: sniffing drops rows of small ragged
 * files, turns yes and no into booleans and takes a file's folder for a column.
 */
export function textReader({ source, layout }: TextSource, names: readonly string[]): string {
  const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ')
  return `read_csv(${pathLiteral(source.path)}, header = ${layout.headerLines > 0}, skip = ${layout.above}, auto_detect = false,
    columns = {${columns}}, delim = ${literal(layout.delimiter)}, quote = ${literal(layout.quote)}, escape = ${literal(layout.quote)},
    compression = 'none', strict_mode = true, null_padding = false,
    ignore_errors = false, hive_partitioning = false, max_line_size = ${longestLine(source)}, buffer_size = ${longestLine(source)})`
}

/**
 * A line may be as long as the file, within reason. The reader would set aside sixteen times as much for each of its
 * buffers, and holds several: one is enough, since a line then lies in two of them at most.
 */
function longestLine({ size }: Source): number {
  return Math.min(Math.max(size, 2_000_000), 16_000_000)
}

/**
 * Reads a text table piece by piece: CSV, TSV and their kin.
 * @param before rows of the table that come before this file.
 * @throws DataError that names the line of the first record that is not well-formed.
 */
export async function* packText(
  session: Session,
  text: TextSource,
  into: Packing,
  before: number,
): RowsPacked {
  const { source, layout } = text
  const placeholders = layout.names.map((_, index) => `c${index}`)
  try {
    const result = await streamWhole(session, `SELECT * FROM ${textReader(text, placeholders)}`)
    yield* packResult(result, layout.names, source.name, into, before)
  } catch (cause) {
    if (isDataError(cause)) throw withLine(cause, text, before)
    throw malformed(text, cause)
  }
}

/** The same error with the line of the file instead of the row of the table. */
function withLine(error: DataError, { source, layout }: TextSource, before: number): DataError {
  if (error.row === undefined) return error
  const line = lineFinder(source.path, layout)(error.row - 1 - before)
  const place = { source: source.name, line, ...(error.column !== undefined && { column: error.column }) }
  return new DataError(place, problemOf(error), error.remedy, { cause: error })
}

/** What a data error says after its place. */
export function problemOf({ message }: DataError): string {
  return message.slice(message.indexOf(': ') + 2)
}

/** The sentence for a file that DuckDB refuses: found by reading it again, by our own rules. */
export function malformed({ source, layout }: TextSource, cause: unknown): DataError {
  const at = (line: number, problem: string, remedy: string) =>
    new DataError({ source: source.name, line }, problem, remedy, { cause })
  try {
    const fault = firstFault(source, layout)
    const foreign = firstLineNotUtf8(piecesOf(source.path))
    if (foreign !== undefined && foreign <= (fault?.line ?? foreign)) {
      return notUtf8(source.name, foreign, cause)
    }
    if (fault) return at(fault.line, fault.problem, fault.remedy)
  } catch (unreadable) {
    return new DataError({ source: source.name }, 'the file cannot be read to its end.', 'Check the disk.', {
      cause: unreadable,
    })
  }
  const message = cause instanceof Error ? cause.message : String(cause)
  const line = Number(/CSV Error on Line: (\d+)/.exec(message)?.[1])
  const place = { source: source.name, ...(line > 0 && { line }) }
  if (message.includes('Maximum line size')) {
    return new DataError(place, 'a line is longer than 16 MB.', 'Check for a quote that is never closed.', {
      cause,
    })
  }
  return new DataError(place, firstSentence(message), 'Check the file around there.', { cause })
}

interface LineFault {
  readonly line: number
  readonly problem: string
  readonly remedy: string
}

function firstFault(source: Source, { names, delimiter, quote }: Layout): LineFault | undefined {
  for (const { line, fields, fault } of records(piecesOf(source.path), delimiter, 'skip', quote)) {
    if (fault === 'unclosed quote') {
      return {
        line,
        problem: 'a quote that opens in this row is never closed.',
        remedy: 'Close it, or write a quote inside quotes twice.',
      }
    }
    if (fault === 'text after quote') {
      return {
        line,
        problem: 'text follows a closing quote.',
        remedy: 'Write a quote inside quotes twice.',
      }
    }
    if (fields !== names.length) return { line, ...unevenRow(fields, names.length) }
  }
  return undefined
}
