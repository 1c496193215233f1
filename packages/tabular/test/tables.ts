import type { Table } from '../src/index.ts'

/** A table from its columns; its first row is line 2, below the header. */
export function tableOf(columns: Record<string, readonly (string | null)[]>, source = 'data.csv'): Table {
  const entries = Object.entries(columns)
  return {
    source,
    columns: entries.map(([name, cells]) => ({ name, cells })),
    rows: entries[0]?.[1].length ?? 0,
    lineOf: (row) => row + 2,
  }
}

/** A table from CSV without quotes. */
export function csv(text: string, source = 'data.csv'): Table {
  const [header = '', ...lines] = text.trim().split('\n')
  const cells = lines.map((line) => line.split(',').map((cell) => cell.trim()))
  return {
    source,
    columns: header
      .split(',')
      .map((name, i) => ({ name: name.trim(), cells: cells.map((row) => row[i] ?? '') })),
    rows: lines.length,
    lineOf: (row) => row + 2,
  }
}

/** The error a call throws. */
export function errorOf(call: () => unknown): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

/** The rows of a table in another order, or some of them. */
export function pick(table: Table, rows: readonly number[]): Table {
  return {
    source: table.source,
    rows: rows.length,
    columns: table.columns.map(({ name, cells }) => ({
      name,
      cells: rows.map((row) => cells.at(row) ?? null),
    })),
  }
}
