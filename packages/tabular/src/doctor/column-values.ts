import { filled } from '../cell.ts'
import { type DateNotation, instantOf } from '../dates/read-date.ts'
import { dateReader } from '../dates/settle-dates.ts'
import type { ReadingOptions } from '../kinds/reading-options.ts'
import { type SettledColumn, settleColumn } from '../kinds/settle-column.ts'
import { spellingKey } from '../levels/spelling.ts'
import { type MissingRule, missingRule, missingWords } from '../missing/words.ts'
import type { Notation } from '../notation/notation.ts'
import { keptNumbers, numbersIn } from '../number-cell.ts'
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
export function valuesOf(table: Table, column: TextColumn, options: ReadingOptions): ColumnValues {
  const settled = settleColumn(table, column, options)
  const rule = missingRule(missingWords(options.missing))
  if (settled.kind === 'number' || settled.kind === 'date') {
    const numbers =
      settled.kind === 'number'
        ? finiteNumbers(column, settled.notation, rule)
        : instants(column, settled.notation, rule)
    return { column, settled, numbers, distinct: differentNumbers(numbers) }
  }
  const byKey = new Map<string, number>()
  const levels = Int32Array.from(column.cells, (cell) => {
    const text = filled(cell)
    if (text === null || rule.amongTexts(text)) return -1
    const key = spellingKey(text)
    const known = byKey.get(key)
    if (known !== undefined) return known
    byKey.set(key, byKey.size)
    return byKey.size - 1
  })
  return { column, settled, levels, distinct: byKey.size }
}

function finiteNumbers(
  { cells }: TextColumn,
  notation: Notation | undefined,
  rule: MissingRule,
): Float64Array {
  const rows = Int32Array.from({ length: cells.length }, (_, row) => row)
  const numberAt = numbersIn(cells, notation, rule)
  const numbers = keptNumbers(cells, notation, rule, rows)
  for (let row = 0; row < numbers.length; row++) {
    if (!Number.isNaN(numbers[row])) continue
    const value = numberAt(row) ?? Number.NaN
    numbers[row] = Number.isFinite(value) ? value : Number.NaN
  }
  return numbers
}

function instants(
  { cells }: TextColumn,
  notation: DateNotation,
  { amongNumbers }: MissingRule,
): Float64Array {
  const read = dateReader(notation)
  return Float64Array.from(cells, (cell) => {
    const text = filled(cell)
    const moment = text === null ? undefined : read(text)
    const instant = moment && instantOf(moment)
    return instant === undefined || amongNumbers(text ?? '', instant) ? Number.NaN : instant
  })
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
