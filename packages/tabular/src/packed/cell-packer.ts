import type { Cells } from '../cells.ts'
import { noDecimal, readDecimal } from './decimal.ts'
import { mark, PackedCells, type Segment, segmentRows } from './packed-cells.ts'
import { readShortest } from './shortest.ts'
import { Words } from './words.ts'

const encoder = new TextEncoder()

/** Packs the cells of a column as they arrive, one after the other. */
export class CellPacker {
  readonly #segments: Segment[] = []
  #words = new Words()
  readonly #value = new Float64Array(1)
  #length = 0
  #values: Float64Array = new Float64Array(0)
  #marks: Uint8Array = new Uint8Array(0)

  /** How many cells have arrived. */
  get length(): number {
    return this.#length
  }

  /** A cell without a text. */
  addEmpty(): void {
    this.#add(0, mark.empty)
  }

  /**
   * A cell whose text is given as UTF-8.
   * @returns whether it is kept as a number.
   */
  addBytes(bytes: Uint8Array, from: number, to: number): boolean {
    const fractionDigits = readDecimal(bytes, from, to, this.#value)
    if (fractionDigits !== noDecimal) {
      this.#add(this.#value[0] ?? Number.NaN, fractionDigits)
      return true
    }
    const shortest = readShortest(bytes, from, to)
    if (shortest !== undefined) {
      this.#add(shortest, mark.shortest)
      return true
    }
    this.#add(this.#words.numberOf(bytes, from, to), mark.word)
    return false
  }

  /** A plain decimal (decimal.ts) that was read elsewhere, with its digits behind the point. */
  addDecimal(value: number, fractionDigits: number): void {
    this.#add(value, fractionDigits)
  }

  /** So many plain decimals that were read elsewhere. */
  addDecimals(values: Float64Array, fractionDigits: Uint8Array, count: number): void {
    for (let done = 0; done < count; ) {
      const place = this.#room()
      const some = Math.min(segmentRows - place, count - done)
      this.#values.set(values.subarray(done, done + some), place)
      this.#marks.set(fractionDigits.subarray(done, done + some), place)
      this.#length += some
      done += some
    }
  }

  /** A cell with its text, or without one. The text is well-formed: half of a surrogate pair is no UTF-8. */
  add(text: string | null): void {
    if (text === null) this.addEmpty()
    else {
      const bytes = encoder.encode(text)
      this.addBytes(bytes, 0, bytes.length)
    }
  }

  /** Cells that are already there, one after the other. */
  addAll(cells: Cells): void {
    if (cells instanceof PackedCells) this.#addPacked(cells)
    else for (const cell of cells) this.add(cell)
  }

  /** The words of another column have other numbers here: of each word it is found out once. */
  #addPacked(cells: PackedCells): void {
    const numbers: number[] = []
    for (let row = 0; row < cells.length; row++) {
      const [what, value] = [cells.markAt(row), cells.valueAt(row)]
      if (what !== mark.word) this.#add(value, what)
      else {
        numbers[value] ??= this.#words.numberIn(cells.words, value)
        this.#add(numbers[value], what)
      }
    }
  }

  /**
   * Begins anew in the room of the cells so far: what was packed of them must not be used any more. For whoever packs
   * the rows of a long table some at a time.
   */
  clear(): void {
    this.#length = 0
    if (this.#words.count > 0) this.#words = new Words()
  }

  /** The cells so far, of which there will be no more. */
  packed(): PackedCells {
    return new PackedCells(this.#length, this.#segments, this.#words)
  }

  #add(value: number, what: number): void {
    const place = this.#room()
    this.#values[place] = value
    this.#marks[place] = what
    this.#length++
  }

  /** The place of the next cell in the last segment, a new one where that is full. */
  #room(): number {
    const place = this.#length & (segmentRows - 1)
    if (place === 0) {
      const index = this.#length / segmentRows
      const { values, marks } = this.#segments[index] ?? emptySegment()
      this.#segments[index] = { values, marks }
      this.#values = values
      this.#marks = marks
    }
    return place
  }
}

function emptySegment(): Segment {
  return { values: new Float64Array(segmentRows), marks: new Uint8Array(segmentRows) }
}
