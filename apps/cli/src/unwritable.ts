import { LevenError } from '@leven/core'
import { diskWords } from './disk-words.ts'

/** What to name where a file cannot be written, unless another option names it. */
export const otherOut = 'another file with --out'

/**
 * Work on a file that is written.
 * @throws LevenError that says in words why it cannot be.
 */
export function attempt<T>(path: string, work: () => T, other = otherOut): T {
  try {
    return work()
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    throw unwritable(path, diskWords(cause), cause, other)
  }
}

/** The error for a file that cannot be written. */
export function unwritable(path: string, reason: string, cause?: Error, other = otherOut): LevenError {
  const remedy = reason.includes('full') ? `Free some space, or name ${other}.` : `Name ${other}.`
  return new LevenError('FAILED', `${path} cannot be written: ${reason}.`, remedy, { cause })
}
