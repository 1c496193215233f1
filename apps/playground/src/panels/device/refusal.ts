import { isLevenError } from '@leven/core'
import type { Refusal } from './bench.ts'

/** An error as plain data. */
export function refusal(error: unknown): Refusal {
  if (isLevenError(error)) return { kind: 'refused', message: error.message, remedy: error.remedy }
  const reason = error instanceof Error ? error.message : String(error)
  return {
    kind: 'refused',
    message: `Something went wrong: ${reason}`,
    remedy: 'Try again, or reload the page.',
  }
}
