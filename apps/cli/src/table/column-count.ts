import { DataError } from '@leven/tabular'

/** More columns than this are refused: reading them would take minutes. */
export const mostColumns = 20_000

/** @throws DataError where a table has more columns than can be read in reasonable time. */
export function checkColumnCount(name: string, count: number): void {
  if (count <= mostColumns) return
  throw new DataError(
    { source: name },
    `the table has ${count.toLocaleString('en-US')} columns; at most ${mostColumns.toLocaleString('en-US')} are read.`,
    'Keep only the columns that matter.',
  )
}
