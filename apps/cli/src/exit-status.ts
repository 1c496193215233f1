import { type ErrorCode, isLevenError } from '@leven/core'

/** What the command's exit status says; documented in docs/cli.md. */
export const exitStatus = {
  done: 0,
  failed: 1,
  usage: 2,
  badData: 3,
  badModel: 4,
  backendUnavailable: 5,
  interrupted: 130,
  terminated: 143,
  hungUp: 129,
} as const

/** The exit status of an error: what kind of thing the user should look at. */
export function statusOf(error: unknown): number {
  return isLevenError(error) ? statusOfCode[error.code] : exitStatus.failed
}

const statusOfCode: Readonly<Record<ErrorCode, number>> = {
  INVALID_OPTION: exitStatus.usage,
  INVALID_DATA: exitStatus.badData,
  INVALID_MODEL: exitStatus.badModel,
  BACKEND_UNAVAILABLE: exitStatus.backendUnavailable,
  SHAPE: exitStatus.failed,
  HANDLE: exitStatus.failed,
  OUT_OF_MEMORY: exitStatus.failed,
  DIVERGED: exitStatus.failed,
  ABORTED: exitStatus.interrupted,
  FAILED: exitStatus.failed,
}
