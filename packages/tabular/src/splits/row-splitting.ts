import { inOneGo, type Turns } from '@leven/core'
import type { ReadingOptions } from '../kinds/reading-options.ts'
import { type Split, stratifiedSplitInTurns } from '../split.ts'
import type { Table } from '../table.ts'
import { weightsIn } from '../weights.ts'
import { duplicateRowsInTurns } from './duplicate-rows.ts'
import { type GroupedRows, groupedSplitInTurns } from './grouped-split.ts'

/** What a table's rows are parted by, where nothing is said of groups or time. */
export interface RowSplittingOptions extends ReadingOptions {
  /** The column to be predicted; it is no part of what makes rows the same. */
  readonly target: string
  /** Columns that are left out. */
  readonly ignore?: readonly string[]
  /** The column whose numbers weight the rows. */
  readonly weightColumn?: string
}

/** What parts rows: each by itself, or groups together. */
export type RowSplitting = ByRow | ByGroup

/** Each row is parted by itself. */
interface ByRow {
  /** Says which of the two it is. */
  readonly kind: 'rows'
  /** Sentences for the user; none. */
  readonly notes: readonly string[]
}

/** Rows of a group stay on one side. */
interface ByGroup {
  /** Says which of the two it is. */
  readonly kind: 'groups'
  /** The group of each row, from 0. */
  readonly groupOf: Int32Array
  /** What each row weighs; a row of weight 2 counts as two. */
  readonly weights: Float32Array | undefined
  /** Sentences for the user: that equal rows are kept together. */
  readonly notes: readonly string[]
}

/**
 * Each row by itself; but equal rows, where there are more than chance makes, stay on one side by themselves, and it is
 * said: a row must not be judged by a network that has seen its twin.
 * @param table the rows that are learnt from: with a target and a weight above 0.
 * @throws InvalidOptionError, DataError where the weights are no weights.
 */
export function settleRowSplitting(table: Table, options: RowSplittingOptions): RowSplitting {
  return inOneGo(settleRowSplittingInTurns(table, options))
}

/** As `settleRowSplitting`. */
export function* settleRowSplittingInTurns(table: Table, options: RowSplittingOptions): Turns<RowSplitting> {
  const weights = yield* weightsIn(table, options)
  const without = [...(options.ignore ?? []), ...(options.weightColumn ? [options.weightColumn] : [])]
  const found = yield* duplicateRowsInTurns(table, without)
  if (found.isNoChance) {
    const note =
      found.duplicates === 1
        ? '1 row repeats an earlier one: the two are kept on one side of every split.'
        : `${found.duplicates.toLocaleString('en-US')} rows repeat earlier ones: equal rows are kept on one side of every split.`
    return { kind: 'groups', groupOf: found.groupOf, weights, notes: [note] }
  }
  if (!weights) return { kind: 'rows', notes: [] }
  return { kind: 'groups', groupOf: Int32Array.from(weights, (_, row) => row), weights, notes: [] }
}

/** A split of the rows, as `stratifiedSplit`. @param classOf the class of each row; zeros for numbers. */
export function rowSplit(
  splitting: RowSplitting,
  classOf: ArrayLike<number>,
  validationFraction: number,
  seed: number,
): Split {
  return inOneGo(rowSplitInTurns(splitting, classOf, validationFraction, seed))
}

/** As `rowSplit`. */
export function* rowSplitInTurns(
  splitting: RowSplitting,
  classOf: ArrayLike<number>,
  validationFraction: number,
  seed: number,
): Turns<Split> {
  return splitting.kind === 'rows'
    ? yield* stratifiedSplitInTurns(classOf, validationFraction, seed)
    : yield* groupedSplitInTurns(groupedRows(splitting, classOf), validationFraction, seed)
}

/** What grouped splits and folds are made of. */
export function groupedRows({ groupOf, weights }: ByGroup, classOf: ArrayLike<number>): GroupedRows {
  return { classOf, groupOf, ...(weights && { weights }) }
}
