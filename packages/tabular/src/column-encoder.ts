import { filled } from './cell.ts'
import { DataError, quote } from './data-error.ts'
import type { DateFeature } from './dates/date-feature.ts'
import { writeMoment } from './dates/encode-date.ts'
import { refuse } from './dates/fit-date.ts'
import { dateReader } from './dates/settle-dates.ts'
import { type CategoryFeature, type FeatureColumn, inputsOf, type NumberFeature } from './encoder.ts'
import type { EncodingRoom, WriteNumbers } from './encoding-room.ts'
import type { FeatureTally } from './feature-tally.ts'
import { levelFinder } from './levels/spelling.ts'
import type { MissingRule } from './missing/words.ts'
import { keptNumbers, notFinite, numbersIn } from './number-cell.ts'
import { type RobustScale, writeRobust } from './robust-scale.ts'
import { placeOf, type Table, type TextColumn } from './table.ts'

/** Where the inputs of one column stand in X: rows `first` and following of n0 × m. */
export interface Block {
  readonly X: Float32Array
  /** n0. */
  readonly inputs: number
  readonly first: number
  /** Where X lies, if it is no array of its own. */
  readonly room: EncodingRoom | undefined
}

/** The cells of a column that are encoded. */
export interface ColumnCells {
  readonly table: Table
  readonly column: TextColumn
  readonly rows: Int32Array
  readonly rule: MissingRule
}

/** Encodes a column, some rows after the others. */
export interface ColumnEncoder {
  /**
   * Writes the inputs of the rows from one place to another among those that are encoded; X holds 0 there.
   * @throws DataError where a cell is not what the column holds.
   */
  encode(from: number, to: number): void
  /** Says which cells were missing and which categories were never seen. */
  count(tally: FeatureTally): void
}

/** The encoder of a column. */
export function columnEncoder(block: Block, feature: FeatureColumn, cells: ColumnCells): ColumnEncoder {
  switch (feature.kind) {
    case 'number':
      return numberEncoder(block, feature, cells)
    case 'category':
      return categoryEncoder(block, feature, cells)
    case 'date':
      return dateEncoder(block, feature, cells)
    default:
      return feature satisfies never
  }
}

function numberEncoder(
  { X, inputs, first, room }: Block,
  feature: NumberFeature,
  { table, column, rows, rule }: ColumnCells,
): ColumnEncoder {
  const { name, notation, mean, standardDeviation, median, missingIndicator, robust } = feature
  const indicator = first + inputsOf(feature) - 1
  const numberAt = numbersIn(column.cells, notation, rule)
  const textAt = (row: number) => filled(column.cells.at(row)) ?? ''
  const write = robust && (room?.writerOf(robust, median) ?? oneByOne(robust, median))
  let numbers = new Float64Array(0)
  let missing = 0

  /** The number of a cell that is not kept as one; the median where it is missing. */
  function read(i: number): number {
    const row = rows[i] ?? -1
    const value = numberAt(row)
    if (value === null) {
      missing++
      if (missingIndicator) X[i * inputs + indicator] = 1
      return median
    }
    if (value !== undefined && Number.isFinite(value)) return value
    throw notFinite(textAt(row), value, table, row, name, 'a number column')
  }

  /** The place of a number that float32 does not reach, standardised; −1 where there is none. */
  function standardise(from: number, to: number): number {
    for (let i = from, at = from * inputs + first; i < to; i++, at += inputs) {
      const value = numbers[i - from] ?? 0
      X[at] = standardDeviation === 0 ? 0 : (value - mean) / standardDeviation
      if (!Number.isFinite(X[at])) return i
    }
    return -1
  }

  return {
    encode(from, to) {
      if (numbers.length < to - from) numbers = new Float64Array(to - from)
      keptNumbers(column.cells, notation, rule, rows.subarray(from, to), numbers)
      for (let i = from; i < to; i++) {
        if (Number.isNaN(numbers[i - from])) numbers[i - from] = read(i)
      }
      if (write) {
        write(numbers, to - from, X, from * inputs + first, inputs)
        return
      }
      const tooFar = standardise(from, to)
      if (tooFar < 0) return
      const row = rows[tooFar] ?? -1
      throw new DataError(
        placeOf(table, row, name),
        `${quote(textAt(row))} is too far from the training rows' mean of ${mean}.`,
        'Correct the value.',
      )
    },
    count(tally) {
      if (!missingIndicator) tally.add(name, missing)
    },
  }
}

function oneByOne(scale: RobustScale, median: number): WriteNumbers {
  return (numbers, count, to, at, stride) => {
    for (let i = 0; i < count; i++) writeRobust(to, at + i * stride, scale, median, numbers[i] ?? 0)
  }
}

function dateEncoder(
  { X, inputs, first }: Block,
  feature: DateFeature,
  { table, column, rows, rule: { amongNumbers } }: ColumnCells,
): ColumnEncoder {
  const { name, missingIndicator } = feature
  const read = dateReader(feature)
  const indicator = first + inputsOf(feature) - 1
  let missing = 0
  return {
    encode(from, to) {
      for (let i = from; i < to; i++) {
        const row = rows[i] ?? -1
        const text = filled(column.cells.at(row))
        if (text === null || amongNumbers(text)) {
          missing++
          if (missingIndicator) X[i * inputs + indicator] = 1 // its other inputs stay 0: the mean, and no time at all
          continue
        }
        writeMoment(X, i * inputs + first, feature, read(text) ?? refuse(text, feature, table, row, name))
      }
    },
    count(tally) {
      if (!missingIndicator) tally.add(name, missing)
    },
  }
}

function categoryEncoder(
  { X, inputs, first }: Block,
  feature: CategoryFeature,
  { column, rows, rule: { amongTexts } }: ColumnCells,
): ColumnEncoder {
  const { name, levels, other, missingLevel } = feature
  const find = levelFinder(levels)
  const missingAt = levels.length + (other ? 1 : 0)
  const unseen = new Set<string>()
  let [unknown, missing] = [0, 0]
  return {
    encode(from, to) {
      for (let i = from; i < to; i++) {
        const at = i * inputs + first
        const text = filled(column.cells.at(rows[i] ?? -1))
        const level = text === null ? undefined : find(text) // a level is never missing
        if (level !== undefined) X[at + level] = 1
        else if (text === null || amongTexts(text)) {
          if (missingLevel) X[at + missingAt] = 1
          else missing++
        } else if (other) X[at + levels.length] = 1
        else {
          unknown++
          unseen.add(text)
        }
      }
    },
    count(tally) {
      tally.add(name, missing, unknown, unseen)
    },
  }
}
