import { LevenError } from '@leven/core'
import type { TargetColumn } from './encoder.ts'

/** Row numbers of the two sides of a split, each in file order. */
export interface Split {
  readonly training: Int32Array
  readonly validation: Int32Array
}

/**
 * Splits rows so that every class has its share on each side, and at least one row on each side where it
 * has two or more. A class of one row is trained on. The same seed gives the same split in every engine.
 * @param classOf the class of each row.
 * @param validationFraction from 0 (no validation) to below 1.
 * @throws InvalidOptionError where the fraction or the seed is out of range.
 */
export function stratifiedSplit(classOf: ArrayLike<number>, validationFraction: number, seed: number): Split {
  throw new LevenError('FAILED', `stratifiedSplit ${classOf.length} ${validationFraction} ${seed}`, '')
}

/**
 * The split that fits a target: stratified by label, or plain random for numbers.
 * @param targets the target of each row, as `readTargets` gives it.
 */
export function splitRows(
  target: TargetColumn,
  targets: ArrayLike<number>,
  validationFraction: number,
  seed: number,
): Split {
  throw new LevenError(
    'FAILED',
    `splitRows ${target.name} ${targets.length} ${validationFraction} ${seed}`,
    '',
  )
}

/**
 * k splits for cross-validation: each row is in the validation of exactly one, and each class is spread
 * evenly over them.
 * @throws InvalidOptionError unless k is an integer from 2 to the number of rows.
 */
export function stratifiedFolds(classOf: ArrayLike<number>, k: number, seed: number): readonly Split[] {
  throw new LevenError('FAILED', `stratifiedFolds ${classOf.length} ${k} ${seed}`, '')
}
