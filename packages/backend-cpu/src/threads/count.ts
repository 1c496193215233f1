import { InvalidOptionError } from '@leven/core'
import { host } from '../host.ts'

const most = 16

/** A number of threads, and why it is that. */
export interface ThreadCount {
  readonly count: number
  /** Why there is only one, where more might have been expected. */
  readonly note?: string
}

/**
 * The number of threads: what was asked for, else LEVEN_THREADS, else one for each processor. A thread of Node's is
 * given only itself by 'auto': whoever started it shares the processors out.
 * @throws InvalidOptionError for what is no number of threads.
 */
export function settleThreads(asked?: number | 'auto'): ThreadCount {
  const system = host()
  const wanted = asked ?? (system?.env?.LEVEN_THREADS || 'auto')
  const count = wanted === 'auto' ? undefined : Number(wanted)
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= most)) {
    throw new InvalidOptionError(
      `${JSON.stringify(String(wanted))} is no number of threads.`,
      `Give a whole number from 1 to ${most}, or auto.`,
    )
  }
  if (count === 1) return { count }
  if (!system?.workers) return { count: 1, note: 'threads need Node' }
  if (count !== undefined) return { count }
  return { count: system.workers.isMainThread ? Math.min(most, system.processors) : 1 }
}
