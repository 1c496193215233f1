import { availableParallelism } from 'node:os'
import type { Backend } from '@leven/core'
import { type OpenTeam, type TeamWork, teamOn } from '@leven/model'
import { openPool, type Pool } from './pool.ts'

/** Where members train. */
export interface Teams {
  readonly open: OpenTeam
  close(): Promise<void>
}

/** How members are spread. */
export interface TeamOptions {
  /** The backend that workers open, as --backend names it. */
  readonly backend?: string | undefined
  /** Workers; default one for each core. */
  readonly workers?: number | undefined
}

/**
 * Numbers multiplied in an epoch of all members, below which starting workers costs more than it wins: about a
 * tenth of a second on one core.
 */
const worthWorkers = 4e8

/** Backends of which each worker can open one of its own. A graphics card has one context to share. */
const onManyCores = new Set(['cpu', 'reference'])

/**
 * Members on worker threads where the work is worth it, else on the backend that is open already. What they compute
 * is the same. Workers start when they are first needed, and are kept until `close`.
 */
export function openTeams(on: Backend, { backend, workers = availableParallelism() }: TeamOptions): Teams {
  let pool: Pool | undefined
  const here = teamOn(on)
  return {
    async open(work, signal) {
      const count = Math.min(workers, work.members.length)
      if (count < 2 || !onManyCores.has(on.info.name) || multiplications(work) < worthWorkers)
        return here(work, signal)
      pool ??= openPool(workers, backend)
      return pool.open(work, signal)
    },
    async close() {
      await pool?.close()
    },
  }
}

/** Three products of each weight and instance, in every member. */
function multiplications({ network: { sizes }, members }: TeamWork): number {
  const weights = sizes.slice(1).reduce((sum, units, l) => sum + units * (sizes[l] ?? 0), 0)
  return members.reduce((sum, { rows }) => sum + 3 * weights * rows.training.length, 0)
}
