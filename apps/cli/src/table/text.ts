import { DataError } from '@leven/tabular'
import { piecesOf } from './bytes.ts'
import { type Header, readHeader } from './header.ts'
import { firstLineNotUtf8, lineFinder, records } from './records.ts'
import { appendRows, emptyColumns, literal, pathLiteral, type Session } from './session.ts'
import type { Source } from './source.ts'

/** A column being filled. */
export type OpenColumn = ReturnType<typeof emptyColumns>[number]

/**
 * The reader function for a text table. Nothing is left to be guessed: sniffing drops rows of small ragged
 * files, turns yes and no into booleans and takes a file's folder for a column.
 */
export function textReader(source: Source, header: Header, names: readonly string[]): string {
  const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ')
  return `read_csv(${pathLiteral(source.path)}, header = true, skip = ${header.blankLines}, auto_detect = false,
    columns = {${columns}}, delim = ${literal(header.delimiter)}, quote = '"', escape = '"',
    compression = 'none', strict_mode = true, null_padding = false,
    ignore_errors = false, hive_partitioning = false, max_line_size = ${longestLine(source)})`
}

/** A line may be as long as the file, within reason; the reader sets aside sixteen times as much. */
function longestLine({ size }: Source): number {
  return Math.min(Math.max(size, 2_000_000), 16_000_000)
}

/**
 * Reads a text table: CSV, TSV and their kin.
 * @param columns where to append; made from the header where absent.
 * @throws DataError that names the line of the first record that is not well-formed.
 */
export async function readText(
  session: Session,
  source: Source,
  header: Header = readHeader(source),
  columns: OpenColumn[] = emptyColumns(header.names),
): Promise<OpenColumn[]> {
  const before = columns[0]?.cells.length ?? 0
  const placeholders = header.names.map((_, index) => `c${index}`)
  try {
    const result = await session.stream(`SELECT * FROM ${textReader(source, header, placeholders)}`)
    await appendRows(result, columns, source.name)
  } catch (cause) {
    if (cause instanceof DataError) throw withLine(cause, source, header, before)
    throw malformed(source, header, cause)
  }
  return columns
}

/** The same error with the line of the file instead of the row of the table. */
function withLine(error: DataError, source: Source, header: Header, before: number): DataError {
  if (error.row === undefined) return error
  const line = lineFinder(source.path, header)(error.row - 1 - before)
  const place = { source: source.name, line, ...(error.column !== undefined && { column: error.column }) }
  return new DataError(place, problemOf(error), error.remedy, { cause: error })
}

/** What a data error says after its place. */
export function problemOf({ message }: DataError): string {
  return message.slice(message.indexOf(': ') + 2)
}

/** The sentence for a file that DuckDB refuses: found by reading it again, by our own rules. */
export function malformed(source: Source, header: Header, cause: unknown): DataError {
  const at = (line: number, problem: string, remedy: string) =>
    new DataError({ source: source.name, line }, problem, remedy, { cause })
  try {
    const fault = firstFault(source, header)
    const foreign = firstLineNotUtf8(piecesOf(source.path))
    if (foreign !== undefined && foreign <= (fault?.line ?? foreign)) {
      return at(foreign, 'the text is not UTF-8.', 'Save the file as UTF-8.')
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

/** DuckDB's message without its lists of settings and possible fixes. */
export function firstSentence(message: string): string {
  const [first = ''] = message.replace(/^[A-Z][A-Za-z ]*Error: /, '').split('\n')
  return `${first.trim().replace(/[.!]*$/, '')}.`
}

interface LineFault {
  readonly line: number
  readonly problem: string
  readonly remedy: string
}

function firstFault(source: Source, { names, delimiter }: Header): LineFault | undefined {
  for (const { line, fields, fault } of records(piecesOf(source.path), delimiter)) {
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
    if (fields !== names.length) {
      const count = `${fields} ${fields === 1 ? 'field' : 'fields'}`
      return {
        line,
        problem: `the row has ${count}, but the header names ${names.length} columns.`,
        remedy:
          'Give every row one field for each column, and put quotes around a field that contains the delimiter.',
      }
    }
  }
  return undefined
}
