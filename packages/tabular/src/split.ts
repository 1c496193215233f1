import { generator, InvalidOptionError, inOneGo, permutation, type Turns } from '@leven/core'
import type { TargetColumn } from './encoder.ts'

/** Row numbers of the two sides of a split, each in file order. */
export interface Split {
  /** Places of the rows trained on, ascending. */
  readonly training: Int32Array
  /** Places of the rows held out, ascending. */
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
  return inOneGo(stratifiedSplitInTurns(classOf, validationFraction, seed))
}

/** As `stratifiedSplit`. */
export function* stratifiedSplitInTurns(
  classOf: ArrayLike<number>,
  validationFraction: number,
  seed: number,
): Turns<Split> {
  checkFraction(validationFraction)
  const random = generator(seed, 'split')
  const inValidation = new Uint8Array(classOf.length)
  for (const rows of yield* rowsByClass(classOf)) {
    yield
    const count = validationCount(rows.length, validationFraction)
    for (const chosen of permutation(random, rows.length).subarray(0, count)) {
      inValidation[rows[chosen] ?? 0] = 1
    }
  }
  yield
  return sides(inValidation, 1)
}

/** @throws InvalidOptionError where the share that is held out is none. */
export function checkFraction(validationFraction: number): void {
  if (!(validationFraction >= 0 && validationFraction < 1)) {
    throw new InvalidOptionError(
      `The validation fraction ${validationFraction} is not usable.`,
      'Give a number from 0 to below 1.',
    )
  }
}

/** The share of a class that is validated on, rounded; one row at least on each side where there are two. */
function validationCount(rows: number, fraction: number): number {
  if (fraction === 0 || rows < 2) return 0
  return Math.min(rows - 1, Math.max(1, Math.round(rows * fraction)))
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
  return stratifiedSplit(strata(target, targets), validationFraction, seed)
}

/** The classes to stratify by: the labels, or one for all where the targets are numbers. */
function strata(target: TargetColumn, targets: ArrayLike<number>): ArrayLike<number> {
  return target.task === 'regression' ? new Uint8Array(targets.length) : targets
}

/**
 * k splits for cross-validation: each row is in the validation of exactly one, and each class is spread
 * evenly over them: the folds' counts of a class differ by one at most. Numbers are one class: pass zeros.
 * @throws InvalidOptionError unless k is an integer from 2 to the number of rows.
 */
export function stratifiedFolds(classOf: ArrayLike<number>, k: number, seed: number): readonly Split[] {
  if (!(Number.isInteger(k) && k >= 2 && k <= classOf.length)) {
    throw new InvalidOptionError(
      `${classOf.length} rows cannot be split into ${k} folds.`,
      'Give an integer from 2 to the number of rows.',
    )
  }
  const random = generator(seed, 'split', k)
  const foldOf = new Int32Array(classOf.length)
  let next = 0
  for (const rows of inOneGo(rowsByClass(classOf))) {
    for (const chosen of permutation(random, rows.length)) {
      foldOf[rows[chosen] ?? 0] = next
      next = (next + 1) % k
    }
  }
  return Array.from({ length: k }, (_, fold) => sides(foldOf, fold))
}

/** The rows of each class, classes in ascending order, rows in file order. */
function* rowsByClass(classOf: ArrayLike<number>): Turns<readonly Int32Array[]> {
  const counts = new Map<number, number>()
  for (let row = 0; row < classOf.length; row++) {
    const one = classOf[row] ?? 0
    counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  yield
  const byClass = new Map([...counts].map(([one, count]) => [one, new Int32Array(count)]))
  const next = new Map([...counts.keys()].map((one) => [one, 0]))
  for (let row = 0; row < classOf.length; row++) {
    const one = classOf[row] ?? 0
    const at = next.get(one) ?? 0
    next.set(one, at + 1)
    const rows = byClass.get(one)
    if (rows) rows[at] = row
  }
  return [...byClass].sort(([a], [b]) => a - b).map(([, rows]) => rows)
}

/** The two sides of rows of which each says which it is on. */
export function sides(sideOf: Uint8Array | Int32Array, validation: number): Split {
  let count = 0
  for (const side of sideOf) if (side === validation) count++
  const split = { training: new Int32Array(sideOf.length - count), validation: new Int32Array(count) }
  let [trained, validated] = [0, 0]
  for (let row = 0; row < sideOf.length; row++) {
    if (sideOf[row] === validation) split.validation[validated++] = row
    else split.training[trained++] = row
  }
  return split
}
