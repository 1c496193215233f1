import {
  type Backend,
  type FoldedNetwork,
  foldNetworks,
  isDivergence,
  type Member,
  type TrainingState,
  type Values,
} from '@leven/core'
import { outputKind, type Table } from '@leven/tabular'
import { explained } from '../explained.ts'
import type { MembersRecord, TrainingRecord } from '../model.ts'
import { partOf, standFor } from '../prepare.ts'
import { type Choice, type Contender, choose, type Truth } from './choose.ts'
import { type CrossFit, type CrossFitPosition, crossFit } from './cross-fit.ts'
import { costOfLogits, predictLogits } from './logits.ts'
import type { Candidate, CandidateName, MembersPlan } from './plan.ts'
import { unseenPredictor } from './predict-unseen.ts'
import type { PreparedMembers } from './prepare-members.ts'
import { subset } from './subset.ts'
import { type OpenTeam, teamOn } from './team.ts'
import { trainAgain } from './train-again.ts'
import { workOf } from './work.ts'

/** How far members have come; for one bar over all of them. */
export interface MembersProgress {
  /** The recipe under way. */
  readonly candidate: CandidateName
  /** Which of how many candidates it is, from 1. */
  readonly index: number
  /** How many recipes are tried. */
  readonly candidates: number
  /** Epochs done of this candidate, of at most so many. */
  readonly epoch: number
  /** The most that are trained. */
  readonly epochs: number
  /** The pooled out-of-fold cost. */
  readonly cost: number
}

/** Who watches, who may stop, and where members train. */
export interface MembersWatch {
  /** Told how the members' training goes. */
  readonly onMembers?: ((progress: MembersProgress) => void) | undefined
  /** Ends the training at the next epoch; what has been learnt is the result. */
  readonly signal?: AbortSignal | undefined
  /** Default: they take turns on the backend that judges them. */
  readonly openTeam?: OpenTeam | undefined
}

/** Where a training of members is. */
export interface MembersPosition {
  /** Tells it from a position of a single network. */
  readonly kind: 'members'
  /** Of each candidate; null where it is to be trained from its beginning. */
  readonly candidates: readonly (CrossFitPosition | null)[]
  /** Of the one network that is trained again on all rows. */
  readonly again: TrainingState | null
}

/** Who is told where a training is, and where it goes on. */
export interface MembersJourney {
  readonly onPosition?: ((position: MembersPosition) => Promise<void>) | undefined
  readonly from?: MembersPosition | undefined
}

/** What members have become: one network, and what it predicts for rows that its members did not see. */
export interface MembersFit extends FoldedNetwork {
  readonly outOfFold: OutOfFold
  readonly record: MembersRecord
  readonly curve: TrainingRecord['curve']
  /** The candidate that was chosen. */
  readonly candidate: Candidate
  /** Candidates that left the range of numbers, so that they could not be chosen. */
  readonly diverged: readonly Candidate[]
  /** The validation cost of each of its members after each epoch. */
  readonly memberCosts: readonly (readonly number[])[]
  readonly aborted: boolean
}

/** Predictions of rows by the members that did not see them, with the temperature. */
export interface OutOfFold {
  /** Rows of the prepared part, ascending: all of them, but where there is one member only. */
  readonly rows: Int32Array
  /** T, nL × rows, column-major. */
  readonly T: Values
  /** J, a row of weight 2 counting as two. */
  readonly cost: number
  /** T of the same rows, were their cells those of `table`. */
  readonly predict: (table: Table) => Promise<Values>
}

/**
 * Trains members on folds, chooses among the candidates by out-of-fold cost, and folds what was chosen into one
 * network of the notes' kind.
 * @returns null where a signal came before the first epoch was done.
 * @throws LevenError where every candidate diverges; it names the column by its name.
 */
