import type { Turns } from '@leven/core'
import { filled } from './cell.ts'
import { DataError, listing, quote } from './data-error.ts'
import { fitDate } from './dates/fit-date.ts'
import type { CategoryFeature, FeatureColumn, NumberFeature, NumberScaling } from './encoder.ts'
import type { ReadingOptions } from './kinds/reading-options.ts'
import { type SettledColumn, settleColumnInTurns } from './kinds/settle-column.ts'
import { poolRare } from './levels/pool.ts'
import { type SpeltLevel, speltLevels } from './levels/spelling.ts'
import { labelsAmong } from './missing/labels.ts'
import { missingRule, missingWords } from './missing/words.ts'
import { keptNumbers, notFinite, numbersIn } from './number-cell.ts'
import { listWord } from './option-word.ts'
import { robustScale } from './robust-scale.ts'
import { rowsOfTurn } from './rows-of-turn.ts'
import { isRepresentable, statistics } from './statistics.ts'
import { placeOf, type Table, type TextColumn } from './table.ts'

/** A column of text in which every value is different is an identifier when it has more values than this. */
const identifierFrom = 20

/** How columns are read, and how numbers are seen. */
export interface FeatureOptions extends ReadingOptions {
  /** How number columns are seen. Default 'standardised'. */
  readonly scaling?: NumberScaling
  /** How many rows each of the rows stands for: its weight. Default 1. */
  readonly counts?: Float64Array
}

/** What became of a column, and what of it the user should know. */
export type FittedFeature =
  | {
      readonly kind: 'feature'
      readonly feature: FeatureColumn
      /** Whether the same value stands in every row. */
      readonly constant: boolean
      /** Sentences, where the column may not be what it seems. */
      readonly notes: readonly string[]
    }
  | { readonly kind: 'empty' | 'text' }
  | { readonly kind: 'identifier' | 'rare'; readonly notes: readonly string[] }

/**
 * Learns a column's statistics or levels from some rows; what kind of column it is, all rows decide.
 * @throws DataError for what is no finite number in a number column.
 */
export function* fitFeature(
  table: Table,
  column: TextColumn,
  rows: Int32Array,
  options: FeatureOptions,
): Turns<FittedFeature> {
  const settled = yield* settleColumnInTurns(table, column, options)
  switch (settled.kind) {
    case 'number':
      return yield* fitNumber(table, column, settled, rows, options)
    case 'category':
      return yield* fitCategory(table, column, settled, rows, options)
    case 'date': {
      const rule = missingRule(missingWords(options.missing))
      const fitted = yield* fitDate(table, column, settled.notation, rows, rule, options.counts)
      return fitted ? { kind: 'feature', ...fitted, notes: settled.notes } : { kind: 'empty' }
    }
    case 'text':
    case 'empty':
      return { kind: settled.kind }
    default:
      return settled satisfies never
  }
}

function* fitNumber(
  table: Table,
  { name, cells }: TextColumn,
  { notation, notes }: SettledColumn & { readonly kind: 'number' },
  rows: Int32Array,
  { missing, scaling = 'standardised', counts }: FeatureOptions,
): Turns<FittedFeature> {
  const rule = missingRule(missingWords(missing))
  const numberAt = numbersIn(cells, notation, rule)
  const values = new Float64Array(rows.length)
  const standFor = counts && new Float64Array(rows.length)
  let count = 0
  let kept: Float64Array = new Float64Array(0)
  for (let i = 0; i < rows.length; i++) {
    if (i % rowsOfTurn === 0) {
      yield
      kept = keptNumbers(cells, notation, rule, rows.subarray(i, i + rowsOfTurn))
    }
    const row = rows[i] ?? -1
    const known = kept[i % rowsOfTurn] ?? Number.NaN
    const value = Number.isNaN(known) ? numberAt(row) : known
    if (value === null) continue
    if (value === undefined || !Number.isFinite(value)) {
      throw notFinite(filled(cells.at(row)) ?? '', value, table, row, name, 'a number column')
    }
    if (standFor) standFor[count] = counts[i] ?? 0
    values[count++] = value
  }
  if (count === 0) return { kind: 'empty' }
  const anyMissing = count < rows.length
  const found = statistics(values.subarray(0, count), standFor?.subarray(0, count))
  if (!isRepresentable(found)) {
    throw new DataError(
      { source: table.source, column: name },
      'the values are too large to be standardised.',
      'Rescale the column.',
    )
  }
  const robust =
    scaling === 'robust' ? robustScale(values.subarray(0, count), standFor?.subarray(0, count)) : null
  const feature: NumberFeature = {
    kind: 'number',
    name,
    ...(notation && { notation }),
    ...found,
    missingIndicator: anyMissing,
    robust,
  }
  return { kind: 'feature', feature, constant: found.standardDeviation === 0 && !anyMissing, notes }
}

