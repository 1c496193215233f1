import type { Encoder, Table } from '@leven/tabular'
import { createProblem, type Problem } from './problem.ts'
import { type DataSettings, shapeProblem } from './shape-problem.ts'

/** A table that was brought, and what of it is learned and drawn. */
export interface TableSource {
  readonly kind: 'table'
  readonly table: Table
  /** The column to predict. */
  readonly target: string
  /** The columns of the plane, across and up; by default the two that tell most of the target. */
  readonly plotted?: readonly [across: string, up: string]
}

/** Where the data come from: drawn by the settings, or brought. */
export type DataSource = { readonly kind: 'shape' } | TableSource

/** The data sets that the settings draw. */
export const shapeSource: DataSource = { kind: 'shape' }

/**
 * The problem of a source.
 * @param encoder of a model that was opened; by default the one fitted on the training rows.
 * @throws InvalidOptionError, DataError as `createProblem`.
 */
export function problemOf(
  source: DataSource,
  settings: DataSettings & { readonly seed: number },
  encoder?: Encoder,
): Problem {
  switch (source.kind) {
    case 'shape':
      return shapeProblem(settings, encoder)
    case 'table': {
      const { table, target, plotted } = source
      const { testShare, seed } = settings
      return createProblem(table, {
        target,
        testShare,
        seed,
        ...(plotted && { plotted }),
        ...(encoder && { encoder }),
      })
    }
    default:
      return source satisfies never
  }
}

/**
 * The source of a table that was just brought: its last column is the target, else the last that can be one.
 * @throws DataError, InvalidOptionError why the last column is no target, where none is.
 */
export function sourceOf(table: Table, settings: DataSettings & { readonly seed: number }): TableSource {
  let first: unknown
  for (const { name } of table.columns.toReversed()) {
    const source: TableSource = { kind: 'table', table, target: name }
    try {
      problemOf(source, settings)
      return source
    } catch (error) {
      first ??= error
    }
  }
  throw first
}
