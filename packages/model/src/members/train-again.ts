import {
  type Backend,
  type FoldedNetwork,
  foldNetworks,
  isDivergence,
  type Training,
  type TrainingState,
  train,
} from '@leven/core'
import { explained } from '../explained.ts'
import { optimizerOf } from '../recipe.ts'
import type { Contender } from './choose.ts'
import type { MembersPlan } from './plan.ts'
import type { PreparedMembers } from './prepare-members.ts'

/**
 * One network that learns from all rows, for as many epochs as were best for the members.
 * @returns null where a signal came before it was done.
 */
export async function trainAgain(
  on: Backend,
  { all, encoder }: PreparedMembers,
  { seed }: MembersPlan,
  { candidate, fit }: Contender,
  temperature: number,
  { signal, from, onState }: AgainWatch,
): Promise<FoldedNetwork | null> {
  const { network } = fit
  const run: Training = train(on, network, all.weighted, {
    optimizer: optimizerOf(candidate),
    epochs: fit.bestEpoch,
    batchSize: candidate.batchSize,
    l2: candidate.l2(all.standFor),
    seed,
    reportEvery: fit.bestEpoch,
    ...(signal && { signal }),
    ...(from && { resume: from }),
    ...(onState && {
      afterEpoch: async () => {
        await onState(await run.state())
        return true
      },
    }),
  })
  try {
    for await (const _ of run);
  } catch (error) {
    throw isDivergence(error) ? explained(error, encoder) : error
  }
  if (run.outcome === 'aborted') return null
  return foldNetworks([{ network, parameters: await run.parameters(), share: temperature }])
}

/** Who watches the network that is trained again, and where it goes on. */
interface AgainWatch {
  readonly signal: AbortSignal | undefined
  readonly from: TrainingState | null
  readonly onState: ((state: TrainingState) => Promise<void>) | undefined
}
