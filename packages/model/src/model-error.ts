import { LevenError } from '@leven/core'

/** A model file that cannot be used. The message says which check failed. */
export class ModelError extends LevenError {
  override readonly name = 'ModelError'
  /** The file's name. */
  readonly source: string

  constructor(source: string, problem: string, remedy: string, options?: ErrorOptions) {
    super('INVALID_MODEL', `${source}: ${problem}`, remedy, options)
    this.source = source
  }
}
