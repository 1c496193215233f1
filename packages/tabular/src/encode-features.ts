import { filled } from './cell.ts'
import { DataError, quote } from './data-error.ts'
import type { DateFeature } from './dates/date-feature.ts'
import { writeMoment } from './dates/encode-date.ts'
import { refuse } from './dates/fit-date.ts'
import { dateReader } from './dates/settle-dates.ts'
import {
  type CategoryFeature,
  type Encoder,
  type FeatureColumn,
  inputCount,
  inputsOf,
  type NumberFeature,
} from './encoder.ts'
import { FeatureTally } from './feature-tally.ts'
import { levelFinder } from './levels/spelling.ts'
import { type MissingRule, missingRule } from './missing/words.ts'
import { suggestion } from './nearest-name.ts'
import { keptNumbers, notFinite, numbersIn } from './number-cell.ts'
import { writeRobust } from './robust-scale.ts'
import { columnsByName, placeOf, rowsOf, type Table, type TextColumn } from './table.ts'

/** The features of some rows, encoded. */
export interface EncodedFeatures {
  /** n0 × m, column-major, rounded to float32 once. */
  readonly X: Float32Array
  /** m: the number of rows. */
  readonly instances: number
  /** Sentences: extra columns, categories never seen, cells missing where none was in training. */
  readonly notes: readonly string[]
  /** What the sentences say, to be merged with that of other rows. */
  readonly tally: FeatureTally
}

/**
 * X of a table, or of some of its rows. Columns are found by name: their order does not matter, extra
 * ones are ignored with a note.
 * @param room is used for X where it is long enough, whatever it holds: for whoever encodes many tables one by one.
 * @throws DataError where a column is not there, or a number column holds what is no finite number.
 */
export function encodeFeatures(
  encoder: Encoder,
  table: Table,
  rows?: Int32Array,
  room?: Float32Array,
): EncodedFeatures {
  const byName = columnsByName(table)
  const chosen = rowsOf(table, rows)
  const columns = encoder.features.map((feature) => columnOf(feature, byName, table))
  const tally = new FeatureTally()
  tally.addExtra(extraColumns(encoder, table))

  const inputs = inputCount(encoder)
  const X = placeFor(inputs, chosen.length, table, room)
  const rule = missingRule(encoder.missing)
  const numbers = new Float64Array(chosen.length)
  let first = 0
  encoder.features.forEach((feature, i) => {
    const column = columns[i]
    if (column) encodeColumn({ X, inputs, first, tally, numbers }, feature, column, table, chosen, rule)
    first += inputsOf(feature)
  })
  return { X, instances: chosen.length, notes: tally.notes(encoder), tally }
}

/** Where the inputs of one column stand in X: rows `first` and following of n0 × m. */
interface Block {
  readonly X: Float32Array
  /** n0. */
  readonly inputs: number
  readonly first: number
  readonly tally: FeatureTally
  /** Room for the numbers of one column at a time. */
  readonly numbers: Float64Array
}

function columnOf(
  feature: FeatureColumn,
  byName: ReadonlyMap<string, TextColumn>,
  { source }: Table,
): TextColumn {
  const column = byName.get(feature.name)
  if (column) return column
  throw new DataError(
    { source },
    `the column ${quote(feature.name)}, which the model needs, is not there.`,
    suggestion(feature.name, [...byName.keys()], 'columns'),
  )
}

function extraColumns({ features, target, weightColumn, ignored }: Encoder, table: Table): string[] {
  const known = new Set([...features.map(({ name }) => name), ...ignored, target.name])
  if (weightColumn !== null) known.add(weightColumn)
  return table.columns.map(({ name }) => name).filter((name) => !known.has(name))
}

