import { type Shape, shape } from '../cell.ts'
import type { NumberCells } from '../cells.ts'
import { decimalText, mostFractionDigits } from './decimal.ts'
import type { Words } from './words.ts'

/** Rows of a segment: a power of two. */
export const segmentRows: number = 1 << 11

/** What a cell is: the number of digits behind the point of a plain decimal, or one of these. */
export const mark: {
  /** A number that is written as JavaScript writes it: the shortest text that it is the nearest number to. */
  readonly shortest: number
  readonly word: number
  readonly empty: number
} = { shortest: mostFractionDigits + 1, word: 254, empty: 255 }

/** So many cells of a column, 9 bytes each. */
export interface Segment {
  /** The number of a cell that is one; of a word its number. */
  readonly values: Float64Array
  readonly marks: Uint8Array
}

/** Of a row that is not there. */
const [noValues, noMarks] = [new Float64Array(0), new Uint8Array(0)]

/**
 * A column of cells that are kept as what they are: a plain decimal as its number and its digits behind the point, one
 * of more digits as its number where that says its text, any other text as the number of a word among the column's
 * different texts, an empty cell as nothing. The text of each is given back as it was.
 */
export class PackedCells implements NumberCells {
  readonly length: number
  readonly #segments: readonly Segment[]
  /** The different texts that are no numbers. */
  readonly words: Words
  #isTrimmed: boolean | undefined

  /** @param segments all full but the last. */
  constructor(length: number, segments: readonly Segment[], words: Words) {
    this.length = length
    this.#segments = segments
    this.words = words
  }

  at(row: number): string | null | undefined {
    if (!(row >= 0 && row < this.length)) return undefined
    const what = this.markAt(row)
    if (what === mark.empty) return null
    const value = this.valueAt(row)
    if (what === mark.word) return this.words.text(value)
    return what === mark.shortest ? String(value) : decimalText(value, what)
  }

  numberAt(row: number): number {
    const segment = this.#segments[row >>> 11]
    const place = row & (segmentRows - 1)
    return segment !== undefined && (segment.marks[place] ?? mark.empty) <= mark.shortest
      ? (segment.values[place] ?? Number.NaN)
      : Number.NaN
  }

  readNumbers(rows: Int32Array, numbers: Float64Array): void {
    let [values, marks, at]: [Float64Array, Uint8Array, number] = [noValues, noMarks, -1]
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] ?? -1
      if (row >>> 11 !== at) {
        at = row >>> 11
        const segment = this.#segments[at]
        values = segment?.values ?? noValues
        marks = segment?.marks ?? noMarks
      }
      const place = row & (segmentRows - 1)
      const isNumber = (marks[place] ?? mark.empty) <= mark.shortest
      numbers[i] = isNumber ? (values[place] ?? Number.NaN) : Number.NaN
    }
  }

  shapeAt(row: number): Shape {
    const what = this.markAt(row)
    if (what > mark.shortest) return shape.none
    const size = Math.abs(this.numberAt(row))
    if (what === 0) return shape.integer
    if (what === mark.shortest) return Number.isInteger(size) && size < 1e21 ? shape.integer : shape.decimal
    return what === 3 && size >= 1 && size < 1000 ? shape.grouped : shape.decimal
  }

  markAt(row: number): number {
    return this.#segments[row >>> 11]?.marks[row & (segmentRows - 1)] ?? mark.empty
  }

  /** What tells a cell from others of its mark: its number, or the place of its text among those that are kept. */
  valueAt(row: number): number {
    return this.#segments[row >>> 11]?.values[row & (segmentRows - 1)] ?? 0
  }

  get isTrimmed(): boolean {
    this.#isTrimmed ??= this.words.areTrimmed()
    return this.#isTrimmed
  }

  /** The cells as texts, first to last; null where one is empty. */
  *[Symbol.iterator](): Iterator<string | null> {
    for (let row = 0; row < this.length; row++) yield this.at(row) ?? null
  }
}
