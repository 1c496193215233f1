import type { LearnerState } from '../learner/learner.ts'
import { isSameState } from '../learner/learner-state.ts'
import type { Departure } from './frame.ts'

/** What changes by hand part a run from its settings, until they are all taken back. */
export class Hand {
  #untouched: LearnerState | undefined

  /** The departure of a run after a change, of which there was one before, or none. */
  after(
    before: LearnerState,
    changed: LearnerState,
    departure: Departure | undefined,
  ): Departure | undefined {
    if (departure === undefined) this.#untouched = before
    else if (departure !== 'edit') return departure
    return this.#untouched && isSameState(changed, this.#untouched) ? undefined : 'edit'
  }

  /** What comes now cannot be taken back by hand. */
  forget(): void {
    this.#untouched = undefined
  }
}
