import type { Turns } from '@leven/core'
import { filled } from '../cell.ts'
import { type DateNotation, instantOf } from '../dates/read-date.ts'
import { dateReader } from '../dates/settle-dates.ts'
import type { ReadingOptions } from '../kinds/reading-options.ts'
import { type SettledColumn, settleColumnInTurns } from '../kinds/settle-column.ts'
import { spellingKey } from '../levels/spelling.ts'
import { type MissingRule, missingRule, missingWords } from '../missing/words.ts'
import type { Notation } from '../notation/notation.ts'
import { keptNumbers, numbersIn } from '../number-cell.ts'
import { rowsOfTurn } from '../rows-of-turn.ts'
import type { Table, TextColumn } from '../table.ts'

/** A column as the doctor looks at it. */
export interface ColumnValues {
  readonly column: TextColumn
  readonly settled: SettledColumn
  /** Numbers and instants, NaN where there is none. Absent for texts. */
  readonly numbers?: Float64Array
  /** The level of each row, −1 where missing. Absent for numbers. */
  readonly levels?: Int32Array
  /** How many different levels there are. */
  readonly distinct: number
}

/** Reads a column by what it is. What is no number in a column of numbers counts as missing here. */
export function* valuesOf(table: Table, column: TextColumn, options: ReadingOptions): Turns<ColumnValues> {
  const settled = yield* settleColumnInTurns(table, column, options)
  const rule = missingRule(missingWords(options.missing))
  if (settled.kind === 'number' || settled.kind === 'date') {
    const numbers =
      settled.kind === 'number'
        ? yield* finiteNumbers(column, settled.notation, rule)
        : yield* instants(column, settled.notation, rule)
    yield
    return { column, settled, numbers, distinct: differentNumbers(numbers) }
  }
  const byKey = new Map<string, number>()
  const levels = new Int32Array(column.cells.length).fill(-1)
  for (let row = 0; row < levels.length; row++) {
    if (row % rowsOfTurn === 0) yield
    const text = filled(column.cells.at(row))
    if (text === null || rule.amongTexts(text)) continue
    const key = spellingKey(text)
    const known = byKey.get(key) ?? byKey.size
    byKey.set(key, known)
    levels[row] = known
  }
  return { column, settled, levels, distinct: byKey.size }
}

function* finiteNumbers(
  { cells }: TextColumn,
  notation: Notation | undefined,
  rule: MissingRule,
): Turns<Float64Array> {
  const rows = Int32Array.from({ length: cells.length }, (_, row) => row)
  const numberAt = numbersIn(cells, notation, rule)
  const numbers = keptNumbers(cells, notation, rule, rows)
  for (let row = 0; row < numbers.length; row++) {
    if (row % rowsOfTurn === 0) yield
    if (!Number.isNaN(numbers[row])) continue
    const value = numberAt(row) ?? Number.NaN
    numbers[row] = Number.isFinite(value) ? value : Number.NaN
  }
  return numbers
}

function* instants(
  { cells }: TextColumn,
  notation: DateNotation,
  { amongNumbers }: MissingRule,
): Turns<Float64Array> {
  const read = dateReader(notation)
  const found = new Float64Array(cells.length)
  for (let row = 0; row < found.length; row++) {
    if (row % rowsOfTurn === 0) yield
    const text = filled(cells.at(row))
    const moment = text === null ? undefined : read(text)
    const instant = moment && instantOf(moment)
    found[row] = instant === undefined || amongNumbers(text ?? '', instant) ? Number.NaN : instant
  }
  return found
}

/** How many different numbers there are: NaN is none, and sorts behind them. */
function differentNumbers(numbers: Float64Array): number {
  const sorted = numbers.slice().sort()
  let count = 0
  for (let at = 0; at < sorted.length && !Number.isNaN(sorted[at]); at++) {
    if (sorted[at] !== sorted[at - 1]) count++
  }
  return count
}
