import type { Backend } from './backend.ts'
import type { Network } from './network.ts'
import { generator, permutation } from './random.ts'
import {
  type Allocation,
  type BatchTensors,
  type LearningTensors,
  type LearningWorkspace,
  learningWorkspace,
} from './workspace.ts'

/** The steps of an epoch: each mini-batch gathered on the device from a data set that stays there. */
export class Batches {
  /** Steps of one epoch. */
  readonly steps: number
  readonly #on: Backend
  readonly #data: BatchTensors
  readonly #size: number
  readonly #seed: number
  /** The room for a whole batch, and for the last one of an epoch where that is shorter. */
  readonly #whole: LearningWorkspace
  readonly #last: LearningWorkspace
  #order: Int32Array = new Int32Array(0)
  #shuffled: number | undefined

  /** @param size instances of a batch; all of them or more is the full batch, which is neither copied nor shuffled */
  constructor(
    on: Backend,
    from: Allocation,
    network: Network,
    parameters: readonly LearningTensors[],
    data: BatchTensors,
    size: number,
    seed: number,
  ) {
    const m = data.X.columns
    const room = (instances: number) => {
      const batch = instances === m ? data : batchOf(from, data, instances)
      return learningWorkspace(from, network, parameters, batch)
    }
    this.#on = on
    this.#data = data
    this.#size = Math.min(size, m)
    this.#seed = seed
    this.steps = Math.ceil(m / this.#size)
    this.#whole = room(this.#size)
    this.#last = m % this.#size === 0 ? this.#whole : room(m % this.#size)
  }

  /** The workspace of one step of an epoch, its batch in place. */
  load(epoch: number, step: number): LearningWorkspace {
    if (this.steps === 1) return this.#whole
    if (this.#shuffled !== epoch) this.#shuffle(epoch)
    const workspace = step === this.steps - 1 ? this.#last : this.#whole
    const columns = this.#order.subarray(step * this.#size, (step + 1) * this.#size)
    this.#on.gather(workspace.X, this.#data.X, columns)
    this.#on.gather(workspace.Y, this.#data.Y, columns)
    if (workspace.s && this.#data.s) this.#on.gather(workspace.s, this.#data.s, columns)
    return workspace
  }

  /** The order of an epoch's instances comes from (seed, epoch) alone, so that any epoch can be resumed. */
  #shuffle(epoch: number): void {
    this.#order = permutation(generator(this.#seed, 'shuffle', epoch), this.#data.X.columns)
    this.#shuffled = epoch
  }
}

function batchOf(from: Allocation, { X, Y, s }: BatchTensors, instances: number): BatchTensors {
  return {
    X: from.tensor(X.rows, instances),
    Y: from.tensor(Y.rows, instances),
    s: s && from.tensor(1, instances),
  }
}
