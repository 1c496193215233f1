import type { Backend, Network } from '@leven/core'
import type { Learner, StepKind } from '../learner/learner.ts'
import type { Code } from '../own-code/exercises.ts'
import type { OwnSteps } from './own-steps.ts'
import type { SetUp } from './protocol.ts'

/** The longest stretch of training between two looks at what the page asks, in milliseconds. */
const longestBurst = 8

/** The most steps of a burst on a device that is new. */
const fewest = 8

/** Who takes the steps of a run: core's code, or the learner's own at the other end of a port. */
export class Stepper {
  #own: OwnSteps | undefined
  /** The most steps of a burst: how many the device does in its time is learnt. */
  #queue = fewest

  /** Whose code takes the steps. */
  get by(): 'core' | 'own code' {
    return this.#own ? 'own code' : 'core'
  }

  /** From here on the learner's code takes them; its sandbox is at the other end of the port. */
  async hire(code: Code, port: MessagePort): Promise<void> {
    this.dismiss()
    const { OwnSteps } = await import('./own-steps.ts')
    this.#own = new OwnSteps(port, code)
  }

  /** From here on core's code takes them. */
  dismiss(): void {
    this.#own?.close()
    this.#own = undefined
  }

  /**
   * Tells the learner's code, if there is some, what it is to learn.
   * @throws OwnCodeError where it is not for that, or cannot be read.
   */
  async begin(network: Network, setUp: SetUp): Promise<void> {
    await this.#own?.begin(network, setUp)
  }

  /** Begins to learn how fast a device is, on another one. */
  restart(): void {
    this.#queue = fewest
  }

  /**
   * Takes one step.
   * @throws OwnCodeError where the learner's code cannot.
   */
  async step(learner: Learner, kind: StepKind): Promise<void> {
    if (this.#own) await this.#own.advance(learner, { kind, most: 1, milliseconds: 0 })
    else learner.advance(kind)
  }

  /**
   * Takes up to `most` steps, for as long as a burst may last; returns how many.
   * @throws OwnCodeError where the learner's code cannot.
   */
  async burst(most: number, learner: Learner, on: Backend | undefined): Promise<number> {
    const began = performance.now()
    const limit = Math.min(most, this.#queue)
    let steps = 0
    if (this.#own) {
      steps = await this.#own.advance(learner, { kind: 'batch', most, milliseconds: longestBurst })
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

/** Whether it is the learner's code that cannot go on: by name, since its class is fetched with that code. */
export function isOfOwnCode(error: unknown): boolean {
  return error instanceof Error && error.name === 'OwnCodeError'
}