/** Zeros for the inputs of so many instances. */
function placeFor(
  inputs: number,
  instances: number,
  { source }: Table,
  room: Float32Array | undefined,
): Float32Array {
  if (room && room.length >= inputs * instances) return room.subarray(0, inputs * instances).fill(0)
  try {
    return new Float32Array(inputs * instances)
  } catch (cause) {
    throw new DataError(
      { source },
      `${inputs} inputs for each of ${instances} rows are more numbers than memory holds.`,
      'Ignore columns with many categories, or give fewer rows.',
      { cause },
    )
  }
}

function encodeColumn(
  block: Block,
  feature: FeatureColumn,
  column: TextColumn,
  table: Table,
  rows: Int32Array,
  rule: MissingRule,
): void {
  switch (feature.kind) {
    case 'number':
      encodeNumbers(block, feature, column, table, rows, rule)
      break
    case 'category':
      encodeCategories(block, feature, column, rows, rule)
      break
    case 'date':
      encodeDates(block, feature, column, table, rows, rule)
      break
    default:
      feature satisfies never
  }
}

function encodeNumbers(
  { X, inputs, first, tally, numbers }: Block,
  feature: NumberFeature,
  column: TextColumn,
  table: Table,
  rows: Int32Array,
  rule: MissingRule,
): void {
  const { name, notation, mean, standardDeviation, median, missingIndicator, robust } = feature
  const indicator = first + inputsOf(feature) - 1
  const numberAt = numbersIn(column.cells, notation, rule)
  const textAt = (row: number) => filled(column.cells.at(row)) ?? ''
  let missing = 0
  const read = (row: number, i: number): number => {
    const value = numberAt(row)
    if (value === null) {
      missing++
      if (missingIndicator) X[i * inputs + indicator] = 1
      return median
    }
    if (value !== undefined && Number.isFinite(value)) return value
    throw notFinite(textAt(row), value, table, row, name, 'a number column')
  }
  const kept = keptNumbers(column.cells, notation, rule, rows, numbers)
  for (let i = 0; i < rows.length; i++) {
    const at = i * inputs + first
    let value = kept[i] ?? Number.NaN
    if (Number.isNaN(value)) value = read(rows[i] ?? -1, i)
    if (robust) {
      writeRobust(X, at, robust, median, value)
      continue
    }
    X[at] = standardDeviation === 0 ? 0 : (value - mean) / standardDeviation
    if (!Number.isFinite(X[at])) {
      const row = rows[i] ?? -1
      throw new DataError(
        placeOf(table, row, name),
        `${quote(textAt(row))} is too far from the training rows' mean of ${mean}.`,
        'Correct the value.',
      )
    }
  }
  if (!missingIndicator) tally.add(name, missing)
}

function encodeDates(
  { X, inputs, first, tally }: Block,
  feature: DateFeature,
  column: TextColumn,
  table: Table,
  rows: Int32Array,
  { amongNumbers }: MissingRule,
): void {
  const { name, missingIndicator } = feature
  const read = dateReader(feature)
  const indicator = first + inputsOf(feature) - 1
  let missing = 0
  rows.forEach((row, i) => {
    const text = filled(column.cells.at(row))
    if (text === null || amongNumbers(text)) {
      missing++
      if (missingIndicator) X[i * inputs + indicator] = 1 // its other inputs stay 0: the mean, and no time at all
      return
    }
    writeMoment(X, i * inputs + first, feature, read(text) ?? refuse(text, feature, table, row, name))
  })
  if (!missingIndicator) tally.add(name, missing)
}

function encodeCategories(
  { X, inputs, first, tally }: Block,
  feature: CategoryFeature,
  column: TextColumn,
  rows: Int32Array,
  { amongTexts }: MissingRule,
): void {
  const { name, levels, other, missingLevel } = feature
  const find = levelFinder(levels)
  const missingAt = levels.length + (other ? 1 : 0)
  const unseen = new Set<string>()
  let [unknown, missing] = [0, 0]
  rows.forEach((row, i) => {
    const at = i * inputs + first
    const text = filled(column.cells.at(row))
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
  })
  tally.add(name, missing, unknown, unseen)
}
