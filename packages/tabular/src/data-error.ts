import { isLevenError, LevenError } from '@leven/core'

/** Where in the data something is wrong. */
export interface Place {
  /** The file's name. */
  readonly source: string
  /** 1-based line of the file, where the reader knows it. */
  readonly line?: number
  /** 1-based row of the table without its header, where there is no line. */
  readonly row?: number
  /** The column's name. */
  readonly column?: string
}

/** Data that cannot be used. The message names the file, the line and the column where there is one. */
export class DataError extends LevenError {
  /** The class's name, for the log; programs ask for `code`. */
  override readonly name = 'DataError'
  /** The file's name, or what messages call rows of a program. */
  readonly source: string
  /** 1-based line of the file, where the reader knows it. */
  readonly line?: number
  /** 1-based row of the table without its header, where there is no line. */
  readonly row?: number
  /** The column's name. */
  readonly column?: string

  /**
   * @param problem what is wrong, as the end of a sentence that begins with the place.
   * @param remedy what to do about it, as a sentence.
   */
  constructor(place: Place, problem: string, remedy: string, options?: ErrorOptions) {
    super('INVALID_DATA', `${describePlace(place)}: ${problem}`, remedy, options)
    this.source = place.source
    if (place.line !== undefined) this.line = place.line
    if (place.row !== undefined) this.row = place.row
    if (place.column !== undefined) this.column = place.column
  }
}

/** Whether data cannot be used, by the error's code: another copy of this package has another class. */
export function isDataError(error: unknown): error is DataError {
  return isLevenError(error) && error.code === 'INVALID_DATA' && 'source' in error
}

function describePlace({ source, line, row, column }: Place): string {
  const parts = [source]
  if (line !== undefined) parts.push(`line ${line}`)
  else if (row !== undefined) parts.push(`row ${row}`)
  if (column !== undefined) parts.push(`column ${quote(column)}`)
  return parts.join(', ')
}

/** Text as a message shows it: quoted, at most 40 characters, control characters escaped. */
export function quote(text: string): string {
  const characters = Array.from(text.slice(0, 82))
  return JSON.stringify(characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : text)
}

/** Some of many things, for a message: the first five, and how many more. */
export function listing(texts: readonly string[]): string {
  const shown = texts.slice(0, 5).map(quote).join(', ')
  return texts.length > 5 ? `${shown} and ${texts.length - 5} more` : shown
}
