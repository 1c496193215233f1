import type { Backend } from '@leven/core'
import type { Learner } from '../learner/learner.ts'
import type { OwnSteps } from './own-steps.ts'

/** The longest stretch of training between two looks at what the page asks, in milliseconds. */
const longestBurst = 8

/** Takes steps for as long as a burst may last, and learns how many a device does in that time. */
export class Bursts {
  /** The most steps of a burst. */
  #queue = 8

  /** Begins to learn anew, on another device. */
  restart(): void {
    this.#queue = 8
  }

  /** Takes up to `most` steps, by the learner's own code where there is some; returns how many. */
  async take(
    most: number,
    learner: Learner,
    on: Backend | undefined,
    own: OwnSteps | undefined,
  ): Promise<number> {
    const began = performance.now()
    const limit = Math.min(most, this.#queue)
    let steps = 0
    if (own) {
      steps = await own.advance(learner, { kind: 'batch', most, milliseconds: longestBurst })
    } else {
      // The clock costs more than a small step: look at it every eighth time.
      do learner.advance('batch')
      while (++steps < limit && (steps % 8 !== 0 || performance.now() < began + longestBurst))
    }
    // A device may queue: how long the steps took shows when something is read.
    const [first] = learner.parameters
    if (first) await on?.read(first.b)
    const took = performance.now() - began
    if (took > 2 * longestBurst) this.#queue = Math.max(1, Math.floor(steps / 2))
    else if (steps === this.#queue && took < longestBurst) this.#queue *= 2
    return steps
  }
}
