import type { Turns } from '@leven/core'
import { quote } from './data-error.ts'
import type { TargetColumn } from './encoder.ts'
import { type FeatureOptions, type FittedFeature, fitFeature } from './fit-feature.ts'
import { mostCodes, type Order, orderOf } from './kinds/unordered-codes.ts'
import { missingRule, missingWords } from './missing/words.ts'
import { numbersIn } from './number-cell.ts'
import { listWord } from './option-word.ts'
import { readTargetsInTurns, rowsWithTargetInTurns } from './read-targets.ts'
import { rowsOfTurn } from './rows-of-turn.ts'
import { rowsWhere, type Table, type TextColumn } from './table.ts'

/** A column, and what became of it. */
export interface FittedColumn {
  readonly name: string
  readonly found: FittedFeature
}

/**
 * Fits the columns that may be features. Whole numbers between which the target differs in no order are taken for
 * codes, and so for categories (kinds/unordered-codes.ts), unless they are called numeric; where that is in doubt
 * they stay numbers, and it is said.
 * @throws DataError as `fitFeature`.
 */
export function* fitColumns(
  table: Table,
  columns: readonly TextColumn[],
  rows: Int32Array,
  target: TargetColumn,
  options: FeatureOptions,
): Turns<readonly FittedColumn[]> {
  let known: TargetNumbers | undefined
  function* fit(column: TextColumn): Turns<FittedFeature> {
    const { name } = column
    const found = yield* fitFeature(table, column, rows, options)
    if (found.kind !== 'feature' || found.feature.kind !== 'number' || found.feature.notation) return found
    if (found.constant || options.numeric?.includes(name)) return found
    known ??= yield* targetNumbers(table, target, rows, options)
    const order = yield* orderIn(column, known, options)
    if (order === 'numbers') return found
    if (order === 'doubtful') {
      const note = `Column ${quote(name)} holds whole numbers that may be codes, as ${quote(target.name)} differs between them in little order; they are taken as numbers: --categorical ${listWord(name)} makes each a category.`
      return { ...found, notes: [note, ...found.notes] }
    }
    const categorical = [...(options.categorical ?? []), name]
    const refitted = yield* fitFeature(table, column, rows, { ...options, categorical })
    if (refitted.kind !== 'feature') return found
    const note = `Column ${quote(name)} holds whole numbers between which ${quote(target.name)} differs in no order, so they are taken as codes, each a category: --numeric ${listWord(name)} takes them as numbers.`
    return { ...refitted, notes: [note, ...refitted.notes] }
  }
  const fitted: FittedColumn[] = []
  for (const column of columns) fitted.push({ name: column.name, found: yield* fit(column) })
  return fitted
}

/** Some rows, and what their target is as one number: its value, or 1 for the most frequent label and 0 for others. */
interface TargetNumbers {
  readonly rows: Int32Array
  readonly numbers: ArrayLike<number>
  /** How many rows each stands for; default 1. */
  readonly counts: Float64Array | undefined
}

function* targetNumbers(
  table: Table,
  target: TargetColumn,
  rows: Int32Array,
  { missing, counts }: FeatureOptions,
): Turns<TargetNumbers> {
  const words = missingWords(missing)
  const labelled = new Uint8Array(table.rows)
  for (const row of yield* rowsWithTargetInTurns({ target, missing: words }, table)) labelled[row] = 1
  const used = rowsWhere(rows, (row) => labelled[row] === 1)
  const standFor = counts?.filter((_, i) => labelled[rows[i] ?? -1] === 1)
  const read = yield* readTargetsInTurns(target, table, used, words)
  if (target.task === 'regression') return { rows: used, numbers: read, counts: standFor }
  const ofLabel = new Float64Array(target.labels.length)
  read.forEach((index, i) => {
    ofLabel[index] = (ofLabel[index] ?? 0) + (standFor?.[i] ?? 1)
  })
  const frequent = ofLabel.indexOf(ofLabel.reduce((most, one) => Math.max(most, one), 0))
  const numbers = new Uint8Array(read.length)
  for (let i = 0; i < read.length; i++) numbers[i] = read[i] === frequent ? 1 : 0
  return { rows: used, numbers, counts: standFor }
}

function* orderIn(
  { cells }: TextColumn,
  { rows, numbers, counts }: TargetNumbers,
  { missing }: FeatureOptions,
): Turns<Order> {
  const numberAt = numbersIn(cells, undefined, missingRule(missingWords(missing)))
  const distinct = new Set<number>()
  const values = new Float64Array(rows.length)
  const targets = new Float64Array(rows.length)
  const standFor = counts && new Float64Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    if (i % rowsOfTurn === 0) yield
    const value = numberAt(rows[i] ?? 0)
    if (value === undefined || value === null) continue
    if (!Number.isInteger(value) || distinct.add(value).size > mostCodes) return 'numbers'
    values[count] = value
    if (standFor) standFor[count] = counts[i] ?? 1
    targets[count++] = numbers[i] ?? Number.NaN
  }
  return orderOf(values.subarray(0, count), targets.subarray(0, count), standFor?.subarray(0, count))
}
