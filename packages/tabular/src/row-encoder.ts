import { filled } from './cell.ts'
import { DataError, listing, quote } from './data-error.ts'
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
import { levelFinder } from './levels/spelling.ts'
import { type MissingRule, missingRule } from './missing/words.ts'
import { suggestion } from './nearest-name.ts'
import { numberReader } from './notation/number-reader.ts'
import { finiteNumber } from './number-cell.ts'
import { writeRobust } from './robust-scale.ts'
import type { Table } from './table.ts'

/** A row as a program has it: numbers, booleans, dates and texts are themselves; null, undefined and NaN are missing. */
export type Row = Readonly<Record<string, unknown>>

/** Encodes one row at a time, with all that does not depend on the row worked out before. */
export interface RowEncoder {
  /** n0: the numbers a row becomes. */
  readonly inputs: number
  /**
   * Writes the inputs of a row, the same bits as `encodeFeatures` of a table that has it.
   * @param x n0 places, all overwritten
   * @param index the row's place among others, from 0, for messages
   * @returns sentences about the row: a category never seen, a cell missing where none was in training.
   * @throws DataError where a column is absent, or a cell is not what its column holds.
   */
  encode(row: Row, x: Float32Array, index?: number): readonly string[]
}

/** Writes the inputs of one column from the cell of a row; a sentence where there is something to say. */
type ColumnWriter = (cell: unknown, x: Float32Array, index: number) => string | undefined

/**
 * The encoder of a model, made ready for rows that come one at a time.
 * @example
 * const rows = rowEncoder(model.encoder)
 * const x = new Float32Array(rows.inputs)
 * rows.encode({ age: 44, city: 'Berlin' }, x)
 */
export function rowEncoder(encoder: Encoder): RowEncoder {
  const rule = missingRule(encoder.missing)
  let first = 0
  const columns = encoder.features.map((feature) => {
    const write = columnWriter(feature, first, rule)
    first += inputsOf(feature)
    return { name: feature.name, write }
  })
  const inputs = inputCount(encoder)
  return {
    inputs,
    encode(row, x, index = 0) {
      checkRow(row, index)
      x.fill(0)
      let notes = none
      for (const { name, write } of columns) {
        const cell = row[name]
        if (cell === undefined && !Object.hasOwn(row, name)) throw absent(name, row, index)
        const note = write(cell, x, index)
        if (note !== undefined) notes = [...notes, note]
      }
      return notes
    },
  }
}

const none: readonly string[] = []

/** What messages call rows that a program gives. */
const source = 'the rows'

/** Messages ask a table for the place of a cell. */
const place: Table = { source, rows: 0, columns: [] }

function checkRow(row: unknown, index: number): void {
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) return
  throw new DataError(
    { source, row: index + 1 },
    'the row is no object of cells by column.',
    "Give rows such as { age: 44, city: 'Berlin' }.",
  )
}

function absent(name: string, row: Row, index: number): DataError {
  return new DataError(
    { source, row: index + 1 },
    `the column ${quote(name)}, which the model needs, is not there.`,
    `${suggestion(name, Object.keys(row), 'columns')} Give null where a value is missing.`,
  )
}

/**
 * The text of a cell, as a table has it: of a number its shortest decimal form, of a date its ISO form. Null is missing.
 * @throws DataError for an object, an array or a function.
 */
export function cellText(cell: unknown, name: string, index: number): string | null {
  switch (typeof cell) {
    case 'string':
      return filled(cell)
    case 'number':
      return Number.isNaN(cell) ? null : String(cell)
    case 'boolean':
    case 'bigint':
      return String(cell)
    case 'undefined':
      return null
    default:
      if (cell === null) return null
      if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString()
      throw new DataError(
        { source, row: index + 1, column: name },
        'the cell is neither a number, a text, a boolean, a date nor null.',
        'Give one value for each column.',
      )
  }
}

function columnWriter(feature: FeatureColumn, first: number, rule: MissingRule): ColumnWriter {
  switch (feature.kind) {
    case 'number':
      return numberWriter(feature, first, rule)
    case 'category':
      return categoryWriter(feature, first, rule)
    case 'date':
      return dateWriter(feature, first, rule)
    default:
      return feature satisfies never
  }
}

function numberWriter(
  feature: NumberFeature,
  first: number,
  { amongNumbers, hasNumbers }: MissingRule,
): ColumnWriter {
  const { name, notation, mean, standardDeviation, median, missingIndicator, robust } = feature
  const read = numberReader(notation)
  const indicator = first + inputsOf(feature) - 1
  const note = `Column ${quote(name)}: 1 cell is missing, though none was in training; the median ${median} stands in.`

  function numberOf(cell: unknown, index: number): number | undefined {
    if (typeof cell === 'number' && Number.isFinite(cell))
      return hasNumbers && amongNumbers('', cell) ? undefined : cell
    const text = cellText(cell, name, index)
    if (text === null) return undefined
    const value = read(text)
    if (amongNumbers(text, value)) return undefined
    if (value !== undefined && Number.isFinite(value)) return value
    return finiteNumber(text, read, place, index, name, 'a number column')
  }

  return (cell, x, index) => {
    const given = numberOf(cell, index)
    const value = given ?? median
    if (given === undefined && missingIndicator) x[indicator] = 1
    if (robust) writeRobust(x, first, robust, median, value)
    else {
      x[first] = standardDeviation === 0 ? 0 : (value - mean) / standardDeviation
      if (!Number.isFinite(x[first])) {
        throw new DataError(
          { source, row: index + 1, column: name },
          `${quote(String(cell))} is too far from the training rows' mean of ${mean}.`,
          'Correct the value.',
        )
      }
    }
    return given === undefined && !missingIndicator ? note : undefined
  }
}

function categoryWriter(feature: CategoryFeature, first: number, { amongTexts }: MissingRule): ColumnWriter {
  const { name, levels, other, missingLevel } = feature
  const find = levelFinder(levels)
  const otherAt = first + levels.length
  const missingAt = otherAt + (other ? 1 : 0)
  return (cell, x, index) => {
    const text = cellText(cell, name, index)
    const level = text === null ? undefined : find(text)
    if (level !== undefined) {
      x[first + level] = 1
      return undefined
    }
    if (text === null || amongTexts(text)) {
      if (!missingLevel)
        return `Column ${quote(name)}: 1 cell is missing, though none was in training, and encoded as no category.`
      x[missingAt] = 1
      return undefined
    }
    if (other) {
      x[otherAt] = 1
      return undefined
    }
    return `Column ${quote(name)}: 1 cell holds a category not seen in training, encoded as none of the known ones: ${listing([text])}.`
  }
}

function dateWriter(feature: DateFeature, first: number, { amongNumbers }: MissingRule): ColumnWriter {
  const { name, zoned, missingIndicator } = feature
  const read = dateReader(feature)
  const indicator = first + inputsOf(feature) - 1
  const note = `Column ${quote(name)}: 1 cell is missing, though none was in training.`
  return (cell, x, index) => {
    const text = cellText(cell, name, index)
    if (text === null || amongNumbers(text)) {
      if (!missingIndicator) return note
      x[indicator] = 1
      return undefined
    }
    // A Date is an instant; where the column has no zones, it is read as UTC's clock has it.
    const written = cell instanceof Date && !zoned ? text.slice(0, -1) : text
    writeMoment(x, first, feature, read(written) ?? refuse(written, feature, place, index, name))
    return undefined
  }
}
