import { generator, permutation, uniform } from '@leven/core'
import { predictTable } from '../predict-table.ts'
import type { Explained } from './importance.ts'
import type { Outcome } from './outcome.ts'
import { cellsOf, type RowCells, tableOfRows } from './rows-of-cells.ts'

/** What each column adds to one prediction. */
export interface Contributions {
  /** The outcome of the row. */
  readonly outcome: number
  /** The mean outcome of the rows it is compared with. outcome = base + the sum of the contributions. */
  readonly base: number
  /** Largest first. */
  readonly columns: readonly {
    /** Its name. */
    readonly column: string
    /** What stands in the row; null where it is missing. */
    readonly cell: string | null
    /** What the cell adds to the outcome; below 0 it takes away. */
    readonly contribution: number
    /** Of the sampling. */
    readonly standardError: number
  }[]
}

/**
 * The Shapley values of a row's columns (Shapley 1953; Štrumbelj and Kononenko 2014), by sampling: beginning with a row
 * of the table, columns take the explained row's cells one after the other in a random order, and each is credited with
 * what it changes. Every order is also taken backwards, which halves the noise. The sum is exact, each value has its
 * standard error.
 * @param row of the table, from 0.
 * @param samples pairs of orders.
 */
export async function contributions(
  { model, on, table, seed }: Explained,
  row: number,
  outcome: Outcome,
  samples: number,
): Promise<Contributions> {
  const names = model.encoder.features.map(({ name }) => name)
  const explained = cellsOf(table, names, row)
  const random = generator(seed, 'sample', 0x5a)
  const walks: { readonly order: Int32Array; readonly rows: readonly RowCells[] }[] = []
  for (let sample = 0; sample < samples; sample++) {
    const background = cellsOf(table, names, Math.floor((uniform(random, 0.5) + 0.5) * table.rows))
    const order = permutation(random, names.length)
    for (const one of [order, order.toReversed()]) {
      walks.push({ order: one, rows: walk(background, explained, one) })
    }
  }
  const { T } = await predictTable(
    model,
    on,
    tableOfRows(
      table.source,
      names,
      walks.flatMap(({ rows }) => rows),
    ),
  )
  const values = outcome.of(T)
  const steps = names.length + 1
  const credited = names.map(() => new Float64Array(walks.length))
  let base = 0
  for (const [at, { order }] of walks.entries()) {
    const first = at * steps
    base += (values[first] ?? Number.NaN) / walks.length
    order.forEach((column, step) => {
      const change = (values[first + step + 1] ?? Number.NaN) - (values[first + step] ?? Number.NaN)
      const credits = credited[column]
      if (credits) credits[at] = change
    })
  }
  return {
    outcome: values[steps - 1] ?? Number.NaN,
    base,
    columns: names
      .map((column, k) => ({
        column,
        cell: explained[k] ?? null,
        ...meanOf(credited[k] ?? new Float64Array(0)),
      }))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
  }
}

/** From one row to another, a column at a time: so many rows as columns, and one. */
function walk(from: RowCells, to: RowCells, order: Int32Array): readonly RowCells[] {
  const rows: RowCells[] = [from]
  let now = from
  for (const column of order) {
    now = now.map((cell, k) => (k === column ? (to[k] ?? null) : cell))
    rows.push(now)
  }
  return rows
}

/** The mean over the walks; pairs of walks are one draw. */
function meanOf(credits: Float64Array): { readonly contribution: number; readonly standardError: number } {
  const pairs = Float64Array.from({ length: credits.length / 2 }, (_, i) => {
    return ((credits[2 * i] ?? 0) + (credits[2 * i + 1] ?? 0)) / 2
  })
  const mean = pairs.reduce((sum, one) => sum + one, 0) / pairs.length
  const squares = pairs.reduce((sum, one) => sum + (one - mean) * (one - mean), 0)
  return {
    contribution: mean,
    standardError: Math.sqrt(squares / (pairs.length * Math.max(1, pairs.length - 1))),
  }
}
