import { type Backend, generator, permutation } from '@leven/core'
import { type Interval, meanLoss, pairedDifference, readTargets, type Table } from '@leven/tabular'
import type { Model } from '../model.ts'
import { predictTable } from '../predict-table.ts'

/** How much worse a model predicts when one column tells it nothing. */
export interface ColumnImportance {
  readonly column: string
  /** The rise of the mean loss when the column's cells are dealt anew among the rows; a regression's in own units squared. */
  readonly importance: number
  /** 95 %, of chance in the rows. Null with one row. */
  readonly interval: Interval | null
}

/** What is explained, and of which rows. */
export interface Explained {
  readonly model: Pick<Model, 'network' | 'parameters' | 'encoder'>
  readonly on: Backend
  readonly table: Table
  readonly seed: number
}

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin and Dominici 2019) of each column of the table, not of encoded
 * inputs. It says what the model uses, on the rows it is given: on rows it was trained on also what it learnt by heart.
 * Columns that say the same share their importance, or hide each other's.
 * @param repeats how often each column is dealt anew; the mean is given.
 * @returns most important first.
 * @throws DataError where the table does not fit the model or has no targets.
 */
export async function permutationImportance(
  { model, on, table, seed }: Explained,
  repeats: number,
): Promise<readonly ColumnImportance[]> {
  const { features, target, missing } = model.encoder
  const targets = readTargets(target, table, undefined, missing)
  const { T } = await predictTable(model, on, table)
  const unit = target.task === 'regression' ? target.standardDeviation * target.standardDeviation : 1
  const base = meanLoss(target, targets, T) * unit
  const found: ColumnImportance[] = []
  for (const [index, { name }] of features.entries()) {
    let [rise, error] = [0, 0]
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = permutation(generator(seed, 'sample', 1 + index * repeats + repeat), table.rows)
      const dealt = await predictTable(model, on, withDealt(table, name, order))
      rise += meanLoss(target, targets, dealt.T) * unit - base
      error += pairedDifference(target, targets, dealt.T, T).cost?.standardError ?? Number.NaN
    }
    const [importance, half] = [rise / repeats, (1.96 * error) / repeats]
    found.push({
      column: name,
      importance,
      interval: Number.isFinite(half) ? [importance - half, importance + half] : null,
    })
  }
  return found.sort((a, b) => b.importance - a.importance)
}

function withDealt(table: Table, name: string, order: Int32Array): Table {
  const columns = table.columns.map((column) =>
    column.name === name ? { name, cells: Array.from(order, (row) => column.cells[row] ?? null) } : column,
  )
  return { ...table, columns }
}
