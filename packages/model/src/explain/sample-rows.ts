import { generator, permutation } from '@leven/core'
import { selectRows, type Table } from '@leven/tabular'

/** At most so many rows of a table, drawn by a seed, in file order; all where there are no more. */
export function sampleRows(table: Table, most: number, seed: number): Table {
  if (table.rows <= most) return table
  return selectRows(table, permutation(generator(seed, 'sample'), table.rows).slice(0, most).sort())
}
