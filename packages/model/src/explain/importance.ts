import { type Backend, EventLoop, generator, permutation } from '@leven/core'
import { type Interval, meanLoss, pairedDifference, readTargets, type Table } from '@leven/tabular'
import type { Model } from '../model.ts'
import { predictTable } from '../predict-table.ts'
import type { UnseenRows } from '../unseen-rows.ts'

/** How much worse a model predicts when one column tells it nothing. */
export interface ColumnImportance {
  /** The column's name. */
  readonly column: string
  /** The rise of the mean loss when the column's cells are dealt anew among the rows; a regression's in own units squared. */
  readonly importance: number
  /** 95 %, of chance in the rows. Null with one row. */
  readonly interval: Interval | null
}

/** What is explained, and of which rows. */
export interface Explained {
  /** What is explained. */
  readonly model: Pick<Model, 'network' | 'parameters' | 'encoder'>
  /** Where it predicts. */
  readonly on: Backend
  /** Rows it is explained on; of importance with targets. */
  readonly table: Table
  /** Decides how cells are dealt anew. */
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
  const { target, missing } = model.encoder
  const targets = readTargets(target, table, undefined, missing)
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row)
  const predict = async (dealt: Table) => (await predictTable(model, on, dealt)).T
  const judged = { rows, targets, T: await predict(table), predict }
  return risesOf(model.encoder, table, judged, repeats, seed)
}

/**
 * The same on the rows that a training did not see, each predicted by networks that did not see it: what was learnt by
 * heart counts for nothing.
 * @param table what the model was trained on.
 */
export function unseenImportance(
  { encoder }: Pick<Model, 'encoder'>,
  unseen: UnseenRows,
  table: Table,
  repeats: number,
  seed: number,
): Promise<readonly ColumnImportance[]> {
  return risesOf(encoder, table, unseen, repeats, seed)
}

/** By how much the loss of the judged rows rises as the cells of each column are dealt anew among them. */
async function risesOf(
  { features, target }: Model['encoder'],
  table: Table,
  { rows, targets, T, weights, predict }: UnseenRows,
  repeats: number,
  seed: number,
): Promise<readonly ColumnImportance[]> {
  const unit = target.task === 'regression' ? target.standardDeviation * target.standardDeviation : 1
  const base = meanLoss(target, targets, T, weights) * unit
  const loop = new EventLoop()
  const found: ColumnImportance[] = []
  for (const [index, { name }] of features.entries()) {
    let [rise, error] = [0, 0]
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = permutation(generator(seed, 'sample', 1 + index * repeats + repeat), rows.length)
      const dealt = await predict(withDealt(table, name, rows, order))
      rise += meanLoss(target, targets, dealt, weights) * unit - base
      error += pairedDifference(target, targets, dealt, T, weights).cost?.standardError ?? Number.NaN
      if (loop.due()) await loop.handBack()
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

/** The cells of a column in other rows, as the order has it; rows that are not judged keep theirs. */
function withDealt(table: Table, name: string, rows: Int32Array, order: Int32Array): Table {
  const columns = table.columns.map((column) => {
    if (column.name !== name) return column
    const cells = [...column.cells]
    for (const [at, from] of order.entries()) cells[rows[at] ?? 0] = column.cells.at(rows[from] ?? 0) ?? null
    return { name, cells }
  })
  return { ...table, columns }
}
