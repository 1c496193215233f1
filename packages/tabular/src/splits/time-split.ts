import { InvalidOptionError, inOneGo, type Turns } from '@leven/core'
import { filled } from '../cell.ts'
import { DataError, quote } from '../data-error.ts'
import { instantOf } from '../dates/read-date.ts'
import { dateReader } from '../dates/settle-dates.ts'
import type { ReadingOptions } from '../kinds/reading-options.ts'
import { type SettledColumn, settleColumnInTurns } from '../kinds/settle-column.ts'
import { suggestion } from '../nearest-name.ts'
import { numberReader } from '../notation/number-reader.ts'
import { rowsOfTurn } from '../rows-of-turn.ts'
import type { Split } from '../split.ts'
import { columnsByName, placeOf, type Table } from '../table.ts'

/**
 * When each row was, by a column of dates or of numbers that grow with time.
 * @throws InvalidOptionError where the column is not there; DataError where a row has no time.
 */
export function timesOf(table: Table, name: string, options: ReadingOptions): Float64Array {
  return inOneGo(timesInTurns(table, name, options))
}

/** As `timesOf`. */
export function* timesInTurns(table: Table, name: string, options: ReadingOptions): Turns<Float64Array> {
  const byName = columnsByName(table)
  const column = byName.get(name)
  if (!column) {
    throw new InvalidOptionError(
      `${table.source} has no column ${quote(name)} to order the rows by.`,
      suggestion(name, [...byName.keys()], 'columns'),
    )
  }
  const settled = yield* settleColumnInTurns(table, column, options)
  if (settled.kind !== 'date' && settled.kind !== 'number') {
    throw new DataError(
      { source: table.source, column: name },
      'the column holds neither dates nor numbers, so rows cannot be put in order by it.',
      'Choose another column, or --date-order.',
    )
  }
  const timeOf = readerOf(settled)
  const times = new Float64Array(table.rows)
  for (let row = 0; row < times.length; row++) {
    if (row % rowsOfTurn === 0) yield
    const text = filled(column.cells.at(row))
    const time = text === null ? undefined : timeOf(text)
    if (time === undefined) {
      throw new DataError(placeOf(table, row, name), 'the row has no time.', 'Fill it in or remove the row.')
    }
    times[row] = time
  }
  return times
}

function readerOf(
  settled: SettledColumn & { readonly kind: 'date' | 'number' },
): (text: string) => number | undefined {
  if (settled.kind === 'number') return numberReader(settled.notation)
  const read = dateReader(settled.notation)
  return (text) => {
    const moment = read(text)
    return moment && instantOf(moment)
  }
}

/** The rows in the order of their times, of equals the earlier row first. */
function ordered(times: Float64Array): Int32Array {
  const rows = Int32Array.from(times, (_, row) => row)
  return rows.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
}

/**
 * Validates on the latest rows and trains on those before. Rows of one time stay on one side.
 * @param times of each row, as `timesOf` gives them.
 * @throws InvalidOptionError where the fraction is out of range or all rows are of one time.
 */
export function timeSplit(times: Float64Array, validationFraction: number): Split {
  const order = ordered(times)
  const first = boundary(order, times, Math.round(order.length * (1 - validationFraction)))
  if (validationFraction > 0 && (first === 0 || first === order.length)) {
    throw new InvalidOptionError(
      'The rows cannot be split by time: too many of them are of one time.',
      'Split them at random, or by another column.',
    )
  }
  return { training: order.slice(0, first).sort(), validation: order.slice(first).sort() }
}

/**
 * k splits that never train on what comes after what they validate on: the rows in k + 1 blocks of time, each block
 * but the first validated on by what was learnt from all before it.
 * @throws InvalidOptionError where there are too few different times.
 */
export function timeFolds(times: Float64Array, k: number): readonly Split[] {
  const order = ordered(times)
  const ends = Array.from({ length: k + 2 }, (_, block) =>
    boundary(order, times, Math.round((order.length * block) / (k + 1))),
  )
  return Array.from({ length: k }, (_, fold) => {
    const [from = 0, to = 0] = [ends[fold + 1], ends[fold + 2]]
    if (from === 0 || to === from) {
      throw new InvalidOptionError(
        `The rows have too few different times for ${k} folds.`,
        'Give fewer folds, or split them at random.',
      )
    }
    return { training: order.slice(0, from).sort(), validation: order.slice(from, to).sort() }
  })
}

/** The place nearest to one asked for at which the time changes. */
function boundary(order: Int32Array, times: Float64Array, wanted: number): number {
  const changes = (at: number) =>
    at <= 0 || at >= order.length || times[order[at - 1] ?? 0] !== times[order[at] ?? 0]
  for (let away = 0; away <= order.length; away++) {
    if (wanted - away >= 0 && changes(wanted - away)) return wanted - away
    if (wanted + away <= order.length && changes(wanted + away)) return wanted + away
  }
  return wanted
}
