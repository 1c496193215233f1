import { isLevenError } from '@leven/core'
import type { Fault } from './frame.ts'

/** What went wrong, in a sentence, and what to do. */
export function faultOf(error: unknown): Fault {
  if (isLevenError(error)) return { message: error.message, remedy: error.remedy }
  const reason = error instanceof Error ? error.message : String(error)
  return { message: `Something went wrong: ${reason}`, remedy: 'Reset the run, or reload the page.' }
}
