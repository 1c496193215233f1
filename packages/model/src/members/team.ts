import {
  type Backend,
  type Dataset,
  generator,
  type Network,
  type NetworkParameters,
  type Optimizer,
  type TrainingState,
  train,
} from '@leven/core'
import { type SteppedRun, stepped } from './stepped-run.ts'
import { subset } from './subset.ts'

/** The rows of one member. Every other row of the table it does not know. */
export interface MemberRows {
  /** What it learns from. */
  readonly training: Int32Array
  /** What stops it and what it is judged by. */
  readonly validation: Int32Array
}

/** What members train: plain data, so that it can be sent to a worker. */
export interface TeamWork {
  /** The same for all members. */
  readonly network: Network
  /** All rows, encoded. */
  readonly data: Dataset
  /** The same for all members. */
  readonly optimizer: Optimizer
  /** Instances of a step. */
  readonly batchSize: number | 'full'
  /** The most epochs. */
  readonly epochs: number
  /** One for each fold. */
  readonly members: readonly MemberWork[]
}

/** One member of a team. */
export interface MemberWork {
  /** Which rows it learns from, and which it is judged on. */
  readonly rows: MemberRows
  /** Of its first weights and shuffles. */
  readonly seed: number
  /** L2 strength, which may depend on the number of its rows. */
  readonly l2: number
  /** Where an earlier team of the same work was. */
  readonly resume?: MemberPosition
}

/** Where a member is after an epoch. */
export interface MemberPosition {
  /** The training as it stands. */
  readonly state: TrainingState
  /** The parameters last kept. */
  readonly kept: NetworkParameters
}

/** Members that train in step, wherever they are: what they compute does not depend on where that is. */
export interface Team {
  /**
   * Every member trains one epoch.
   * @returns each one's cost on its validation rows; null where a signal ended them before.
   * @throws DivergenceError as a run does.
   */
  epoch(): Promise<readonly number[] | null>
  /** Remembers every member's parameters of this epoch. */
  keep(): Promise<void>
  /** The parameters last kept, in the order of the members; none where nothing was kept. */
  kept(): Promise<readonly NetworkParameters[]>
  /** Every member's state after the epoch, in the order of the members. */
  states(): Promise<readonly TrainingState[]>
  /** Ends every run and frees what they hold. */
  close(): Promise<void>
}

/** Opens a team for some work. */
export type OpenTeam = (work: TeamWork, signal: AbortSignal | undefined) => Promise<Team>

/** Teams whose members take turns on one backend. */
export function teamOn(on: Backend): OpenTeam {
  return async (work, signal) => {
    const runs = work.members.map((member) => memberRun(on, work, member, signal))
    let best = work.members.flatMap(({ resume }): readonly NetworkParameters[] =>
      resume ? [resume.kept] : [],
    )
    return {
      async epoch() {
        const costs: number[] = []
        for (const run of runs) {
          const cost = await run.next()
          if (cost === null) return null
          costs.push(cost)
        }
        return costs
      },
      async keep() {
        best = await Promise.all(runs.map((run) => run.parameters()))
      },
      kept: async () => best,
      states: () => Promise.all(runs.map((run) => run.state())),
      async close() {
        for (const run of runs) await run.end()
      },
    }
  }
}

function memberRun(
  on: Backend,
  { network, data, optimizer, batchSize, epochs }: TeamWork,
  { rows, seed, l2, resume }: MemberWork,
  signal: AbortSignal | undefined,
): SteppedRun {
  const never = epochs + 1 // a report costs a pass over the training rows, and nobody looks at it
  return stepped((afterEpoch) =>
    train(on, network, subset(network, data, rows.training), {
      optimizer,
      epochs: never,
      batchSize,
      l2,
      seed,
      reportEvery: never,
      validation: subset(network, data, rows.validation),
      afterEpoch,
      ...(resume && { resume: resume.state }),
      ...(signal && { signal }),
    }),
  )
}

/** A seed for each member. The first has the seed of the run itself. */
export function memberSeed(seed: number, member: number): number {
  return member === 0 ? seed : generator(seed, 'member', member).next() >>> 0
}
