import type { Backend, Values } from '@leven/core'
import { encodeFeatures, outputKind, type Table } from '@leven/tabular'
import { blend, type Choice, type Contender } from './choose.ts'
import { outOfFold } from './cross-fit.ts'
import { predictLogits } from './logits.ts'
import type { MembersPlan } from './plan.ts'
import type { PreparedMembers } from './prepare-members.ts'
import { workOf } from './work.ts'

/**
 * Predicts the out-of-fold rows as if their cells were those of another table of the same rows: each by the members
 * that did not see it, with the linear members' share and the temperature that were chosen.
 * @returns T, nL × out-of-fold rows, column-major.
 */
export function unseenPredictor(
  on: Backend,
  prepared: PreparedMembers,
  plan: MembersPlan,
  { chosen, linear, linearShare, temperature }: Choice,
): (table: Table) => Promise<Values> {
  return async (table) => {
    const { X } = encodeFeatures(prepared.encoder, table, prepared.rows)
    const logitsOf = async ({ candidate, fit }: Contender) => {
      const work = workOf(prepared, plan, candidate)
      return outOfFold(on, { ...work, data: { ...work.data, X } }, fit.members)
    }
    const { logits, rows } = await logitsOf(chosen)
    const beside = linear && linear !== chosen && linearShare > 0 ? await logitsOf(linear) : undefined
    const mixed = blend(logits, beside?.logits, linearShare)
    return predictLogits(on, outputKind(prepared.encoder.target), mixed, rows.length, temperature)
  }
}
