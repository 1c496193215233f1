import { inOneGo, type Turns } from '@leven/core'
import { filled, shape, shapeOf } from '../cell.ts'
import type { Cells } from '../cells.ts'
import { readMoment } from '../dates/read-date.ts'
import { rowsOfTurn } from '../rows-of-turn.ts'
import type { Table } from '../table.ts'
import { firstEqualRows, hashRows, mostTextsHeld, sizesOfHash, sizesOfText } from './equal-rows.ts'

/** Which rows say the same. */
export interface DuplicateRows {
  /** The group of each row: rows that say the same have one; numbered by first appearance, from 0. */
  readonly groupOf: Int32Array
  /** How many different rows there are. */
  readonly groups: number
  /** Rows that say what an earlier one says. */
  readonly duplicates: number
  /** The first such row and the one it repeats, from 0. */
  readonly example?: { readonly row: number; readonly of: number }
  /** Whether so many can hardly be chance: few categories repeat by themselves, measurements do not. */
  readonly isNoChance: boolean
}

/**
 * Finds rows that are equal in every column but those left out and those that number or name the rows.
 * @param without columns that do not count, such as weights and ignored ones.
 */
export function duplicateRows(table: Table, without: readonly string[] = []): DuplicateRows {
  return inOneGo(duplicateRowsInTurns(table, without))
}

/** As `duplicateRows`. */
export function* duplicateRowsInTurns(table: Table, without: readonly string[] = []): Turns<DuplicateRows> {
  const columns: Cells[] = []
  for (const { name, cells } of table.columns) {
    if (!without.includes(name) && !(yield* namesRows(cells))) columns.push(cells)
  }
  const first = yield* firstEqualRows(columns, yield* hashRows(table.rows, columns))
  if (first.every((of, row) => of === row)) {
    return { groupOf: first, groups: table.rows, duplicates: 0, isNoChance: false }
  }
  const groupOf = new Int32Array(table.rows)
  const sizes = new Int32Array(table.rows)
  let [groups, duplicates] = [0, 0]
  let example: { row: number; of: number } | undefined
  for (let row = 0; row < table.rows; row++) {
    const of = first[row] ?? row
    const group = of === row ? groups++ : (groupOf[of] ?? 0)
    groupOf[row] = group
    sizes[group] = (sizes[group] ?? 0) + 1
    if (of === row) continue
    duplicates++
    example ??= { row, of }
  }
  const pairs = pairsIn(sizes)
  const counts = yield* textCounts(columns)
  const isNoChance =
    isBeyondChance(pairs, pairsByChance(counts, table.rows)) &&
    2 * pairs >= (yield* pairsBut(counts, table.rows))
  return { groupOf, groups, duplicates, ...(example && { example }), isNoChance }
}

/** Whether a column has another whole number or another text, but no date, in every row. */
function* namesRows(cells: Cells): Turns<boolean> {
  const seen = new Set<string>()
  for (let row = 0; row < cells.length; row++) {
    if (row % rowsOfTurn === 0) yield
    const text = filled(cells.at(row))
    if (text === null || seen.has(text)) return false
    if (seen.size < mostTextsHeld) seen.add(text)
    if (shapeOf(text) >= shape.grouped || readMoment(text, 'dmy') || readMoment(text, 'mdy')) return false
  }
  return cells.length <= mostTextsHeld || (yield* sizesOfText(cells)).length === cells.length
}

/** How many different texts a column has, and how many pairs of its cells are the same text. */
interface TextCounts {
  readonly cells: Cells
  readonly distinct: number
  readonly pairs: number
}

function* textCounts(columns: readonly Cells[]): Turns<readonly TextCounts[]> {
  const counts: TextCounts[] = []
  for (const cells of columns) {
    const sizes = yield* sizesOfText(cells)
    counts.push({ cells, distinct: sizes.length, pairs: pairsIn(sizes) })
  }
  return counts
}

/**
 * The pairs of rows that are equal in all columns but the one of the most different texts. Copies of a row agree in every
 * column, so there are hardly more of these than of equal rows; people of one class, sex and family agree by themselves
 * until their age is asked.
 */
function* pairsBut(columns: readonly TextCounts[], rows: number): Turns<number> {
  const most = Math.max(...columns.map(({ distinct }) => distinct))
  const richest = columns.find(({ distinct }) => distinct === most)
  const others = columns.flatMap((column) => (column === richest ? [] : [column.cells]))
  return pairsIn(sizesOfHash(yield* hashRows(rows, others)))
}

/** The pairs of equal rows to expect if columns had nothing to do with each other. */
function pairsByChance(columns: readonly TextCounts[], rows: number): number {
  const pairs = pairsOf(rows)
  return columns.reduce((expected, column) => expected * (column.pairs / pairs), pairs)
}

/**
 * Whether so many pairs are no chance where so many are expected: few, where a Poisson distribution gives them less
 * than one in 2,000; many, where they are three times as many and ten more.
 */
function isBeyondChance(pairs: number, expected: number): boolean {
  if (pairs > 10) return pairs > 3 * expected + 10
  let chance = 1
  for (let k = 1; k <= pairs; k++) chance *= expected / k
  return pairs > 0 && chance < 1 / 2000
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2
}

function pairsIn(sizes: Int32Array): number {
  return sizes.reduce((sum, size) => sum + pairsOf(size), 0)
}
