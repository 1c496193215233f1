import type { LevenError } from '@leven/core'

/**
 * Whether an error is one of Leven's, by what it has: two copies of core have two classes of one name.
 * @example
 * if (isLevenError(error) && error.code === 'INVALID_DATA') console.log(error.message, error.remedy)
 */
export function isLevenError(error: unknown): error is LevenError {
  if (!(error instanceof Error) || !('code' in error) || !('remedy' in error)) return false
  return typeof error.code === 'string' && typeof error.remedy === 'string'
}