function* fitCategory(
  table: Table,
  { name, cells }: TextColumn,
  settled: SettledColumn,
  rows: Int32Array,
  { missing, counts: standFor }: FeatureOptions,
): Turns<FittedFeature> {
  const counts = new Map<string, number>()
  let anyMissing = false
  for (const [i, row] of rows.entries()) {
    if (i % rowsOfTurn === 0) yield
    const text = filled(cells.at(row))
    if (text === null) anyMissing = true
    else counts.set(text, (counts.get(text) ?? 0) + (standFor?.[i] ?? 1))
  }
  const { amongTexts } = missingRule(missingWords(missing))
  const labels = labelsAmong(counts.keys(), amongTexts)
  let [count, texts] = [0, 0]
  for (const [text, times] of counts) {
    if (amongTexts(text) && !labels.includes(text)) {
      counts.delete(text)
      anyMissing = true
    } else {
      count += times
      texts++
    }
  }
  if (texts === 0) return { kind: 'empty' }
  const doubtful = mixedNote(table, name, settled)
  if (texts === count && count > identifierFrom) return { kind: 'identifier', notes: doubtful ?? [] }

  const all = speltLevels(counts)
  const { levels, pooled, cells: pooledCells } = poolRare(all)
  if (levels.length === 0) return { kind: 'rare', notes: doubtful ?? [] }
  const feature: CategoryFeature = {
    kind: 'category',
    name,
    levels: levels.map(({ text }) => text),
    ...(pooled > 0 && { other: true }),
    missingLevel: anyMissing,
  }
  const notes = [
    ...settled.notes,
    ...labels.map((label) => aboutLabel(name, label)),
    ...aboutSpellings(`Column ${quote(name)}`, all),
  ]
  if (pooled > 0) {
    notes.push(
      `Column ${quote(name)} has ${all.length} categories: ${levels.length === 1 ? '1 has an input of its own' : `${levels.length} have an input of their own`}, and the other ${pooled}, in ${pooledCells} of ${count} cells, share one.`,
    )
  } else if (settled.notes.length === 0) {
    notes.push(...(doubtful ?? manyNote(name, all.length, count) ?? []))
  }
  return { kind: 'feature', feature, constant: all.length === 1 && !anyMissing, notes }
}

/** Sentences about spellings that are taken as one. */
export function aboutSpellings(what: string, levels: readonly SpeltLevel[]): string[] {
  const several = levels.filter(({ spellings }) => spellings.length > 0)
  return several
    .slice(0, 3)
    .map(
      ({ spellings: [first = '', ...others] }) =>
        `${what}: ${listing(others)} ${others.length === 1 ? 'is' : 'are'} taken as ${quote(first)}.`,
    )
    .concat(
      several.length > 3 ? [`${what}: ${several.length - 3} more have several spellings taken as one.`] : [],
    )
}

/** The sentence for a word that might mean missing and is taken for a label. */
export function aboutLabel(name: string, label: string): string {
  return `Column ${quote(name)}: ${quote(label)} is taken as one of its labels, not as missing; --missing ${listWord(label)} makes it missing.`
}

/** The sentence for a column that is mostly numbers, but not mostly enough. */
function mixedNote(table: Table, name: string, { evidence }: SettledColumn): string[] | undefined {
  const { present, numbers, beside, misfit } = evidence
  if (misfit === undefined || 2 * numbers < present) return undefined
  const place = placeOf(table, misfit.row, name)
  const where = place.line === undefined ? `row ${place.row}` : `line ${place.line}`
  return [
    beside === undefined
      ? `Column ${quote(name)} holds ${numbers} numbers in ${present} values but is taken as a category, because ${quote(misfit.text)} (${where}) is text.`
      : `Column ${quote(name)}: ${numbers} of ${present} values are a number with ${quote(beside)} beside it, but ${quote(misfit.text)} (${where}) is not, so it is taken as a category.`,
  ]
}

function manyNote(name: string, distinct: number, count: number): string[] | undefined {
  if (distinct <= identifierFrom || 2 * distinct <= count) return undefined
  return [
    `Column ${quote(name)} has ${distinct} categories in ${count} values: ignore it if it is an identifier.`,
  ]
}
