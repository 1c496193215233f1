import type { Shape } from './cell.ts'

/**
 * The cells of a column, in file order: what stands in each, as text, whatever they are kept as. An array of texts is
 * one; a column that is kept as numbers and words (packed/) is another.
 */
export interface Cells extends Iterable<string | null> {
  /** One for each row of the table. */
  readonly length: number
  /** The very text of a cell, or null where there is none. @param row from 0; undefined beyond the last. */
  at(row: number): string | null | undefined
}

/** Cells of which some are kept as numbers, so that no text need be made of them to know what they say. */
export interface NumberCells extends Cells {
  /** The number of a cell that is kept as one: what the plain grammar reads in its text. NaN for another cell. */
  numberAt(row: number): number
  /** The same of some rows, one after the other. @param numbers is written to: at least as many as rows. */
  readNumbers(rows: Int32Array, numbers: Float64Array): void
  /** What the grammar makes of the text of such a cell: an integer, grouped or a decimal. `none` for another cell. */
  shapeAt(row: number): Shape
  /** A cell is the same text as another of the column exactly where its mark and its value are the same. */
  markAt(row: number): number
  /** What tells a cell from others of its mark: its number, or the place of its text among those that are kept. */
  valueAt(row: number): number
  /** Whether no cell is an empty text or has blanks around it. */
  readonly isTrimmed: boolean
}

/** Whether some cells are kept as numbers. */
export function keepsNumbers(cells: Cells): cells is NumberCells {
  return 'numberAt' in cells
}

/** The first cells of a column, at most so many. */
export function firstCells(cells: Cells, most: number): readonly (string | null)[] {
  return Array.from({ length: Math.min(most, cells.length) }, (_, row) => cells.at(row) ?? null)
}

/** Some of a column's cells, in the order given; nothing is copied. */
export function chosenCells(cells: Cells, rows: Int32Array): Cells {
  return keepsNumbers(cells) ? new ChosenNumberCells(cells, rows) : new ChosenCells(cells, rows)
}

class ChosenCells<Of extends Cells> implements Cells {
  protected readonly of: Of
  protected readonly rows: Int32Array

  constructor(of: Of, rows: Int32Array) {
    this.of = of
    this.rows = rows
  }

  get length(): number {
    return this.rows.length
  }

  at(row: number): string | null | undefined {
    return row < this.rows.length ? (this.of.at(this.rows[row] ?? 0) ?? null) : undefined
  }

  *[Symbol.iterator](): Iterator<string | null> {
    for (const row of this.rows) yield this.of.at(row) ?? null
  }
}

class ChosenNumberCells extends ChosenCells<NumberCells> implements NumberCells {
  numberAt(row: number): number {
    return this.of.numberAt(this.rows[row] ?? -1)
  }

  readNumbers(rows: Int32Array, numbers: Float64Array): void {
    this.of.readNumbers(
      rows.map((row) => this.rows[row] ?? -1),
      numbers,
    )
  }

  shapeAt(row: number): Shape {
    return this.of.shapeAt(this.rows[row] ?? -1)
  }

  markAt(row: number): number {
    return this.of.markAt(this.rows[row] ?? -1)
  }

  valueAt(row: number): number {
    return this.of.valueAt(this.rows[row] ?? -1)
  }

  get isTrimmed(): boolean {
    return this.of.isTrimmed
  }
}
