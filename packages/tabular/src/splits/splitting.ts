import { InvalidOptionError, inOneGo, type Turns } from '@leven/core'
import { quote } from '../data-error.ts'
import { suggestion } from '../nearest-name.ts'
import { type Split, stratifiedFolds } from '../split.ts'
import { columnsByName, type Table } from '../table.ts'
import { weightsIn } from '../weights.ts'
import { groupedFolds, groupsInTurns } from './grouped-split.ts'
import {
  groupedRows,
  type RowSplitting,
  type RowSplittingOptions,
  rowSplitInTurns,
  settleRowSplittingInTurns,
} from './row-splitting.ts'
import { timeFolds, timeSplit, timesInTurns } from './time-split.ts'

/** How rows may be parted, where the user says it. */
export interface SplittingOptions extends RowSplittingOptions {
  /** A column whose equal texts stay on one side: a patient, a customer. It is no feature. */
  readonly group?: string
  /** `time:COLUMN` validates on what comes later; default `random`. */
  readonly split?: string
}

/** What parts the rows of a table: each by itself, groups together, or time. */
export type Splitting =
  | RowSplitting
  | { readonly kind: 'time'; readonly times: Float64Array; readonly notes: readonly string[] }

/**
 * Finds out how rows are to be parted. Equal rows, where there are more than chance makes, stay on one side by
 * themselves, and it is said: a row must not be judged by a network that has seen its twin.
 * @param table the rows that are learnt from: with a target and a weight above 0.
 * @throws InvalidOptionError where a column is not there or both a group and time are asked for; DataError where a
 * row has no time.
 */
export function settleSplitting(table: Table, options: SplittingOptions): Splitting {
  return inOneGo(settleSplittingInTurns(table, options))
}

/** As `settleSplitting`. */
export function* settleSplittingInTurns(table: Table, options: SplittingOptions): Turns<Splitting> {
  const { group, split = 'random' } = options
  const time = /^time:(.+)$/s.exec(split)?.[1]
  if (time === undefined && split !== 'random') {
    throw new InvalidOptionError(
      `The split ${quote(split)} is not known.`,
      'Give random, or time:COLUMN to validate on what comes later.',
    )
  }
  if (time !== undefined && group !== undefined) {
    throw new InvalidOptionError(
      'The rows are to be parted by group and by time at once.',
      'Choose one of the two.',
    )
  }
  if (time !== undefined) return { kind: 'time', times: yield* timesInTurns(table, time, options), notes: [] }
  if (group !== undefined)
    return yield* byGroup(table, group, options.target, yield* weightsIn(table, options))
  return yield* settleRowSplittingInTurns(table, options)
}

function* byGroup(
  table: Table,
  name: string,
  target: string,
  weights: Float32Array | undefined,
): Turns<Splitting> {
  const byName = columnsByName(table)
  const column = byName.get(name)
  if (!column || name === target) {
    throw new InvalidOptionError(
      column
        ? `Column ${quote(name)} is the target and cannot be the group.`
        : `${table.source} has no column ${quote(name)} to be the group.`,
      column ? 'Choose another column.' : suggestion(name, [...byName.keys()], 'columns'),
    )
  }
  return { kind: 'groups', groupOf: yield* groupsInTurns(column), weights, notes: [] }
}

/** A split of the rows, as `stratifiedSplit`. @param classOf the class of each row; zeros for numbers. */
export function splitBy(
  splitting: Splitting,
  classOf: ArrayLike<number>,
  validationFraction: number,
  seed: number,
): Split {
  return inOneGo(splitInTurns(splitting, classOf, validationFraction, seed))
}

/** As `splitBy`. */
export function* splitInTurns(
  splitting: Splitting,
  classOf: ArrayLike<number>,
  validationFraction: number,
  seed: number,
): Turns<Split> {
  return splitting.kind === 'time'
    ? timeSplit(splitting.times, validationFraction)
    : yield* rowSplitInTurns(splitting, classOf, validationFraction, seed)
}

/** Folds of the rows, as `stratifiedFolds`; by time each validates on what comes after all it trains on. */
export function foldsBy(
  splitting: Splitting,
  classOf: ArrayLike<number>,
  k: number,
  seed: number,
): readonly Split[] {
  switch (splitting.kind) {
    case 'rows':
      return stratifiedFolds(classOf, k, seed)
    case 'groups':
      return groupedFolds(groupedRows(splitting, classOf), k, seed)
    case 'time':
      return timeFolds(splitting.times, k)
    default:
      return splitting satisfies never
  }
}

/** How many folds there can be at most: as many as groups. */
export function mostFolds(splitting: Splitting, rows: number): number {
  return splitting.kind === 'groups' ? new Set(splitting.groupOf).size : rows
}
