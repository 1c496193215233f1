import type { Turns } from '@leven/core'
import { filled } from './cell.ts'
import type { Cells } from './cells.ts'
import { DataError, quote } from './data-error.ts'
import { aboutLabel } from './fit-feature.ts'
import type { ReadingOptions } from './kinds/reading-options.ts'
import type { SettledColumn } from './kinds/settle-column.ts'
import { labelsAmong } from './missing/labels.ts'
import { missingRule, missingWords } from './missing/words.ts'
import { numberReader } from './notation/number-reader.ts'
import { rowsOfTurn } from './rows-of-turn.ts'
import { placeOf, type Table, type TextColumn } from './table.ts'

/** The texts of some rows of a column, trimmed: read as they are asked for, since a long column has many. */
export class RowTexts implements Iterable<string> {
  readonly #cells: Cells
  readonly #rows: Int32Array

  constructor(cells: Cells, rows: Int32Array) {
    this.#cells = cells
    this.#rows = rows
  }

  get length(): number {
    return this.#rows.length
  }

  at(index: number): string {
    return filled(this.#cells.at(this.#rows[index] ?? -1)) ?? ''
  }

  *[Symbol.iterator](): Iterator<string> {
    for (let index = 0; index < this.length; index++) yield this.at(index)
  }
}

/** The rows that have a target, with its text. */
export interface TargetTexts {
  /** In file order. */
  readonly rows: Int32Array
  /** The target of each of `rows`, trimmed. */
  readonly texts: RowTexts
  /** Sentences: how many rows have none, words that were taken for labels. */
  readonly notes: readonly string[]
}

/**
 * Finds the rows that have a target and a weight above 0. The others cannot be learnt from and are left out.
 * @throws DataError where a target is missing and `strict` is asked for, or none has one.
 */
export function* targetTexts(
  table: Table,
  { name, cells }: TextColumn,
  settled: SettledColumn,
  { missing, strict }: ReadingOptions,
  weights: Float32Array | undefined,
): Turns<TargetTexts> {
  const rule = missingRule(missingWords(missing))
  const labels = settled.kind === 'number' ? [] : labelsAmong(yield* textsOf(cells), rule.amongTexts)
  const read = numberReader(settled.kind === 'number' ? settled.notation : undefined)
  const isMissing =
    settled.kind === 'number'
      ? (text: string) => rule.amongNumbers(text, read(text))
      : (text: string) => rule.amongTexts(text) && !labels.includes(text)
  const used = new Int32Array(table.rows)
  let count = 0
  const words = new Set<string>()
  let weightless = 0
  for (let row = 0; row < table.rows; row++) {
    if (row % rowsOfTurn === 0) yield
    if (weights?.[row] === 0) {
      weightless++ // as if it were not there
      continue
    }
    const text = filled(cells.at(row))
    if (text !== null && !isMissing(text)) {
      used[count++] = row
      continue
    }
    if (strict) {
      throw new DataError(
        placeOf(table, row, name),
        'the target is missing.',
        'Fill it in or remove the row.',
      )
    }
    if (text !== null) words.add(text)
  }
  const rows = used.slice(0, count)
  if (count === 0) {
    throw new DataError(
      { source: table.source, column: name },
      'the target is missing in every row.',
      'Give rows with a target.',
    )
  }
  const left = table.rows - count - weightless
  const notes = labels.map((label) => aboutLabel(name, label))
  if (left > 0) notes.push(leftOut(name, left, [...words]))
  return { rows, texts: new RowTexts(cells, rows), notes }
}

function leftOut(name: string, count: number, words: readonly string[]): string {
  const how = words.length === 0 ? '' : ` (${words.map(quote).join(', ')})`
  return count === 1
    ? `1 row has no ${quote(name)}${how} and is left out; --strict refuses it.`
    : `${count} rows have no ${quote(name)}${how} and are left out; --strict refuses them.`
}

function* textsOf(cells: Cells): Turns<Set<string>> {
  const texts = new Set<string>()
  for (let row = 0; row < cells.length; row++) {
    if (row % rowsOfTurn === 0) yield
    const text = filled(cells.at(row))
    if (text !== null) texts.add(text)
  }
  return texts
}
