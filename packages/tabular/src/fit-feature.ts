import { isNotFiniteWord, parseNumber, present } from './cell.ts'
import { byCodePoint } from './code-point-order.ts'
import { DataError, placeOf, quote } from './data-error.ts'
import type { CategoryFeature, FeatureColumn, NumberFeature, NumberScaling } from './encoder.ts'
import { finiteNumber } from './number-cell.ts'
import { robustScale } from './robust-scale.ts'
import { isRepresentable, statistics } from './statistics.ts'
import type { Table, TextColumn } from './table.ts'

/** A column of text in which every value is different is an identifier when it has more values than this. */
const identifierFrom = 20

/** What became of a column, and what of it the user should know. */
export type FittedFeature =
  | {
      readonly kind: 'feature'
      readonly feature: FeatureColumn
      /** Whether the same value stands in every row. */
      readonly constant: boolean
      /** A sentence, where the column may not be what it seems. */
      readonly note?: string
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'identifier' }

/**
 * The share of a column's present cells that must be numbers for it to be a number column: nine tenths.
 * The others are then errors, not categories. NaN and infinity count as numbers here: broken ones.
 */
function mostlyNumbers(numbers: number, count: number): boolean {
  return 10 * numbers >= 9 * count
}

/** How many of some texts are numbers, and how many are words for NaN or infinity. */
export function countNumbers(texts: readonly string[]): {
  readonly numbers: number
  readonly words: number
  readonly mostly: boolean
} {
  let [numbers, words] = [0, 0]
  for (const text of texts) {
    if (parseNumber(text) !== undefined) numbers++
    else if (isNotFiniteWord(text)) words++
  }
  return { numbers, words, mostly: numbers > 0 && mostlyNumbers(numbers + words, texts.length) }
}

/**
 * Finds a column's type and learns its statistics or levels from some rows.
 * @throws DataError for what is no finite number in a number column.
 */
export function fitFeature(
  table: Table,
  column: TextColumn,
  rows: Int32Array,
  scaling: NumberScaling,
): FittedFeature {
  const texts: string[] = []
  const rowOf: number[] = []
  for (const row of rows) {
    const text = present(column.cells[row])
    if (text === null) continue
    texts.push(text)
    rowOf.push(row)
  }
  if (texts.length === 0) return { kind: 'empty' }
  const anyMissing = texts.length < rows.length
  const { numbers, mostly } = countNumbers(texts)
  return mostly
    ? fitNumber(table, column.name, texts, rowOf, anyMissing, scaling)
    : fitCategory(table, column.name, texts, rowOf, anyMissing, numbers)
}

function fitNumber(
  table: Table,
  name: string,
  texts: readonly string[],
  rowOf: readonly number[],
  anyMissing: boolean,
  scaling: NumberScaling,
): FittedFeature {
  const values = Float64Array.from(texts, (text, i) =>
    finiteNumber(text, table, rowOf[i] ?? 0, name, 'a number column'),
  )
  const found = statistics(values)
  if (!isRepresentable(found)) {
    throw new DataError(
      { source: table.source, column: name },
      'the values are too large to be standardised.',
      'Rescale the column.',
    )
  }
  const robust = scaling === 'robust' ? robustScale(values) : null
  const feature: NumberFeature = { kind: 'number', name, ...found, missingIndicator: anyMissing, robust }
  return { kind: 'feature', feature, constant: found.standardDeviation === 0 && !anyMissing }
}

function fitCategory(
  table: Table,
  name: string,
  texts: readonly string[],
  rowOf: readonly number[],
  anyMissing: boolean,
  numbers: number,
): FittedFeature {
  const levels = [...new Set(texts)].sort(byCodePoint)
  const [count, distinct] = [texts.length, levels.length]
  if (distinct === count && count > identifierFrom) return { kind: 'identifier' }

  const feature: CategoryFeature = { kind: 'category', name, levels, missingLevel: anyMissing }
  const constant = distinct === 1 && !anyMissing
  if (2 * numbers >= count) {
    const i = texts.findIndex((text) => parseNumber(text) === undefined)
    const place = placeOf(table, rowOf[i] ?? 0, name)
    const where = place.line === undefined ? `row ${place.row}` : `line ${place.line}`
    const note =
      `Column ${quote(name)} holds ${numbers} numbers in ${count} values but is taken as a category, ` +
      `because ${quote(texts[i] ?? '')} (${where}) is text.`
    return { kind: 'feature', feature, constant, note }
  }
  if (distinct > identifierFrom && 2 * distinct > count) {
    const note = `Column ${quote(name)} has ${distinct} categories in ${count} values: ignore it if it is an identifier.`
    return { kind: 'feature', feature, constant, note }
  }
  return { kind: 'feature', feature, constant }
}
