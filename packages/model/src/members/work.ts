import { type Network, network as networkOf } from '@leven/core'
import { type Encoder, inputCount, outputCount, outputKind } from '@leven/tabular'
import { standFor } from '../prepare.ts'
import { optimizerOf } from '../recipe.ts'
import type { Candidate, MembersPlan } from './plan.ts'
import type { PreparedMembers } from './prepare-members.ts'
import { memberSeed, type TeamWork } from './team.ts'

function networkFor(encoder: Encoder, { hidden, activation }: Candidate): Network {
  const { target } = encoder
  return networkOf({
    features: inputCount(encoder),
    hidden,
    activation,
    outputs: outputCount(target),
    output: outputKind(target),
  })
}

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
