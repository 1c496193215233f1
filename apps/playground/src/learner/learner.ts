import {
  type AdamProducts,
  Allocation,
  type Backend,
  type BatchTensors,
  type Dataset,
  generator,
  type LayerState,
  type LearningTensors,
  type LearningWorkspace,
  learningWorkspace,
  momentCount,
  type Network,
  type NetworkParameters,
  type Optimizer,
  type ParameterTensors,
  permutation,
  placeParameters,
  type StepRules,
  step,
  type Tensor,
  updateRule,
  type Values,
  withGradients,
} from '@leven/core'

/** How a learner updates. */
export interface LearningRules {
  readonly optimizer: Optimizer
  readonly l2: number
  /** Instances of a step, at least 1; the last step of an epoch may have fewer. */
  readonly batchSize: number
}

/** Everything a learner needs to go on, on any backend. */
export interface LearnerState {
  /** Epochs completed. */
  readonly epoch: number
  /** Instances of the epoch under way that were learned from; below m. */
  readonly seen: number
  readonly layers: readonly LayerState[]
  readonly products: AdamProducts
}

/** How far one step goes: one instance, what is left of a batch's size, or the rest of the epoch. */
export type StepKind = 'instance' | 'batch' | 'epoch'

/** The state before the first step. */
export function firstState(parameters: NetworkParameters): LearnerState {
  const layers = parameters.map(({ W, b }) => ({ W, b, momentsOfW: [], momentsOfB: [] }))
  return { epoch: 0, seen: 0, layers, products: { beta1: 1, beta2: 1 } }
}

/** A workspace for batches of one size. */
interface Room {
  readonly size: number
  readonly from: Allocation
  readonly workspace: LearningWorkspace
}

/**
 * A network that learns step by step on a device and can be stopped between any two instances. Over whole
 * epochs it takes the steps of core's `train`, in the same order and to the same bits.
 */
export class Learner {
  readonly #on: Backend
  readonly #network: Network
  readonly #rules: LearningRules
  readonly #seed: number
  readonly #own: Allocation
  readonly #data: BatchTensors
  readonly #layers: readonly LearningTensors[]
  readonly #whole: LearningWorkspace
  /** Room for a batch and for a remainder, the one used last at the end. */
  #rooms: readonly Room[] = []
  #products: AdamProducts
  #stepRules: StepRules | undefined
  #epoch: number
  #seen: number
  #order: Int32Array = new Int32Array(0)
  #shuffled: number | undefined

  /**
   * @param seed decides the order of instances in each epoch.
   * @param state to go on from; moments that another optimizer kept are dropped and begin at zero.
   */
  constructor(
    on: Backend,
    network: Network,
    data: Dataset,
    rules: LearningRules,
    seed: number,
    state: LearnerState,
  ) {
    this.#on = on
    this.#network = network
    this.#rules = rules
    this.#seed = seed
    this.#own = new Allocation(on)
    const { optimizer } = rules
    const placed = placeParameters(this.#own, network, state.layers)
    this.#layers = withGradients(this.#own, placed, momentCount(optimizer))
    this.#data = {
      X: this.#own.tensor(network.sizes[0] ?? 0, data.instances, data.X),
      Y: this.#own.tensor(network.sizes.at(-1) ?? 0, data.instances, data.Y),
      s: undefined,
    }
    this.#whole = learningWorkspace(this.#own, network, this.#layers, this.#data)
    this.#epoch = state.epoch
    this.#seen = state.seen
    this.#products = state.products
    this.load(state)
  }

  /** m: instances of an epoch. */
  get instances(): number {
    return this.#data.X.columns
  }

  /** Epochs completed. */
  get epoch(): number {
    return this.#epoch
  }

  /** Instances learned from since, below m. */
  get seen(): number {
    return this.#seen
  }

  /** W and b of each layer, where they live. They keep their place for the learner's life. */
  get parameters(): readonly ParameterTensors[] {
    return this.#layers
  }

