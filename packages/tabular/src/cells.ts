/**
 * The cells of a column, in file order: what stands in each, as text, whatever they are kept as. An array of texts is
 * one; a column that is kept as numbers or bytes is another.
 */
export interface Cells extends Iterable<string | null> {
  /** One for each row of the table. */
  readonly length: number
  /** The very text of a cell, or null where there is none. @param row from 0; undefined beyond the last. */
  at(row: number): string | null | undefined
}

/** The first cells of a column, at most so many. */
export function firstCells(cells: Cells, most: number): readonly (string | null)[] {
  return Array.from({ length: Math.min(most, cells.length) }, (_, row) => cells.at(row) ?? null)
}
