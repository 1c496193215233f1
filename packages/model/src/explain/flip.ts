import { decodePredictions, numberReader } from '@leven/tabular'
import { predictTable } from '../predict-table.ts'
import { candidateCells } from './candidates.ts'
import type { Explained } from './importance.ts'
import { cellsOf, tableOfRows } from './rows-of-cells.ts'

/** A change of one column that makes the model predict another label. */
export interface Flip {
  /** The column that was changed. */
  readonly column: string
  /** Its cell in the row; null where it was missing. */
  readonly from: string | null
  /** The nearest cell that changes the prediction. */
  readonly to: string
  /** The label predicted then. */
  readonly prediction: string
  /** How far a number moved, in standard deviations of its column; 1 for another category or date. */
  readonly distance: number
}

/**
 * The smallest change of one column, among values that the table has, that changes the predicted label.
 * @param row of the table, from 0.
 * @returns null where no such change does, or the model predicts numbers.
 */
export async function smallestFlip({ model, on, table }: Explained, row: number): Promise<Flip | null> {
  const { features, target } = model.encoder
  if (target.task === 'regression') return null
  const names = features.map(({ name }) => name)
  const own = cellsOf(table, names, row)
  const tried = features.flatMap((feature, k) => {
    const read = feature.kind === 'number' ? numberReader(feature.notation) : undefined
    const value = read?.(own[k]?.trim() ?? '')
    return candidateCells(feature, table)
      .filter((cell) => cell !== own[k]?.trim())
      .map((cell) => {
        const moved = Math.abs((read?.(cell) ?? Number.NaN) - (value ?? Number.NaN))
        const scaled = feature.kind === 'number' ? moved / feature.standardDeviation : Number.NaN
        return { k, cell, distance: Number.isFinite(scaled) ? scaled : 1 }
      })
  })
  const rows = [own, ...tried.map(({ k, cell }) => own.map((one, at) => (at === k ? cell : one)))]
  const { T } = await predictTable(model, on, tableOfRows(table.source, names, rows))
  const predictions = decodePredictions(target, T)
  if (predictions.task === 'regression') return null
  const [before, ...after] = predictions.prediction
  const flips = tried.flatMap(({ k, cell, distance }, i): Flip[] => {
    const prediction = after[i]
    if (prediction === undefined || prediction === before) return []
    return [{ column: names[k] ?? '', from: own[k] ?? null, to: cell, prediction, distance }]
  })
  return flips.sort((a, b) => a.distance - b.distance)[0] ?? null
}
