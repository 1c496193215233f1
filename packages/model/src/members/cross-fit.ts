import {
  type Backend,
  type Dataset,
  type Network,
  type NetworkParameters,
  predict,
  type TrainingState,
} from '@leven/core'
import { subset } from './subset.ts'
import type { OpenTeam, Team, TeamWork } from './team.ts'

/** Members trained on folds, each stopped by the rows it did not see. */
export interface CrossFit {
  readonly network: Network
  /** Each member's, of the common best epoch. */
  readonly members: readonly NetworkParameters[]
  /** The epoch at which the pooled out-of-fold cost was lowest; 0 where a signal came before the first was done. */
  readonly bestEpoch: number
  /** The pooled out-of-fold cost after each epoch trained. */
  readonly costs: readonly number[]
  /** Each member's part in it: its own validation cost after each epoch. */
  readonly memberCosts: readonly (readonly number[])[]
  /** The rows that some member did not see, ascending. */
  readonly rows: Int32Array
  /** Z[L] of these rows, nL × rows, column-major, each by the member that did not see it. */
  readonly logits: Float32Array
  readonly aborted: boolean
}

/** Where members are after an epoch: what it takes to go on in the same bits. */
export interface CrossFitPosition {
  /** The pooled out-of-fold cost after each epoch trained. */
  readonly costs: readonly number[]
  /** Each member's own validation cost after each epoch. */
  readonly memberCosts: readonly (readonly number[])[]
  /** The epoch with the lowest out-of-fold cost so far. */
  readonly bestEpoch: number
  /** Each member's parameters of the best epoch. */
  readonly kept: readonly NetworkParameters[]
  /** Each member's state; not there once they have stopped. */
  readonly states: readonly TrainingState[]
}

/** Who watches members train, and who may stop them. */
export interface CrossFitWatch {
  readonly onEpoch?: ((epoch: number, cost: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
  /** Awaited after each epoch. */
  readonly onPosition?: ((position: CrossFitPosition) => Promise<void>) | undefined
  /** Where to go on. */
  readonly from?: CrossFitPosition | undefined
}

/**
 * Trains every member, in step, to the epoch at which their pooled out-of-fold cost is lowest: one epoch for all,
 * since a few rows say little about when a member of its own should stop.
 * @param patience epochs without a lower pooled cost after which they stop.
 * @throws DivergenceError where a member leaves the range of numbers.
 */
export async function crossFit(
  on: Backend,
  openTeam: OpenTeam,
  work: TeamWork,
  patience: number,
  watch: CrossFitWatch = {},
): Promise<CrossFit> {
  const { from } = watch
  if (from && haveStopped(from, work, patience)) {
    const { kept: members, costs, memberCosts, bestEpoch } = from
    const fit = { network: work.network, members, costs, memberCosts, bestEpoch, aborted: false }
    return { ...fit, ...(await outOfFold(on, work, members)) }
  }
  const team = await openTeam(from ? goingOn(work, from) : work, watch.signal)
  try {
    const climbed = await climb(team, work, patience, watch)
    const members = await team.kept()
    return { network: work.network, members, ...climbed, ...(await outOfFold(on, work, members)) }
  } finally {
    await team.close()
  }
}

/** Whether members train no further from here. */
function haveStopped(
  { costs, bestEpoch }: Pick<CrossFitPosition, 'costs' | 'bestEpoch'>,
  { epochs }: TeamWork,
  patience: number,
): boolean {
  return costs.length >= epochs || costs.length - bestEpoch >= patience
}

/** The work from where an earlier team was. */
function goingOn(work: TeamWork, { states, kept }: CrossFitPosition): TeamWork {
  const members = work.members.map((member, at) => {
    const [state, own] = [states[at], kept[at]]
    return state && own ? { ...member, resume: { state, kept: own } } : member
  })
  return { ...work, members }
}

async function climb(
  team: Team,
  work: TeamWork,
  patience: number,
  { onEpoch, signal, onPosition, from }: CrossFitWatch,
): Promise<Pick<CrossFit, 'bestEpoch' | 'costs' | 'memberCosts' | 'aborted'>> {
  const shares = sharesOf(work)
  const costs: number[] = [...(from?.costs ?? [])]
  const memberCosts = work.members.map((_, member) => [...(from?.memberCosts[member] ?? [])])
  let bestEpoch = from?.bestEpoch ?? 0
  let lowest = costs[bestEpoch - 1] ?? Number.POSITIVE_INFINITY
  while (!haveStopped({ costs, bestEpoch }, work, patience)) {
    const each = signal?.aborted ? null : await team.epoch()
    if (each === null) return { bestEpoch, costs, memberCosts, aborted: true }
    const pooled = each.reduce((sum, cost, member) => sum + cost * (shares[member] ?? 0), 0)
    costs.push(pooled)
    for (const [member, cost] of each.entries()) memberCosts[member]?.push(cost)
    if (pooled < lowest) {
      lowest = pooled
      bestEpoch = costs.length
      await team.keep()
    }
    onEpoch?.(costs.length, pooled)
    if (!onPosition) continue
    const states = haveStopped({ costs, bestEpoch }, work, patience) ? [] : await team.states()
    const position = { costs: [...costs], memberCosts: memberCosts.map((own) => [...own]), bestEpoch }
    await onPosition({ ...position, kept: await team.kept(), states })
  }
  return { bestEpoch, costs, memberCosts, aborted: false }
}

/** What each member's validation rows weigh in the pooled cost; together 1. */
function sharesOf({ members, data: { sampleWeights } }: TeamWork): readonly number[] {
  const sums = members.map(({ rows: { validation } }) =>
    sampleWeights ? validation.reduce((sum, row) => sum + (sampleWeights[row] ?? 0), 0) : validation.length,
  )
  const all = sums.reduce((sum, one) => sum + one, 0)
  return sums.map((sum) => sum / all)
}

/** Z[L] of every row that some member did not see, by that member. */
export async function outOfFold(
  on: Backend,
  { network, data, members }: Pick<TeamWork, 'network' | 'data' | 'members'>,
  parameters: readonly NetworkParameters[],
): Promise<Pick<CrossFit, 'logits' | 'rows'>> {
  const outputs = network.sizes.at(-1) ?? 0
  const unseen = new Float32Array(outputs * data.instances)
  const known = new Uint8Array(data.instances)
  for (const [member, own] of parameters.entries()) {
    const rows = members[member]?.rows.validation ?? new Int32Array(0)
    const { X, instances } = subset(network, data, rows)
    const Z = await logitsOf(on, network, own, X, instances)
    for (const [i, row] of rows.entries()) {
      known[row] = 1
      for (let j = 0; j < outputs; j++) unseen[row * outputs + j] = Z[i * outputs + j] ?? Number.NaN
    }
  }
  const rows = Int32Array.from(known, (_, row) => row).filter((row) => known[row] === 1)
  const logits = new Float32Array(outputs * rows.length)
  for (const [at, row] of rows.entries()) {
    logits.set(unseen.subarray(row * outputs, (row + 1) * outputs), at * outputs)
  }
  return { rows, logits }
}

/** Z[L], nL × instances: what the same network predicts with an identity output. */
export async function logitsOf(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  X: Dataset['X'],
  instances: number,
): Promise<ArrayLike<number>> {
  return predict(on, { ...network, output: 'identity' }, parameters, X, instances)
}
