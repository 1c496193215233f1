import { isLevenError, LevenError } from '@leven/core'

/** A model file that cannot be used. The message says which check failed. */
export class ModelError extends LevenError {
  /** The class's name, for the log; programs ask for `code`. */
  override readonly name = 'ModelError'
  /** The file's name. */
  readonly source: string

  constructor(source: string, problem: string, remedy: string, options?: ErrorOptions) {
    super('INVALID_MODEL', `${source}: ${problem}`, remedy, options)
    this.source = source
  }
}

/** Whether a model file cannot be used, by the error's code: another copy of this package has another class. */
export function isModelError(error: unknown): error is ModelError {
  return isLevenError(error) && error.code === 'INVALID_MODEL' && 'source' in error
}
