import { isLevenError } from '@leven/core'

/** An error in sentences: what happened, and what to do. */
export function told(error: unknown): string {
  if (isLevenError(error)) return `${error.message} ${error.remedy}`
  return `Something went wrong: ${error instanceof Error ? error.message : String(error)}.`
}
