import type { Backend, Tensor, Values } from './backend.ts'
import { EventLoop } from './event-loop.ts'
import { type Feed, placeInstances } from './feed.ts'
import { checkInstances, type Instances } from './instances.ts'
import { forward } from './learn.ts'
import {
  checkNetwork,
  checkParameters,
  layerShapes,
  type Network,
  type NetworkParameters,
} from './network.ts'
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

/** Multiply-adds that are done in one go, before others get their turn: hundredths of a second in WebAssembly. */
const mostProducts = 2 ** 29

/** Instances of a chunk that go through a network at once: a power of two, fewer the wider the network is. */
export function pieceSize(network: Network, most: number = mostProducts): number {
  const ofOne = layerShapes(network).reduce((sum, { inputs, units }) => sum + inputs * units, 0)
  let size = chunkSize
  while (size > 1 && size * ofOne > most) size /= 2
  return size
}

/** The room for instances that go through the network together. */
interface Room {
  readonly batch: BatchTensors
  readonly workspace: ForwardWorkspace
}

/** The room for a piece of a chunk. */
interface Piece {
  readonly X: Tensor
  readonly workspace: ForwardWorkspace
}

/** The room for a chunk of more, which go through it in pieces: the logits of all. */
interface Gathered {
  readonly batch: BatchTensors
  readonly Z: Tensor
}

/**
 * Evaluates the cost of instances in chunks whose means are combined in float64 in index order. `forward` of a chunk
 * overwrites the last one's. A chunk goes through a wide network in pieces, which changes no bit: each logit needs its
 * own instance alone, and the cost is taken of the chunk's.
 */
export class CostEvaluator {
  readonly #on: Backend
  readonly #network: Network
  readonly #parameters: readonly ParameterTensors[]
  readonly #feed: Feed
  readonly #from: Allocation
  readonly #J: Tensor
  readonly #piece: number
  readonly #rooms = new Map<number, Room>()
  readonly #gathered = new Map<number, Gathered>()
  readonly #pieces = new Map<number, Piece>()

  /**
   * @param parameters whose values at the time of `cost` count, owned by the caller
   * @param piece instances that go through the network at once
   */
  constructor(
    on: Backend,
    network: Network,
    parameters: readonly ParameterTensors[],
    feed: Feed,
    piece: number = pieceSize(network),
  ) {
    this.#piece = piece
    this.#on = on
    this.#network = network
    this.#parameters = parameters
    this.#feed = feed
    this.#from = new Allocation(on)
    this.#J = this.#from.tensor(1, 1)
  }

  /**
   * J (10), without L2. Hands the event loop back between chunks, and between their pieces, when it is due.
   * @returns undefined where the signal came before it was known.
   */
  async cost(loop: EventLoop, signal: AbortSignal | undefined): Promise<number | undefined> {
    const m = this.#feed.instances
    let sum = 0
    for (let start = 0; start < m; start += chunkSize) {
      if (signal?.aborted) return undefined
      const size = Math.min(chunkSize, m - start)
      if (!this.#feed.has(start, size)) await this.#feed.fetch(start, size)
      const evaluated =
        size <= this.#piece ? this.#atOnce(start, size) : await this.#inPieces(start, size, loop, signal)
      if (!evaluated) return undefined
      const { batch, Z } = evaluated
      this.#on.cost(this.#J, Z, batch.Y, this.#network.output, batch.s)
      const [mean = Number.NaN] = await this.#on.read(this.#J)
      sum += mean * size
      if (loop.due()) await loop.handBack()
    }
    return sum / m
  }

  free(): void {
    this.#from.free()
  }

  #atOnce(start: number, size: number): Gathered {
    const { batch, workspace } = this.#room(size)
    this.#feed.load(batch, start, size)
    forward(this.#on, workspace)
    return { batch, Z: workspace.Z }
  }

  async #inPieces(
    start: number,
    size: number,
    loop: EventLoop,
    signal: AbortSignal | undefined,
  ): Promise<Gathered | undefined> {
    const { batch, Z } = this.#roomOfPieces(size)
    this.#feed.load(batch, start, size)
    let logits: Values | undefined
    for (let begin = 0; begin < size; begin += this.#piece) {
      if (signal?.aborted) return undefined
      const some = Math.min(this.#piece, size - begin)
      const { X, workspace } = this.#roomOfPiece(some)
      const columns = Int32Array.from({ length: some }, (_, i) => begin + i)
      this.#on.gather(X, batch.X, columns)
      forward(this.#on, workspace)
      const part = await this.#on.read(workspace.Z)
      const whole = Z.rows * size
      logits ??= part instanceof Float64Array ? new Float64Array(whole) : new Float32Array(whole)
      logits.set(part, begin * Z.rows)
      if (loop.due()) await loop.handBack()
    }
    if (logits) this.#on.write(Z, logits)
    return { batch, Z }
  }

  #room(size: number): Room {
    const known = this.#rooms.get(size)
    if (known) return known
    const batch = this.#feed.room(this.#from, size)
    const workspace = forwardWorkspace(this.#from, this.#network, this.#parameters, batch.X)
    const made = { batch, workspace }
    this.#rooms.set(size, made)
    return made
  }

  #roomOfPieces(size: number): Gathered {
    const known = this.#gathered.get(size)
    if (known) return known
    const made = {
      batch: this.#feed.room(this.#from, size),
      Z: this.#from.tensor(this.#network.sizes.at(-1) ?? 0, size),
    }
    this.#gathered.set(size, made)
    return made
  }

  #roomOfPiece(size: number): Piece {
    const known = this.#pieces.get(size)
    if (known) return known
    const X = this.#from.tensor(this.#network.sizes[0] ?? 0, size)
    const made = { X, workspace: forwardWorkspace(this.#from, this.#network, this.#parameters, X) }
    this.#pieces.set(size, made)
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
      return (await evaluator.cost(new EventLoop(), undefined)) ?? Number.NaN // no signal ends it
    } finally {
      evaluator.free()
    }
  } finally {
    from.free()
  }
}
