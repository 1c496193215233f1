import type { Backend, Tensor } from './backend.ts'
import { EventLoop } from './event-loop.ts'
import { type Feed, placeInstances } from './feed.ts'
import { checkInstances, type Instances } from './instances.ts'
import { forward } from './learn.ts'
import { checkNetwork, checkParameters, type Network, type NetworkParameters } from './network.ts'
import {
  Allocation,
  type BatchTensors,
  type ForwardWorkspace,
  forwardWorkspace,
  type ParameterTensors,
  placeParameters,
} from './workspace.ts'

/** Instances evaluated at once; a fixed number, so that the same cost comes out whoever asks. */
export const chunkSize = 4096

/** The room for one chunk. */
interface Chunk {
  readonly batch: BatchTensors
  readonly workspace: ForwardWorkspace
}

/**
 * Evaluates the cost of instances in chunks whose means are combined in float64 in index order. `forward` of a chunk
 * overwrites the last one's.
 */
export class CostEvaluator {
  readonly #on: Backend
  readonly #network: Network
  readonly #parameters: readonly ParameterTensors[]
  readonly #feed: Feed
  readonly #from: Allocation
  readonly #J: Tensor
  readonly #chunks = new Map<number, Chunk>()

  /** @param parameters whose values at the time of `cost` count, owned by the caller */
  constructor(on: Backend, network: Network, parameters: readonly ParameterTensors[], feed: Feed) {
    this.#on = on
    this.#network = network
    this.#parameters = parameters
    this.#feed = feed
    this.#from = new Allocation(on)
    this.#J = this.#from.tensor(1, 1)
  }

  /** J (10), without L2. Hands the event loop back between chunks when it is due. */
  async cost(loop: EventLoop): Promise<number> {
    const m = this.#feed.instances
    let sum = 0
    for (let start = 0; start < m; start += chunkSize) {
      const size = Math.min(chunkSize, m - start)
      const { batch, workspace } = this.#room(size)
      if (!this.#feed.has(start, size)) await this.#feed.fetch(start, size)
      this.#feed.load(batch, start, size)
      forward(this.#on, workspace)
      this.#on.cost(this.#J, workspace.Z, batch.Y, this.#network.output, batch.s)
      const [mean = Number.NaN] = await this.#on.read(this.#J)
      sum += mean * size
      if (loop.due()) await loop.handBack()
    }
    return sum / m
  }

  free(): void {
    this.#from.free()
  }

  #room(size: number): Chunk {
    const known = this.#chunks.get(size)
    if (known) return known
    const batch = this.#feed.room(this.#from, size)
    const workspace = forwardWorkspace(this.#from, this.#network, this.#parameters, batch.X)
    const made = { batch, workspace }
    this.#chunks.set(size, made)
    return made
  }
}

/**
 * J (10) of a network on instances: the mean loss, weighted if the data are, without L2.
 * @throws InvalidOptionError, InvalidDataError when parameters or data do not fit the network.
 */
export async function cost(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  data: Instances,
): Promise<number> {
  checkNetwork(network)
  checkParameters(network, parameters)
  checkInstances(network, data)
  const from = new Allocation(on)
  try {
    const placed = placeParameters(from, network, parameters)
    const evaluator = new CostEvaluator(on, network, placed, placeInstances(on, from, network, data)())
    try {
      return await evaluator.cost(new EventLoop())
    } finally {
      evaluator.free()
    }
  } finally {
    from.free()
  }
}
