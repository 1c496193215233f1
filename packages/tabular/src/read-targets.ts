import { inOneGo, type Turns } from '@leven/core'
import { filled, parseNumber } from './cell.ts'
import { DataError, quote } from './data-error.ts'
import { outputCount, type TargetColumn } from './encoder.ts'
import { levelFinder } from './levels/spelling.ts'
import { defaultMissing, type MissingWords, missingRule } from './missing/words.ts'
import { suggestion } from './nearest-name.ts'
import { numberReader } from './notation/number-reader.ts'
import { finiteNumber } from './number-cell.ts'
import { rowsOfTurn } from './rows-of-turn.ts'
import { columnsByName, placeOf, type Table, type TextColumn } from './table.ts'

/** The place of a label's text among the labels; by value where all are numbers, so that 1 and 1.0 are one label; else however it is spelt. */
export function labelIndex(labels: readonly string[]): (text: string) => number | undefined {
  const find = levelFinder(labels)
  const values = labels.map((label) => parseNumber(label) ?? Number.NaN)
  if (!values.every(Number.isFinite)) return find
  const byValue = new Map(values.map((value, index) => [value, index]))
  return (text) => find(text) ?? byValue.get(parseNumber(text) ?? Number.NaN)
}

/**
 * The target of each row as one number: the index of its label in `labels`, or its value. For splits and metrics.
 * @param missing the encoder's words for missing.
 * @returns m float64 numbers.
 * @throws DataError where the column is not there, a target is missing, or a label was not there in training.
 */
export function readTargets(
  target: TargetColumn,
  table: Table,
  rows?: Int32Array,
  missing: MissingWords = defaultMissing,
): Float64Array {
  return inOneGo(readTargetsInTurns(target, table, rows, missing))
}

/** As `readTargets`. */
export function* readTargetsInTurns(
  target: TargetColumn,
  table: Table,
  rows?: Int32Array,
  missing: MissingWords = defaultMissing,
): Turns<Float64Array> {
  const { cells } = targetColumn(target, table)
  const numberOf = targetReader(target, table, missing)
  const count = rows?.length ?? table.rows
  const targets = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    if (i % rowsOfTurn === 0) yield
    const row = rows ? (rows[i] ?? 0) : i
    const value = numberOf(cells.at(row), row)
    if (value === undefined) {
      throw new DataError(
        placeOf(table, row, target.name),
        'the target is missing.',
        'Fill it in or remove the row.',
      )
    }
    targets[i] = value
  }
  return targets
}

/**
 * The rows of a table that have a target, in file order.
 * @param encoder its target and its words for missing.
 * @throws DataError as `readTargets`, but not for a missing target.
 */
export function rowsWithTarget(
  { target, missing }: { readonly target: TargetColumn; readonly missing: MissingWords },
  table: Table,
): Int32Array {
  return inOneGo(rowsWithTargetInTurns({ target, missing }, table))
}

/** As `rowsWithTarget`. */
export function* rowsWithTargetInTurns(
  { target, missing }: { readonly target: TargetColumn; readonly missing: MissingWords },
  table: Table,
): Turns<Int32Array> {
  const { cells } = targetColumn(target, table)
  const numberOf = targetReader(target, table, missing)
  const rows = new Int32Array(table.rows)
  let count = 0
  for (let row = 0; row < table.rows; row++) {
    if (row % rowsOfTurn === 0) yield
    if (numberOf(cells.at(row), row) !== undefined) rows[count++] = row
  }
  return rows.slice(0, count)
}

function targetColumn({ name }: TargetColumn, table: Table): TextColumn {
  const byName = columnsByName(table)
  const column = byName.get(name)
  if (column) return column
  throw new DataError(
    { source: table.source },
    `the target column ${quote(name)} is not there.`,
    suggestion(name, [...byName.keys()], 'columns'),
  )
}

/** Reads one target: a number, or undefined where it is missing. */
function targetReader(
  target: TargetColumn,
  table: Table,
  missing: MissingWords,
): (cell: string | null | undefined, row: number) => number | undefined {
  const rule = missingRule(missing)
  const read = numberReader(target.task === 'regression' ? target.notation : undefined)
  if (target.task === 'regression') {
    return (cell, row) => {
      const text = filled(cell)
      if (text === null || rule.amongNumbers(text, read(text))) return undefined
      return finiteNumber(text, read, table, row, target.name, 'a target of numbers')
    }
  }
  const indexOf = labelIndex(target.labels)
  const numeric = target.labels.every((label) => read(label) !== undefined)
  const isMissing = numeric ? (text: string) => rule.amongNumbers(text, read(text)) : rule.amongTexts
  return (cell, row) => {
    const text = filled(cell)
    const index = text === null ? undefined : indexOf(text) // a label is never missing
    if (text === null || index !== undefined || isMissing(text)) return index
    throw new DataError(
      placeOf(table, row, target.name),
      `the label ${quote(text)} is none of the model's.`,
      suggestion(text, target.labels, 'labels'),
    )
  }
}

/**
 * Y, nL × m, column-major, for training: 1 where the label is the positive one; one-hot; or the standardised number.
 * @throws DataError as `readTargets`.
 */
export function encodeTargets(
  { target, missing }: { readonly target: TargetColumn; readonly missing?: MissingWords },
  table: Table,
  rows?: Int32Array,
): Float32Array {
  return encodeRead(target, readTargets(target, table, rows, missing))
}

/** Y of targets that were read. */
export function encodeRead(target: TargetColumn, targets: Float64Array): Float32Array {
  switch (target.task) {
    case 'binary': {
      const positive = target.labels.indexOf(target.positive)
      return Float32Array.from(targets, (index) => (index === positive ? 1 : 0))
    }
    case 'multiclass': {
      const outputs = outputCount(target)
      const Y = new Float32Array(outputs * targets.length)
      targets.forEach((index, i) => {
        Y[i * outputs + index] = 1
      })
      return Y
    }
    case 'regression':
      return Float32Array.from(targets, (value) => (value - target.mean) / target.standardDeviation)
    default:
      return target satisfies never
  }
}
