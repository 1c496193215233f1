import { filled } from '../cell.ts'
import { type DateNotation, instantOf } from '../dates/read-date.ts'
import { dateReader } from '../dates/settle-dates.ts'
import type { ReadingOptions } from '../kinds/reading-options.ts'
import { type SettledColumn, settleColumn } from '../kinds/settle-column.ts'
import { spellingKey } from '../levels/spelling.ts'
import { type MissingRule, missingRule, missingWords } from '../missing/words.ts'
import { type NumberAt, numbersIn } from '../number-cell.ts'
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
    const numberAt =
      settled.kind === 'number'
        ? numbersIn(column.cells, settled.notation, rule)
        : instantsIn(column, settled.notation, rule)
    const numbers = Float64Array.from({ length: column.cells.length }, (_, row) => {
      const value = numberAt(row) ?? Number.NaN
      return Number.isFinite(value) ? value : Number.NaN
    })
    return {
      column,
      settled,
      numbers,
      distinct: new Set(numbers.filter((value) => !Number.isNaN(value))).size,
    }
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

function instantsIn({ cells }: TextColumn, notation: DateNotation, { amongNumbers }: MissingRule): NumberAt {
  const read = dateReader(notation)
  return (row) => {
    const text = filled(cells.at(row))
    const moment = text === null ? undefined : read(text)
    const instant = moment && instantOf(moment)
    return instant === undefined || amongNumbers(text ?? '', instant) ? undefined : instant
  }
}
