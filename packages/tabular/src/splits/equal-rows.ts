import type { Turns } from '@leven/core'
import { filled } from '../cell.ts'
import { type Cells, keepsNumbers, type NumberCells } from '../cells.ts'
import { rowsOfTurn } from '../rows-of-turn.ts'
import { rowsWhere } from '../table.ts'

/** Two 32-bit hashes of each row. */
export interface RowHashes {
  readonly low: Uint32Array
  readonly high: Uint32Array
}

const [prime, otherPrime] = [0x01000193, 0x01000197]

/** Hashes of each row, column by column, so that a column is gone through in order. */
export function* hashRows(rows: number, columns: readonly Cells[]): Turns<RowHashes> {
  const hashes = {
    low: new Uint32Array(rows).fill(0x811c9dc5),
    high: new Uint32Array(rows).fill(0x01234567),
  }
  for (const cells of columns) {
    if (keepsNumbers(cells) && cells.isTrimmed) yield* mixValues(hashes, cells)
    else yield* mixTexts(hashes, cells)
  }
  return hashes
}

/** FNV-1a with two offsets. */
function* mixTexts({ low, high }: RowHashes, cells: Cells): Turns<void> {
  for (let row = 0; row < low.length; row++) {
    if (row % rowsOfTurn === 0) yield
    let [a, b] = [low[row] ?? 0, high[row] ?? 0]
    const text = filled(cells.at(row)) ?? ''
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      a = Math.imul(a ^ code, prime)
      b = Math.imul(b ^ code, otherPrime)
    }
    low[row] = Math.imul(a ^ 0xffff, prime)
    high[row] = Math.imul(b ^ 0xffff, otherPrime)
  }
}

/** Cells that are kept as numbers and words, by these. */
function* mixValues({ low, high }: RowHashes, cells: NumberCells): Turns<void> {
  const value = new Float64Array(1)
  const halves = new Uint32Array(value.buffer)
  for (let row = 0; row < low.length; row++) {
    if (row % rowsOfTurn === 0) yield
    value[0] = cells.valueAt(row)
    const [one = 0, other = 0] = halves
    const mark = cells.markAt(row)
    low[row] = mixed((low[row] ?? 0) ^ one ^ mark, other, prime)
    high[row] = mixed((high[row] ?? 0) ^ other ^ mark, one, otherPrime)
  }
}

/** Two words in one, each bit of both in many of its. */
function mixed(some: number, other: number, factor: number): number {
  let hash = Math.imul(some ^ (some >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13) ^ other, factor)
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

/**
 * For each row the first that says the same in every column; itself where it is that. Hashes find candidates, and the
 * texts decide.
 */
export function* firstEqualRows(columns: readonly Cells[], hashes: RowHashes): Turns<Int32Array> {
  const first = yield* firstOfHash(hashes)
  const repeats = rowsWhere(Int32Array.from(first.keys()), (row) => first[row] !== row)
  if (repeats.length === 0) return first
  const differs = yield* differingRows(columns, first, repeats)
  const apart: { readonly row: number; readonly hashedAs: number }[] = []
  for (const row of repeats) {
    if (differs[row] === 0) continue
    const hashedAs = first[row] ?? row
    const isEqual = (other: number) =>
      columns.every((cells) => filled(cells.at(row)) === filled(cells.at(other)))
    const same = apart.find((other) => other.hashedAs === hashedAs && isEqual(other.row))
    first[row] = same?.row ?? row
    if (!same) apart.push({ row, hashedAs })
  }
  return first
}

/** For each row the first of its hash, by open addressing: a place of the table holds a row. */
function* firstOfHash({ low, high }: RowHashes): Turns<Int32Array> {
  const rows = low.length
  const bits = 32 - Math.clz32(Math.floor((4 * rows) / 3)) // at most three quarters full
  const mask = (1 << bits) - 1
  const places = new Int32Array(mask + 1).fill(-1)
  const first = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    if (row % rowsOfTurn === 0) yield
    let place = Math.imul((low[row] ?? 0) ^ (high[row] ?? 0), 0x9e3779b1) >>> (32 - bits)
    for (;;) {
      const known = places[place] ?? -1
      if (known < 0 || (low[known] === low[row] && high[known] === high[row])) {
        if (known < 0) places[place] = row
        first[row] = known < 0 ? row : known
        break
      }
      place = (place + 1) & mask
    }
  }
  return first
}

/** So many texts are held at once. */
const mostTexts = 500_000

/** Marks the rows whose texts are not those of the row that they are hashed as. Columns are gone through in order. */
function* differingRows(
  columns: readonly Cells[],
  first: Int32Array,
  repeats: Int32Array,
): Turns<Uint8Array> {
  const differs = new Uint8Array(first.length)
  const isWanted = new Uint8Array(first.length)
  for (const row of repeats) isWanted[first[row] ?? row] = 1
  const wanted = rowsWhere(Int32Array.from(first.keys()), (row) => isWanted[row] === 1)
  for (const cells of columns) {
    for (let start = 0; start < wanted.length; start += mostTexts) {
      const texts = new Map<number, string | null>()
      for (const row of wanted.subarray(start, start + mostTexts)) texts.set(row, filled(cells.at(row)))
      yield
      for (const row of repeats) {
        const text = texts.get(first[row] ?? row)
        if (text !== undefined && text !== filled(cells.at(row))) differs[row] = 1
      }
    }
  }
  return differs
}

/** How many rows each hash has. */
export function sizesOfHash({ low, high }: RowHashes): Int32Array {
  const keys = new BigUint64Array(low.length)
  const halves = new Uint32Array(keys.buffer)
  for (let row = 0; row < low.length; row++) {
    halves[2 * row] = low[row] ?? 0
    halves[2 * row + 1] = high[row] ?? 0
  }
  keys.sort()
  const sizes: number[] = []
  for (let begin = 0, end = 0; begin < keys.length; begin = end) {
    for (end = begin + 1; end < keys.length && sameKey(halves, begin, end); ) end++
    sizes.push(end - begin)
  }
  return Int32Array.from(sizes)
}

function sameKey(halves: Uint32Array, a: number, b: number): boolean {
  return halves[2 * a] === halves[2 * b] && halves[2 * a + 1] === halves[2 * b + 1]
}

/** Up to so many cells their texts are held. */
export const mostTextsHeld = 1_000_000

/** How many cells each text of a column has; by hashes where no texts are kept, and in long columns, where they need less room. */
export function* sizesOfText(cells: Cells, mostHeld: number = mostTextsHeld): Turns<Int32Array> {
  const isKept = keepsNumbers(cells) && cells.isTrimmed
  if (isKept || cells.length > mostHeld) return sizesOfHash(yield* hashRows(cells.length, [cells]))
  const counts = new Map<string | null, number>()
  for (let row = 0; row < cells.length; row++) {
    if (row % rowsOfTurn === 0) yield
    const text = filled(cells.at(row))
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return Int32Array.from(counts.values())
}
