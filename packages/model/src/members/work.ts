import { networkFor } from '../check-memory.ts'
import { standFor } from '../prepare.ts'
import { optimizerOf } from '../recipe.ts'
import type { Candidate, MembersPlan } from './plan.ts'
import type { PreparedMembers } from './prepare-members.ts'
import { memberSeed, type TeamWork } from './team.ts'

/** What the members of a candidate train on `splits`. */
export function workOf(
  { encoder, all, splits }: Pick<PreparedMembers, 'encoder' | 'all' | 'splits'>,
  { seed, epochs }: Pick<MembersPlan, 'seed' | 'epochs'>,
  candidate: Candidate,
): TeamWork {
  return {
    network: networkFor(encoder, candidate),
    data: all.weighted,
    optimizer: optimizerOf(candidate),
    batchSize: candidate.batchSize,
    epochs,
    members: splits.map((rows, member) => ({
      rows,
      seed: memberSeed(seed, member),
      l2: candidate.l2(standFor(all, rows.training)),
    })),
  }
}
