import { generator, InvalidOptionError, inOneGo, permutation, type Turns } from '@leven/core'
import { filled } from '../cell.ts'
import { rowsOfTurn } from '../rows-of-turn.ts'
import { checkFraction, type Split, sides } from '../split.ts'
import type { TextColumn } from '../table.ts'

/** Rows that go to one side together. */
interface Unit {
  readonly rows: readonly number[]
  readonly weight: number
}

/** What the rows are, one entry for each. */
export interface GroupedRows {
  /** The class of each row, to stratify by. */
  readonly classOf: ArrayLike<number>
  /** The group of each row: no group is on both sides. */
  readonly groupOf: ArrayLike<number>
  /** What each row weighs: a row of weight 2 counts as two. Default 1. */
  readonly weights?: ArrayLike<number>
}

/**
 * As `stratifiedSplit`, with the rows of a group on one side. A group counts for the class that most of its rows
 * have. With groups of one row and equal weights it is the same split.
 * @throws InvalidOptionError where the fraction is out of range.
 */
export function groupedSplit(rows: GroupedRows, validationFraction: number, seed: number): Split {
  return inOneGo(groupedSplitInTurns(rows, validationFraction, seed))
}

/** As `groupedSplit`. */
export function* groupedSplitInTurns(
  rows: GroupedRows,
  validationFraction: number,
  seed: number,
): Turns<Split> {
  checkFraction(validationFraction)
  const random = generator(seed, 'split')
  const inValidation = new Uint8Array(rows.classOf.length)
  for (const units of yield* unitsByClass(rows)) {
    yield
    const order = Array.from(permutation(random, units.length), (at) => units[at]).flatMap(
      (unit) => unit ?? [],
    )
    for (const unit of chosen(order, validationFraction)) {
      for (const row of unit.rows) inValidation[row] = 1
    }
  }
  return sides(inValidation, 1)
}

/** Units in order until their share is reached, to the nearest; one at least on each side where there are two. */
function chosen(order: readonly Unit[], fraction: number): readonly Unit[] {
  if (fraction === 0 || order.length < 2) return []
  const total = order.reduce((sum, { weight }) => sum + weight, 0)
  const taken: Unit[] = []
  let weight = 0
  for (const unit of order) {
    if (taken.length === order.length - 1) break
    if (weight + unit.weight / 2 > total * fraction) continue
    taken.push(unit)
    weight += unit.weight
  }
  return taken.length > 0 ? taken : order.slice(0, 1)
}

/**
 * As `stratifiedFolds`, with the rows of a group in one fold: each goes to the fold that has least of its class.
 * @throws InvalidOptionError unless k is an integer from 2 to the number of groups.
 */
export function groupedFolds(rows: GroupedRows, k: number, seed: number): readonly Split[] {
  const groups = new Set(Array.from(rows.groupOf)).size
  if (!(Number.isInteger(k) && k >= 2 && k <= groups)) {
    throw new InvalidOptionError(
      `${groups} groups of rows cannot be split into ${k} folds.`,
      'Give an integer from 2 to the number of groups.',
    )
  }
  const random = generator(seed, 'split', k)
  const foldOf = new Int32Array(rows.classOf.length)
  let next = 0
  for (const units of inOneGo(unitsByClass(rows))) {
    const weights = new Float64Array(k)
    for (const at of permutation(random, units.length)) {
      const unit = units[at]
      if (!unit) continue
      let lightest = next
      for (let i = 1; i < k; i++) {
        const fold = (next + i) % k
        if ((weights[fold] ?? 0) < (weights[lightest] ?? 0)) lightest = fold
      }
      for (const row of unit.rows) foldOf[row] = lightest
      weights[lightest] = (weights[lightest] ?? 0) + unit.weight
      next = (lightest + 1) % k
    }
  }
  return Array.from({ length: k }, (_, fold) => sides(foldOf, fold))
}

/**
 * The group of each row by a column's texts, numbered by first appearance. A row without one is a group of its own.
 */
export function groupsOf(column: TextColumn): Int32Array {
  return inOneGo(groupsInTurns(column))
}

/** As `groupsOf`. */
export function* groupsInTurns({ cells }: TextColumn): Turns<Int32Array> {
  const byText = new Map<string, number>()
  const groupOf = new Int32Array(cells.length)
  let groups = 0
  for (let row = 0; row < cells.length; row++) {
    if (row % rowsOfTurn === 0) yield
    const text = filled(cells.at(row))
    const known = text === null ? undefined : byText.get(text)
    if (text !== null && known === undefined) byText.set(text, groups)
    groupOf[row] = known ?? groups++
  }
  return groupOf
}

/** The units of each class, classes in ascending order, units in the order of their first rows. */
function* unitsByClass({ classOf, groupOf, weights }: GroupedRows): Turns<readonly (readonly Unit[])[]> {
  const byGroup = new Map<number, number[]>()
  for (let row = 0; row < classOf.length; row++) {
    if (row % rowsOfTurn === 0) yield
    const rows = byGroup.get(groupOf[row] ?? 0)
    if (rows) rows.push(row)
    else byGroup.set(groupOf[row] ?? 0, [row])
  }
  const weightOf = (row: number) => weights?.[row] ?? 1
  const byClass = new Map<number, Unit[]>()
  yield
  for (const rows of byGroup.values()) {
    const shares = new Map<number, number>()
    for (const row of rows)
      shares.set(classOf[row] ?? 0, (shares.get(classOf[row] ?? 0) ?? 0) + weightOf(row))
    const [[own] = [0]] = [...shares].sort(([a, m], [b, n]) => n - m || a - b)
    const unit = { rows, weight: rows.reduce((sum, row) => sum + weightOf(row), 0) }
    const units = byClass.get(own)
    if (units) units.push(unit)
    else byClass.set(own, [unit])
  }
  return [...byClass].sort(([a], [b]) => a - b).map(([, units]) => units)
}
