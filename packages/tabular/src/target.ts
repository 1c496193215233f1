import { LevenError } from '@leven/core'
import type { TargetColumn, Task } from './encoder.ts'
import type { Table } from './table.ts'

/** What to predict, and how. */
export interface TargetOptions {
  /** The name of the column to predict. */
  readonly target: string
  /** Default: two distinct targets are binary; text, or integers with at most 20 distinct values, multiclass; else regression. */
  readonly task?: Task
  /** The label whose probability a binary network predicts. Default: the last in sorted order. */
  readonly positive?: string
  /** The rows a regression's mean and deviation are taken from; task and labels are read from all. Default: all. */
  readonly rows?: Int32Array
}

/** A target, and what the user should know about it. */
export interface FittedTarget {
  readonly target: TargetColumn
  readonly notes: readonly string[]
}

/**
 * Finds out what the target column asks for. The task and the labels are read from every row.
 * @throws InvalidOptionError where the column or the positive label is not there, or the task does not fit.
 * @throws DataError where a target is missing, is no finite number where one is needed, or all are the same.
 */
export function fitTarget(table: Table, options: TargetOptions): FittedTarget {
  throw new LevenError('FAILED', `fitTarget ${table.source} ${options.target}`, '')
}

/**
 * The target of each row as one number: the index of its label in `labels`, or its value. For splits and metrics.
 * @returns m float64 numbers.
 * @throws DataError where the column is not there, a target is missing, or a label was not there in training.
 */
export function readTargets(target: TargetColumn, table: Table, rows?: Int32Array): Float64Array {
  throw new LevenError('FAILED', `readTargets ${target.name} ${table.source} ${rows?.length}`, '')
}

/**
 * Y, nL × m, column-major, for training: 1 where the label is the positive one; one-hot; or the standardised number.
 * @throws DataError as `readTargets`.
 */
export function encodeTargets(
  encoder: { readonly target: TargetColumn },
  table: Table,
  rows?: Int32Array,
): Float32Array {
  throw new LevenError('FAILED', `encodeTargets ${encoder.target.name} ${table.source} ${rows?.length}`, '')
}
