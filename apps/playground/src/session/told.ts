import { LevenError } from '@leven/core'

/** An error in sentences: what happened, and what to do. */
export function told(error: unknown): string {
  if (error instanceof LevenError) return `${error.message} ${error.remedy}`
  return `Something went wrong: ${error instanceof Error ? error.message : String(error)}.`
}
