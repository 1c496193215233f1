import { LevenError } from '@leven/core'

/** The learner's code cannot go on. The run can: core's code takes over. */
export class OwnCodeError extends LevenError {
  override readonly name = 'OwnCodeError'

  constructor(
    message: string,
    remedy = 'Core’s code goes on from here. Mend yours and train with it again.',
  ) {
    super('FAILED', message, remedy)
  }
}
