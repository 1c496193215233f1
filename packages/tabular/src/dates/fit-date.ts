import type { Turns } from '@leven/core'
import { filled } from '../cell.ts'
import { DataError, quote } from '../data-error.ts'
import type { MissingRule } from '../missing/words.ts'
import { rowsOfTurn } from '../rows-of-turn.ts'
import { statistics } from '../statistics.ts'
import { placeOf, type Table, type TextColumn } from '../table.ts'
import { type DateFeature, type DatePart, dateParts } from './date-feature.ts'
import { turnOf, yearOf } from './encode-date.ts'
import { type DateNotation, instantOf, type Moment } from './read-date.ts'
import { dateReader } from './settle-dates.ts'

/** A column of dates and whether it says the same in every row; undefined where no row holds one. */
export interface FittedDate {
  readonly feature: DateFeature
  readonly constant: boolean
}

/**
 * Learns the statistics of a column of dates from some rows.
 * @param counts how many rows each of the rows stands for; default 1.
 * @throws DataError for what is no date as the others are.
 */
export function* fitDate(
  table: Table,
  { name, cells }: TextColumn,
  notation: DateNotation,
  rows: Int32Array,
  { amongNumbers }: MissingRule,
  counts?: Float64Array,
): Turns<FittedDate | undefined> {
  const read = dateReader(notation)
  const moments: Moment[] = []
  const standFor: number[] = []
  for (const [i, row] of rows.entries()) {
    if (i % rowsOfTurn === 0) yield
    const text = filled(cells.at(row))
    if (text === null || amongNumbers(text)) continue
    standFor.push(counts?.[i] ?? 1)
    moments.push(read(text) ?? refuse(text, notation, table, row, name))
  }
  if (moments.length === 0) return undefined
  const missingIndicator = moments.length < rows.length
  const weighted = counts && Float64Array.from(standFor)
  const elapsed = statistics(Float64Array.from(moments, instantOf), weighted)
  const years = statistics(Float64Array.from(moments, yearOf), weighted)
  const parts = dateParts.filter((part) =>
    varies(part, moments, elapsed.standardDeviation, years.standardDeviation),
  )
  const feature: DateFeature = {
    kind: 'date',
    name,
    ...notation,
    parts: parts.length > 0 ? parts : ['elapsed'],
    mean: elapsed.mean,
    standardDeviation: elapsed.standardDeviation,
    yearMean: years.mean,
    yearDeviation: years.standardDeviation,
    missingIndicator,
  }
  return { feature, constant: parts.length === 0 && !missingIndicator }
}

function varies(part: DatePart, moments: readonly Moment[], elapsed: number, years: number): boolean {
  const [first] = moments
  if (!first) return false
  const isClock = moments.every(({ days }) => days === undefined)
  switch (part) {
    case 'elapsed':
      return !isClock && elapsed > 0
    case 'year':
      return !isClock && years > 0
    case 'season':
    case 'weekday':
      return !isClock && moments.some((moment) => turnOf(part, moment) !== turnOf(part, first))
    case 'hour':
      return moments.some(({ seconds = 0 }) => seconds !== (first.seconds ?? 0))
    default:
      return part satisfies never
  }
}

/** @throws DataError always: the sentence for a cell that is no date as the others are. */
export function refuse(
  text: string,
  { zoned }: DateNotation,
  table: Table,
  row: number,
  name: string,
): never {
  const zone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) !== zoned && /\d:\d/.test(text)
  throw new DataError(
    placeOf(table, row, name),
    zone
      ? `${quote(text)} ${zoned ? 'has no zone, though the column has zones.' : 'has a zone, though the column has none.'}`
      : `${quote(text)} is no date as the others of the column are.`,
    'Correct the value, leave the cell empty where it is missing, or take the column as --categorical.',
  )
}
