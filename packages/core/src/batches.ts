import type { Backend } from './backend.ts'
import { step } from './learn.ts'
import type { Network } from './network.ts'
import { generator, permutation } from './random.ts'
import type { RunningRules } from './running-rules.ts'
import {
  type Allocation,
  type BatchTensors,
  type LearningTensors,
  type LearningWorkspace,
  learningWorkspace,
} from './workspace.ts'

/** The room for one batch, and the step that is taken in it. */
interface Room extends Pick<LearningWorkspace, 'X' | 'Y' | 's'> {
  readonly step: () => void
}

/** The steps of an epoch: each mini-batch gathered on the device from a data set that stays there. */
export class Batches {
  /** Steps of one epoch. */
  readonly steps: number
  readonly #on: Backend
  readonly #data: BatchTensors
  readonly #size: number
  readonly #seed: number
  /** The room for a whole batch, and for the last one of an epoch where that is shorter. */
  readonly #whole: Room
  readonly #last: Room
  #order: Int32Array = new Int32Array(0)
  #shuffled: number | undefined

  /**
   * @param size instances of a batch; all of them or more is the full batch, which is neither copied nor shuffled
   * @param rules what each step goes by; read at the step
   */
  constructor(
    on: Backend,
    from: Allocation,
    network: Network,
    parameters: readonly LearningTensors[],
    data: BatchTensors,
    size: number,
    seed: number,
    rules: RunningRules,
  ) {
    const m = data.X.columns
    const room = (instances: number): Room => {
      const batch = instances === m ? data : batchOf(from, data, instances)
      const workspace = learningWorkspace(from, network, parameters, batch)
      const recorded = on.record?.((to) => step(to, workspace, rules))
      return { ...batch, step: recorded ?? (() => step(on, workspace, rules.now())) }
    }
    this.#on = on
    this.#data = data
    this.#size = Math.min(size, m)
    this.#seed = seed
    this.steps = Math.ceil(m / this.#size)
    this.#whole = room(this.#size)
    this.#last = m % this.#size === 0 ? this.#whole : room(m % this.#size)
  }

  /** Takes one step of an epoch, on its batch. */
  step(epoch: number, step: number): void {
    if (this.steps === 1) this.#whole.step()
    else this.#load(epoch, step).step()
  }

  #load(epoch: number, step: number): Room {
    if (this.#shuffled !== epoch) this.#shuffle(epoch)
    const room = step === this.steps - 1 ? this.#last : this.#whole
    const columns = this.#order.subarray(step * this.#size, (step + 1) * this.#size)
    this.#on.gather(room.X, this.#data.X, columns)
    this.#on.gather(room.Y, this.#data.Y, columns)
    if (room.s && this.#data.s) this.#on.gather(room.s, this.#data.s, columns)
    return room
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
