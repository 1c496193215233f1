import { cellText, DataError, type Row, type Table } from '@leven/tabular'

/** What is learnt from: objects by column, or a table of text. */
export type Rows = Iterable<Row> | AsyncIterable<Row> | Table

/** The type that a column's values have in a program. */
export type ValueType = 'number' | 'boolean' | 'text'

/** A table, and the types of its columns where rows were given. */
export interface TypedTable {
  readonly table: Table
  readonly typeOf: (column: string) => ValueType
}

/** Whether it is a table of text rather than rows. */
function isTable(rows: Rows): rows is Table {
  return 'columns' in rows && 'rows' in rows && Array.isArray(rows.columns)
}

/**
 * Rows as a table of text.
 * @throws DataError where a row is no object or lacks a column that others have; null is missing.
 */
export async function tableOfRows(rows: Rows): Promise<TypedTable> {
  if (typeof rows !== 'object' || rows === null) throw noRows()
  if (isTable(rows)) return { table: rows, typeOf: () => 'text' }
  if (!(Symbol.iterator in rows) && !(Symbol.asyncIterator in rows)) throw noRows()
  const list: Row[] = []
  for await (const row of rows) list.push(row)
  return typedTable(list)
}

function noRows(): DataError {
  return new DataError(
    { source: 'the rows' },
    'they are neither rows nor a table.',
    "Give an array such as [{ age: 44, city: 'Berlin' }].",
  )
}

function typedTable(rows: readonly Row[]): TypedTable {
  const names = [...new Set(rows.flatMap((row, index) => Object.keys(checked(row, index))))]
  const columns = names.map((name) => ({
    name,
    cells: rows.map((row, index) => {
      if (Object.hasOwn(row, name)) return cellText(row[name], name, index)
      throw new DataError(
        { source: 'the rows', row: index + 1 },
        `the column ${JSON.stringify(name)}, which other rows have, is not there.`,
        'Give null where a value is missing.',
      )
    }),
  }))
  const types = new Map(names.map((name) => [name, typeOfValues(rows, name)]))
  return {
    table: { source: 'the rows', rows: rows.length, columns },
    typeOf: (column) => types.get(column) ?? 'text',
  }
}

function checked(row: unknown, index: number): object {
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row
  throw new DataError(
    { source: 'the rows', row: index + 1 },
    'the row is no object of cells by column.',
    "Give rows such as { age: 44, city: 'Berlin' }.",
  )
}

function typeOfValues(rows: readonly Row[], name: string): ValueType {
  const kinds = new Set(
    rows
      .map((row) => row[name])
      .filter((value) => value !== null && value !== undefined)
      .map((value) => typeof value),
  )
  const [only] = kinds
  return kinds.size === 1 && (only === 'number' || only === 'boolean') ? only : 'text'
}
