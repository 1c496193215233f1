import type { Backend, Turns } from '@leven/core'
import { type Encoder, fitEncoderInTurns, type NumberScaling, type Split, type Table } from '@leven/tabular'
import { checkMemory } from '../check-memory.ts'
import { encodePart, type Part, settleTarget } from '../prepare.ts'
import type { RecipeOptions } from '../recipe.ts'
import { type MembersPlan, memberSplits } from './plan.ts'

/** A table, encoded whole and split into the folds of the members. */
export interface PreparedMembers {
  readonly encoder: Encoder
  /** Every row that has a target. */
  readonly all: Part
  /** Their numbers in the table. */
  readonly rows: Int32Array
  /** A split for each member, by rows of `all`. None where the table has too few rows for two. */
  readonly splits: readonly Split[]
  readonly notes: readonly string[]
}

/**
 * In turns: finds out the task, fits one encoder on all rows, encodes them and splits them into folds. The encoder sees no
 * target, but for the mean and deviation that a target of numbers is scaled by.
 * @throws InvalidOptionError, DataError as tabular does; OutOfMemoryError where the device cannot hold a member.
 */
export function* prepareMembers(
  on: Backend,
  whole: Table,
  options: RecipeOptions & { readonly target: string },
  plan: MembersPlan,
  scaling: NumberScaling,
): Turns<PreparedMembers> {
  const settled = yield* settleTarget(whole, options, plan.classWeights)
  const { table, rows, target, asked, splitting, notes } = settled
  const fitted = yield* fitEncoderInTurns(table, { ...asked, task: target.task, scaling })
  for (const candidate of plan.candidates) {
    // A member trains on half of the rows at least, and is judged by one of them at least.
    const training = Math.max(1, rows.length >> 1)
    checkMemory(on, fitted.encoder, candidate, {
      training,
      validation: 1,
      streamed: false,
      classWeights: plan.classWeights,
      reports: false,
    })
  }
  const every = Int32Array.from(rows, (_, row) => row)
  const { part, notes: ofCells } = yield* encodePart(fitted.encoder, table, every, plan.classWeights)
  const classOf = target.task === 'regression' ? new Uint8Array(part.targets.length) : part.targets
  return {
    encoder: fitted.encoder,
    all: part,
    rows,
    splits: yield* memberSplits(splitting, classOf, plan, part.standFor),
    notes: [...new Set([...notes, ...fitted.notes, ...ofCells])],
  }
}
