import { filled } from '../cell.ts'
import { instantOf } from '../dates/read-date.ts'
import { dateReader } from '../dates/settle-dates.ts'
import type { ReadingOptions } from '../kinds/reading-options.ts'
import { type SettledColumn, settleColumn } from '../kinds/settle-column.ts'
import { spellingKey } from '../levels/spelling.ts'
import { missingRule, missingWords } from '../missing/words.ts'
import { numberReader } from '../notation/number-reader.ts'
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
    const read = readerOf(settled)
    const numbers = Float64Array.from(column.cells, (cell) => {
      const text = filled(cell)
      const value = text === null ? undefined : read(text)
      return value !== undefined && Number.isFinite(value) && !rule.amongNumbers(text ?? '', value)
        ? value
        : Number.NaN
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

function readerOf(
  settled: SettledColumn & { readonly kind: 'number' | 'date' },
): (text: string) => number | undefined {
  if (settled.kind === 'number') return numberReader(settled.notation)
  const read = dateReader(settled.notation)
  return (text) => {
    const moment = read(text)
    return moment && instantOf(moment)
  }
}
