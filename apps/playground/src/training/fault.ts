import { isLevenError } from '@leven/core'
import type { FaultSaid } from '../texts/fault-words.ts'
import { DivergedError, FaultError } from './fault-error.ts'
import type { Fault } from './frame.ts'

/** Whether training has left the range of numbers: a matter of the run, and not of its backend. */
export function hasDiverged(error: unknown): boolean {
  return error instanceof DivergedError || (isLevenError(error) && error.code === 'DIVERGED')
}

/**
 * What went wrong, and what to do.
 * @param otherwise what to do where the error itself does not say.
 */
export function faultOf(error: unknown, otherwise: FaultSaid = ['resetOrReload']): Fault {
  if (error instanceof FaultError) return error.fault
  if (isLevenError(error)) {
    return { message: [['reported', error.message]], remedy: [['reported', error.remedy]] }
  }
  const reason = error instanceof Error ? error.message : String(error)
  return { message: [['wrong', reason]], remedy: [otherwise] }
}
