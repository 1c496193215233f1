import { inOneGo, type Turns } from '@leven/core'
import { filled } from './cell.ts'
import { DataError, quote } from './data-error.ts'
import type { Encoder } from './encoder.ts'
import { settleColumnInTurns } from './kinds/settle-column.ts'
import { type MissingWords, missingRule, missingWords } from './missing/words.ts'
import { suggestion } from './nearest-name.ts'
import { notFinite, numbersIn } from './number-cell.ts'
import { rowsOfTurn } from './rows-of-turn.ts'
import { columnsByName, placeOf, rowsOf, type Table } from './table.ts'

/**
 * The sample weight of each row, or undefined where the encoder has no weight column. Not scaled.
 * @throws DataError where the column is not there, a weight is missing, negative or no finite number, or all are 0.
 */
export function encodeWeights(encoder: Encoder, table: Table, rows?: Int32Array): Float32Array | undefined {
  return inOneGo(encodeWeightsInTurns(encoder, table, rows))
}

/** As `encodeWeights`. */
export function* encodeWeightsInTurns(
  encoder: Encoder,
  table: Table,
  rows?: Int32Array,
): Turns<Float32Array | undefined> {
  if (encoder.weightColumn === null) return undefined
  return yield* readWeights(table, encoder.weightColumn, encoder.missing, rows)
}

/**
 * The weights in a column.
 * @throws DataError as `encodeWeights`.
 */
function* readWeights(
  table: Table,
  name: string,
  missing: MissingWords,
  asked?: Int32Array,
): Turns<Float32Array> {
  const byName = columnsByName(table)
  const column = byName.get(name)
  if (!column) {
    throw new DataError(
      { source: table.source },
      `the column of weights, ${quote(name)}, is not there.`,
      suggestion(name, [...byName.keys()], 'columns'),
    )
  }
  const settled = yield* settleColumnInTurns(table, column, { numeric: [name], missing: missing.text })
  const notation = settled.kind === 'number' ? settled.notation : undefined
  const numberAt = numbersIn(column.cells, notation, missingRule(missing))
  const textAt = (row: number) => filled(column.cells.at(row)) ?? ''
  const rows = rowsOf(table, asked)
  const weights = new Float32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    if (i % rowsOfTurn === 0) yield
    const row = rows[i] ?? -1
    const value = numberAt(row)
    if (value === null) {
      throw new DataError(
        placeOf(table, row, name),
        'the weight is missing.',
        'Fill it in or remove the row.',
      )
    }
    if (value === undefined || !Number.isFinite(value)) {
      throw notFinite(textAt(row), value, table, row, name, 'a column of weights')
    }
    const weight = Math.fround(value)
    if (weight < 0 || !Number.isFinite(weight)) {
      throw new DataError(
        placeOf(table, row, name),
        `${quote(textAt(row))} is no weight.`,
        'Give weights from 0 to 3e38; their scale does not matter.',
      )
    }
    weights[i] = weight
  }
  if (!weights.some((weight) => weight > 0)) {
    throw new DataError(
      { source: table.source, column: name },
      'every weight is 0.',
      'Give some rows a positive weight.',
    )
  }
  return weights
}

/**
 * How many rows each row stands for: the weights over the smallest above 0, so that their scale does not matter and
 * weights that are multiples count as so many equal rows.
 * @param weights of all rows of a table, so that a part of them counts alike.
 */
export function countsOf(weights: ArrayLike<number>): Float64Array {
  let smallest = Number.POSITIVE_INFINITY
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0
    if (weight > 0) smallest = Math.min(smallest, weight)
  }
  return Float64Array.from(weights, (weight) => weight / smallest)
}

/** Counts of up to so many parts in a million of another number are whole: weights are float32. */
const nearlyWhole = 1e-6

/**
 * How many rows some rows stand for together. Where every count is whole, weights are repeats and it is their sum;
 * else they say what a row is worth and not how often it was seen, and it is the number of rows.
 * @param counts as `countsOf`, of all rows.
 * @param rows default all.
 */
export function rowsStoodFor(counts: Float64Array, rows?: Int32Array): number {
  if (!counts.every((count) => Math.abs(count - Math.round(count)) <= nearlyWhole * count)) {
    return rows?.length ?? counts.length
  }
  const add = (sum: number, count: number) => sum + Math.round(count)
  return rows ? rows.reduce((sum, row) => add(sum, counts[row] ?? 0), 0) : counts.reduce(add, 0)
}

/** The weights of all rows by the options, or undefined where no column of weights is named or it is not there. */
export function* weightsIn(
  table: Table,
  { weightColumn, missing }: { readonly weightColumn?: string; readonly missing?: readonly string[] },
): Turns<Float32Array | undefined> {
  if (weightColumn === undefined || !table.columns.some(({ name }) => name === weightColumn)) return undefined
  return yield* readWeights(table, weightColumn, missingWords(missing))
}