export async function trainMembers(
  on: Backend,
  prepared: PreparedMembers,
  plan: MembersPlan,
  watch: MembersWatch = {},
  { from, onPosition }: MembersJourney = {},
): Promise<MembersFit | null> {
  const candidates = plan.candidates.map((_, index) => from?.candidates[index] ?? null)
  let again = from?.again ?? null
  const tell = () =>
    onPosition?.({ kind: 'members', candidates: [...candidates], again }) ?? Promise.resolve()
  const { contenders, diverged } = await tryCandidates(
    on,
    prepared,
    plan,
    watch,
    candidates,
    onPosition && tell,
  )
  const [first, ...others] = contenders
  if (!first) return null
  const truth = truthOf(prepared, first.fit)
  const choice = await choose(on, [first, ...others], truth, plan.small)
  const { chosen, linear, temperature, linearShare } = choice
  const small = plan.small
    ? await trainAgain(on, prepared, plan, chosen, temperature, {
        signal: watch.signal,
        from: again,
        onState:
          onPosition &&
          ((state) => {
            again = state
            return tell()
          }),
      })
    : null
  const folded = small ?? fold(chosen, linear, linearShare, temperature)
  const { epochs, bestEpoch, points } = curveOf(chosen.fit)
  return {
    ...folded,
    candidate: chosen.candidate,
    memberCosts: chosen.fit.memberCosts,
    outOfFold: {
      ...(await judged(on, choice, truth, first.fit.rows, partOf(prepared.all, first.fit.rows).rowWeights)),
      predict: unseenPredictor(on, prepared, plan, choice),
    },
    record: {
      count: chosen.fit.members.length,
      splitSeed: plan.splitSeed,
      outOfFoldRows: first.fit.rows.length,
      candidates: contenders.map(({ candidate, fit }, i) => ({
        name: candidate.name,
        hidden: candidate.hidden,
        bestEpoch: fit.bestEpoch,
        epochs: fit.costs.length,
        cost: choice.costs[i]?.cost ?? Number.NaN,
      })),
      chosen: chosen.candidate.name,
      linearShare,
      temperature,
      refitted: small !== null,
    },
    curve: { epochs, bestEpoch, points },
    diverged,
    aborted: contenders.some(({ fit }) => fit.aborted) || (watch.signal?.aborted ?? false),
  }
}

/**
 * Cross-fits every candidate, until a signal; the first candidate's divergence is thrown, others' drop them.
 * @param positions where each goes on, and then where each is.
 */
async function tryCandidates(
  on: Backend,
  prepared: PreparedMembers,
  plan: MembersPlan,
  { onMembers, signal, openTeam = teamOn(on) }: MembersWatch,
  positions: (CrossFitPosition | null)[],
  onPosition: (() => Promise<void>) | undefined,
): Promise<{ readonly contenders: readonly Contender[]; readonly diverged: readonly Candidate[] }> {
  const contenders: Contender[] = []
  const diverged: Candidate[] = []
  let failure: unknown
  for (const [index, candidate] of plan.candidates.entries()) {
    if (signal?.aborted) break
    const work = workOf(prepared, plan, candidate)
    const onEpoch = (epoch: number, cost: number) => {
      const { name } = candidate
      const candidates = plan.candidates.length
      onMembers?.({ candidate: name, index: index + 1, candidates, epoch, epochs: plan.epochs, cost })
    }
    try {
      const fit = await crossFit(on, openTeam, work, plan.patience, {
        onEpoch,
        signal,
        from: positions[index] ?? undefined,
        onPosition:
          onPosition &&
          ((position) => {
            positions[index] = position
            return onPosition()
          }),
      })
      if (fit.bestEpoch > 0) contenders.push({ candidate, fit })
    } catch (error) {
      if (!isDivergence(error)) throw error
      diverged.push(candidate)
      failure ??= explained(error, prepared.encoder)
    }
  }
  if (contenders.length === 0 && failure !== undefined) throw failure
  return { contenders, diverged }
}

/** The truth of the rows that were judged out of fold. */
function truthOf({ all, encoder }: PreparedMembers, { network, rows }: CrossFit): Truth {
  const { Y, sampleWeights } = subset(network, all.weighted, rows)
  return {
    output: outputKind(encoder.target),
    instances: rows.length,
    standFor: standFor(all, rows),
    Y,
    weights: sampleWeights,
  }
}

/** The average of the members' logits, with the linear members' share and the temperature, as one network. */
function fold(
  { fit }: Contender,
  linear: Contender | undefined,
  linearShare: number,
  temperature: number,
): FoldedNetwork {
  const members = (of: CrossFit, share: number): readonly Member[] =>
    of.members.map((parameters) => ({
      network: of.network,
      parameters,
      share: (share * temperature) / of.members.length,
    }))
  if (!linear || linear.fit === fit || linearShare === 0) return foldNetworks(members(fit, 1))
  return foldNetworks([...members(fit, 1 - linearShare), ...members(linear.fit, linearShare)])
}

/** What the scorecard is made of. */
async function judged(
  on: Backend,
  { logits, temperature }: Choice,
  truth: Truth,
  rows: Int32Array,
  weights: Float32Array | undefined,
): Promise<Omit<OutOfFold, 'predict'>> {
  const { output, instances, Y } = truth
  return {
    rows,
    T: await predictLogits(on, output, logits, instances, temperature),
    cost: await costOfLogits(on, { output, Z: logits, Y, weights }, instances, temperature),
  }
}

/** Points of the curve that a model keeps. */
const mostPoints = 100

function curveOf({ costs, bestEpoch }: CrossFit): TrainingRecord['curve'] {
  const every = Math.ceil(costs.length / mostPoints)
  const points = costs.flatMap((validationCost, at) => {
    const epoch = at + 1
    return epoch % every === 0 || epoch === costs.length ? [{ epoch, cost: null, validationCost }] : []
  })
  return { epochs: costs.length, bestEpoch, points }
}