  /** Takes the steps that `kind` asks for. Waits for nothing. */
  advance(kind: StepKind): void {
    const epoch = this.#epoch
    do this.#step(kind === 'instance' ? 1 : this.#rules.batchSize)
    while (kind === 'epoch' && this.#epoch === epoch)
  }

  /** The state now. */
  async state(): Promise<LearnerState> {
    const readAll = (tensors: readonly Tensor[]): Promise<Values[]> =>
      Promise.all(tensors.map((tensor) => this.#on.read(tensor)))
    const [epoch, seen, products] = [this.#epoch, this.#seen, this.#products]
    const layers = await Promise.all(
      this.#layers.map(async ({ W, b, momentsOfW, momentsOfB }) => ({
        W: await this.#on.read(W),
        b: await this.#on.read(b),
        momentsOfW: await readAll(momentsOfW),
        momentsOfB: await readAll(momentsOfB),
      })),
    )
    return { epoch, seen, layers, products }
  }

  /** Goes to a state of this network; moments that it lacks become zero. */
  load(state: LearnerState): void {
    for (const [l, { W, b, momentsOfW, momentsOfB }] of this.#layers.entries()) {
      const from = state.layers[l]
      if (!from) continue
      this.#on.write(W, from.W)
      this.#on.write(b, from.b)
      this.#loadMoments(momentsOfW, from.momentsOfW, W)
      this.#loadMoments(momentsOfB, from.momentsOfB, b)
    }
    this.#epoch = state.epoch
    this.#seen = state.seen < this.instances ? state.seen : 0
    this.#products = this.#knows(state) ? state.products : { beta1: 1, beta2: 1 }
    this.#stepRules = undefined
  }

  /** Gives the device memory back. */
  free(): void {
    for (const { from } of this.#rooms) from.free()
    this.#own.free()
  }

  /** Whether a state has the moments of this optimizer. */
  #knows(state: LearnerState): boolean {
    return state.layers[0]?.momentsOfW.length === momentCount(this.#rules.optimizer)
  }

  #loadMoments(to: readonly Tensor[], from: readonly Values[], like: Tensor): void {
    const zeros = new Float64Array(like.rows * like.columns)
    const known = from.length === to.length
    for (const [k, tensor] of to.entries()) this.#on.write(tensor, (known && from[k]) || zeros)
  }

  #step(wanted: number): void {
    const size = Math.min(wanted, this.instances - this.#seen)
    step(this.#on, this.#batch(size), this.#nextRules())
    this.#seen += size
    if (this.#seen < this.instances) return
    this.#seen = 0
    this.#epoch++
  }

  #batch(size: number): LearningWorkspace {
    if (size === this.instances) return this.#whole
    if (this.#shuffled !== this.#epoch) {
      this.#order = permutation(generator(this.#seed, 'shuffle', this.#epoch), this.instances)
      this.#shuffled = this.#epoch
    }
    const { workspace } = this.#room(size)
    const columns = this.#order.subarray(this.#seen, this.#seen + size)
    this.#on.gather(workspace.X, this.#data.X, columns)
    this.#on.gather(workspace.Y, this.#data.Y, columns)
    return workspace
  }

  #room(size: number): Room {
    const known = this.#rooms.find((room) => room.size === size)
    const room = known ?? this.#newRoom(size)
    if (room !== this.#rooms.at(-1)) {
      const others = this.#rooms.filter((other) => other !== room)
      const kept = others.slice(-1)
      for (const other of others) if (!kept.includes(other)) other.from.free()
      this.#rooms = [...kept, room]
    }
    return room
  }

  #newRoom(size: number): Room {
    const from = new Allocation(this.#on)
    const batch = {
      X: from.tensor(this.#data.X.rows, size),
      Y: from.tensor(this.#data.Y.rows, size),
      s: undefined,
    }
    return { size, from, workspace: learningWorkspace(from, this.#network, this.#layers, batch) }
  }

  /** The rules of the next step; the same object until something in them changes. */
  #nextRules(): StepRules {
    const { optimizer, l2 } = this.#rules
    if (this.#stepRules && optimizer.kind !== 'adam') return this.#stepRules
    if (optimizer.kind === 'adam') {
      const { beta1, beta2 } = this.#products
      this.#products = { beta1: beta1 * optimizer.beta1, beta2: beta2 * optimizer.beta2 }
    }
    this.#stepRules = {
      weights: updateRule(optimizer, optimizer.learningRate, l2, this.#products),
      biases: updateRule(optimizer, optimizer.learningRate, 0, this.#products),
    }
    return this.#stepRules
  }
}
