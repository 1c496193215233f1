import type { Table } from '@leven/tabular'

/** A table's cells, row by row, of the columns a model reads; for rows that are put together from others. */
export type RowCells = readonly (string | null)[]

/** The cells of a row, in the order of the names. */
export function cellsOf(table: Table, names: readonly string[], row: number): RowCells {
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  return names.map((name) => byName.get(name)?.cells.at(row) ?? null)
}

/** A table of rows put together. */
export function tableOfRows(source: string, names: readonly string[], rows: readonly RowCells[]): Table {
  return {
    source,
    rows: rows.length,
    columns: names.map((name, column) => ({ name, cells: rows.map((cells) => cells[column] ?? null) })),
  }
}
