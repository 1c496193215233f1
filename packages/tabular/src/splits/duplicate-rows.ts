import { filled, shape, shapeOf } from '../cell.ts'
import { readMoment } from '../dates/read-date.ts'
import type { Table, TextColumn } from '../table.ts'

/** Which rows say the same. */
export interface DuplicateRows {
  /** The group of each row: rows that say the same have one; numbered by first appearance, from 0. */
  readonly groupOf: Int32Array
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
  const columns = table.columns.filter((column) => !without.includes(column.name) && !namesRows(column))
  const { low, high } = hashes(table.rows, columns)
  const byHash = new Map<number, number[]>()
  const groupOf = new Int32Array(table.rows)
  const sizes: number[] = []
  let [groups, duplicates] = [0, 0]
  let example: { row: number; of: number } | undefined
  for (let row = 0; row < table.rows; row++) {
    const hash = (high[row] ?? 0) * 2 ** 32 + (low[row] ?? 0)
    const candidates = byHash.get(hash)
    const same = candidates?.find((other) =>
      columns.every(({ cells }) => filled(cells.at(row)) === filled(cells.at(other))),
    )
    if (same !== undefined) {
      const group = groupOf[same] ?? 0
      groupOf[row] = group
      sizes[group] = (sizes[group] ?? 0) + 1
      duplicates++
      example ??= { row, of: same }
      continue
    }
    groupOf[row] = groups
    sizes[groups++] = 1
    if (candidates) candidates.push(row)
    else byHash.set(hash, [row])
  }
  const pairs = sizes.reduce((sum, size) => sum + pairsOf(size), 0)
  const isNoChance =
    duplicates > 0 &&
    isBeyondChance(pairs, pairsByChance(table.rows, columns)) &&
    2 * pairs >= pairsBut(richest(columns), table.rows, columns)
  return { groupOf, groups, duplicates, ...(example && { example }), isNoChance }
}

/** Whether a column has another whole number or another text, but no date, in every row. */
function namesRows({ cells }: TextColumn): boolean {
  const seen = new Set<string>()
  for (const cell of cells) {
    const text = filled(cell)
    if (text === null || seen.has(text)) return false
    seen.add(text)
    if (shapeOf(text) >= shape.grouped || readMoment(text, 'dmy') || readMoment(text, 'mdy')) return false
  }
  return true
}

/** Two 32-bit hashes of each row (FNV-1a with two offsets), column by column. */
function hashes(
  rows: number,
  columns: readonly TextColumn[],
): { readonly low: Uint32Array; readonly high: Uint32Array } {
  const low = new Uint32Array(rows).fill(0x811c9dc5)
  const high = new Uint32Array(rows).fill(0x01234567)
  for (const { cells } of columns) {
    for (let row = 0; row < rows; row++) {
      let [a, b] = [low[row] ?? 0, high[row] ?? 0]
      const text = filled(cells.at(row)) ?? ''
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i)
        a = Math.imul(a ^ code, 0x01000193)
        b = Math.imul(b ^ code, 0x01000197)
      }
      low[row] = Math.imul(a ^ 0xffff, 0x01000193)
      high[row] = Math.imul(b ^ 0xffff, 0x01000197) & 0x1fffff // 53 bits in all
    }
  }
  return { low, high }
}

/** The column of the most different texts. */
function richest(columns: readonly TextColumn[]): TextColumn | undefined {
  const distinct = columns.map(({ cells }) => new Set(cells).size)
  return columns[distinct.indexOf(Math.max(...distinct))]
}

/**
 * The pairs of rows that are equal in all columns but one. Copies of a row agree in every column, so there are hardly
 * more of these than of equal rows; people of one class, sex and family agree by themselves until their age is asked.
 */
function pairsBut(one: TextColumn | undefined, rows: number, columns: readonly TextColumn[]): number {
  const { low, high } = hashes(
    rows,
    columns.filter((column) => column !== one),
  )
  const sizes = new Map<number, number>()
  for (let row = 0; row < rows; row++) {
    const hash = (high[row] ?? 0) * 2 ** 32 + (low[row] ?? 0)
    sizes.set(hash, (sizes.get(hash) ?? 0) + 1)
  }
  let pairs = 0
  for (const size of sizes.values()) pairs += pairsOf(size)
  return pairs
}

/** The pairs of equal rows to expect if columns had nothing to do with each other. */
function pairsByChance(rows: number, columns: readonly TextColumn[]): number {
  const pairs = pairsOf(rows)
  let expected = pairs
  for (const { cells } of columns) {
    const counts = new Map<string | null, number>()
    for (const cell of cells) {
      const text = filled(cell)
      counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    let equal = 0
    for (const count of counts.values()) equal += pairsOf(count)
    expected *= equal / pairs
  }
  return expected
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
