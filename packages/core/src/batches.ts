import type { Backend } from './backend.ts'
import type { Feed } from './feed.ts'
import { step } from './learn.ts'
import type { Network } from './network.ts'
import { generator, permutation } from './random.ts'
import type { RunningRules } from './running-rules.ts'
import { type Allocation, type BatchTensors, type LearningTensors, learningWorkspace } from './workspace.ts'

/** The room for one batch, and the step that is taken in it. */
interface Room {
  readonly batch: BatchTensors
  readonly step: () => void
}

/** The steps of an epoch: mini-batches in an order of their own. */
export class Batches {
  /** Steps of one epoch. */
  readonly steps: number
  readonly #feed: Feed
  readonly #size: number
  readonly #seed: number
  /** The room for a whole batch, and for the last one of an epoch where that is shorter. */
  readonly #whole: Room
  readonly #last: Room
  #shuffled: number | undefined

  /**
   * @param size instances of a batch; all of them or more is the full batch, which is not shuffled
   * @param rules what each step goes by; read at the step
   */
  constructor(
    on: Backend,
    from: Allocation,
    network: Network,
    parameters: readonly LearningTensors[],
    feed: Feed,
    size: number,
    seed: number,
    rules: RunningRules,
  ) {
    const m = feed.instances
    const room = (instances: number): Room => {
      const batch = feed.room(from, instances)
      const workspace = learningWorkspace(from, network, parameters, batch)
      const recorded = on.record?.((to) => step(to, workspace, rules))
      return { batch, step: recorded ?? (() => step(on, workspace, rules.now())) }
    }
    this.#feed = feed
    this.#size = Math.min(size, m)
    this.#seed = seed
    this.steps = Math.ceil(m / this.#size)
    this.#whole = room(this.#size)
    this.#last = m % this.#size === 0 ? this.#whole : room(m % this.#size)
  }

  /** Whether a step can be taken at once; else `fetch` it first. */
  has(epoch: number, step: number): boolean {
    this.#shuffle(epoch)
    return this.#feed.has(step * this.#size, this.#sizeOf(step))
  }

  /** Fetches the instances of a step, and of some that follow. */
  fetch(step: number): Promise<void> {
    return this.#feed.fetch(step * this.#size, this.#sizeOf(step))
  }

  /** Takes one step of the epoch that was asked for last, on its batch. */
  step(step: number): void {
    const room = step === this.steps - 1 ? this.#last : this.#whole
    this.#feed.load(room.batch, step * this.#size, this.#sizeOf(step))
    room.step()
  }

  #sizeOf(step: number): number {
    return Math.min(this.#size, this.#feed.instances - step * this.#size)
  }

  /** The order of an epoch's instances comes from (seed, epoch) alone, so that any epoch can be resumed. */
  #shuffle(epoch: number): void {
    if (this.steps === 1 || this.#shuffled === epoch) return
    this.#feed.reorder(permutation(generator(this.#seed, 'shuffle', epoch), this.#feed.instances))
    this.#shuffled = epoch
  }
}
