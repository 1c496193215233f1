import type { FaultSaid } from '../texts/fault-words.ts'
import { FaultError } from './fault-error.ts'

/** The learner's code cannot go on. The run can: core's code takes over. */
export class OwnCodeError extends FaultError {
  override readonly name = 'OwnCodeError'

  constructor(message: readonly FaultSaid[], remedy: FaultSaid = ['coreTakesOver']) {
    super({ message, remedy: [remedy] })
  }
}
