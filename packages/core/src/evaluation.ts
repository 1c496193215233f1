import type { Backend, Tensor } from './backend.ts'
import { checkDataset, type Dataset, meanOne } from './dataset.ts'
import { EventLoop } from './event-loop.ts'
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
const chunk = 4096

/** Columns of a batch, copied from the data set; the room for one chunk. */
interface Chunk extends BatchTensors {
  readonly workspace: ForwardWorkspace
}

/**
 * Evaluates the cost of instances that stay on the device, in chunks whose means are combined in float64
 * in index order. `forward` of a chunk overwrites the last one's.
 */
export class CostEvaluator {
  readonly #on: Backend
  readonly #network: Network
  readonly #parameters: readonly ParameterTensors[]
  readonly #data: BatchTensors
  readonly #from: Allocation
  readonly #J: Tensor
  readonly #chunks = new Map<number, Chunk>()

  /** @param parameters whose values at the time of `cost` count, owned by the caller, as is `data` */
  constructor(on: Backend, network: Network, parameters: readonly ParameterTensors[], data: BatchTensors) {
    this.#on = on
    this.#network = network
    this.#parameters = parameters
    this.#data = data
    this.#from = new Allocation(on)
    this.#J = this.#from.tensor(1, 1)
  }

  /** J (10), without L2. Hands the event loop back between chunks when it is due. */
  async cost(loop: EventLoop): Promise<number> {
    const m = this.#data.X.columns
    let sum = 0
    for (let start = 0; start < m; start += chunk) {
      const size = Math.min(chunk, m - start)
      const { workspace, Y, s } = this.#load(start, size)
      forward(this.#on, workspace)
      this.#on.cost(this.#J, workspace.Z, Y, this.#network.output, s)
      const [mean = Number.NaN] = await this.#on.read(this.#J)
      sum += mean * size
      if (loop.due()) await loop.handBack()
    }
    return sum / m
  }

  free(): void {
    this.#from.free()
  }

  #load(start: number, size: number): Chunk {
    const { X, Y, s } = this.#data
    const room = this.#room(size)
    if (room.X === X) return room
    const columns = Int32Array.from({ length: size }, (_, i) => start + i)
    this.#on.gather(room.X, X, columns)
    this.#on.gather(room.Y, Y, columns)
    if (room.s && s) this.#on.gather(room.s, s, columns)
    return room
  }

  #room(size: number): Chunk {
    const known = this.#chunks.get(size)
    if (known) return known
    const { X, Y, s } = this.#data
    const whole = size === X.columns
    const like = (tensor: Tensor) => (whole ? tensor : this.#from.tensor(tensor.rows, size))
    const batch = { X: like(X), Y: like(Y), s: s && like(s) }
    const workspace = forwardWorkspace(this.#from, this.#network, this.#parameters, batch.X)
    const made = { ...batch, workspace }
    this.#chunks.set(size, made)
    return made
  }
}

/** Copies a data set to the device, its weights scaled to mean 1. */
export function placeDataset(to: Allocation, network: Network, data: Dataset): BatchTensors {
  const { instances, X, Y, sampleWeights } = data
  return {
    X: to.tensor(network.sizes[0] ?? 0, instances, X),
    Y: to.tensor(network.sizes.at(-1) ?? 0, instances, Y),
    s: sampleWeights && to.tensor(1, instances, meanOne(sampleWeights)),
  }
}

/**
 * J (10) of a network on a data set: the mean loss, weighted if the data are, without L2.
 * @throws InvalidOptionError, InvalidDataError when parameters or data do not fit the network.
 */
export async function cost(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  data: Dataset,
): Promise<number> {
  checkNetwork(network)
  checkParameters(network, parameters)
  checkDataset(network, data)
  const from = new Allocation(on)
  try {
    const placed = placeParameters(from, network, parameters)
    const evaluator = new CostEvaluator(on, network, placed, placeDataset(from, network, data))
    try {
      return await evaluator.cost(new EventLoop())
    } finally {
      evaluator.free()
    }
  } finally {
    from.free()
  }
}
