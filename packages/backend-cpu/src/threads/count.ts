import { InvalidOptionError } from '@leven/core'
import { host } from '../host.ts'
import { type ThreadHost, threadHost } from './thread-host.ts'

const most = 16

/** A number of threads, what starts them, and why it is that. */
export interface ThreadCount {
  readonly count: number
  /** What starts them; not there for one. */
  readonly host?: ThreadHost
  /** Why there is only one, where more might have been expected. */
  readonly note?: string
}

/**
 * The number of threads: what was asked for, else LEVEN_THREADS, else as many as 'auto' is here: one for each
 * processor, but one alone in a thread of Node's.
 * @throws InvalidOptionError for what is no number of threads.
 */
export function settleThreads(asked?: number | 'auto'): ThreadCount {
  const wanted = asked ?? (host()?.env.LEVEN_THREADS || 'auto')
  const count = wanted === 'auto' ? undefined : Number(wanted)
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= most)) {
    throw new InvalidOptionError(
      `${JSON.stringify(String(wanted))} is no number of threads.`,
      `Give a whole number from 1 to ${most}, or auto.`,
    )
  }
  if (count === 1) return { count }
  const found = threadHost()
  if ('missing' in found) return { count: 1, note: found.missing }
  return { count: count ?? Math.min(most, found.automatic), host: found }
}
