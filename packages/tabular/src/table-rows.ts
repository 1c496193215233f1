import { chosenCells } from './cells.ts'
import type { Table } from './table.ts'

/**
 * A table of some of another's rows, in the order given. Its rows know their lines, and their numbers among
 * all rows, so that messages still name the right ones.
 */
export function selectRows(table: Table, rows: Int32Array): Table {
  if (rows.length === table.rows && rows.every((row, i) => row === i)) return table
  const { lineOf, numberOf } = table
  const original = (row: number) => rows[row] ?? row
  return {
    source: table.source,
    rows: rows.length,
    columns: table.columns.map(({ name, cells }) => ({
      name,
      cells: chosenCells(cells, rows),
    })),
    ...(lineOf && { lineOf: (row: number) => lineOf(original(row)) }),
    numberOf: (row: number) => (numberOf ? numberOf(original(row)) : original(row) + 1),
  }
}
