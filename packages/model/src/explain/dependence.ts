import { EventLoop } from '@leven/core'
import { predictTable } from '../predict-table.ts'
import { candidateCells } from './candidates.ts'
import type { Explained } from './importance.ts'
import type { Outcome } from './outcome.ts'

/** The mean prediction of the rows, were this their value in one column. */
export interface DependencePoint {
  /** What all rows were given in the column. */
  readonly cell: string
  /** The mean prediction then: a probability, or a number in the target's units. */
  readonly mean: number
}

/**
 * The partial dependence on a column (Friedman 2001): the mean outcome of all rows of the table with the column set to
 * each of a few values. Where columns go together, some of these rows are like none that exists.
 * @throws DataError where the table does not fit the model.
 */
export async function partialDependence(
  { model, on, table }: Explained,
  column: string,
  outcome: Outcome,
): Promise<readonly DependencePoint[]> {
  const feature = model.encoder.features.find(({ name }) => name === column)
  if (!feature) return []
  const loop = new EventLoop()
  const points: DependencePoint[] = []
  for (const cell of candidateCells(feature, table)) {
    const columns = table.columns.map((one) =>
      one.name === column ? { name: column, cells: Array.from(one.cells, () => cell) } : one,
    )
    const values = outcome.of((await predictTable(model, on, { ...table, columns })).T)
    points.push({ cell, mean: values.reduce((sum, value) => sum + value, 0) / values.length })
    if (loop.due()) await loop.handBack()
  }
  return points
}
