import type { Backend } from './backend.ts'
import { checkDataset, type Dataset, meanOne } from './dataset.ts'
import { InvalidDataError, isLevenError } from './errors.ts'
import { type InstanceSource, type Instances, isSource, part, sizeOfPiece } from './instances.ts'
import type { Network } from './network.ts'
import type { Allocation, BatchTensors } from './workspace.ts'

/** Brings instances to the device in some order, a batch at a time. */
export interface Feed {
  /** m. */
  readonly instances: number
  /** From now on instances come in this order, instead of that of the data. */
  reorder(order: Int32Array): void
  /** A place on the device for so many instances. */
  room(from: Allocation, size: number): BatchTensors
  /** Whether instances `start` to `start + size` of the order can be loaded at once. */
  has(start: number, size: number): boolean
  /** Makes it so. */
  fetch(start: number, size: number): Promise<void>
  /** Fills a room of `size` with them. */
  load(room: BatchTensors, start: number, size: number): void
}

/**
 * Puts on the device what is to stay there.
 * @returns opens a feed: each consumer has its own, with its own order.
 */
export function placeInstances(on: Backend, to: Allocation, network: Network, data: Instances): () => Feed {
  if (isSource(data)) {
    const s = placeWeights(to, data)
    return () => new Fetched(on, network, data, s)
  }
  const placed = placeDataset(to, network, data)
  return () => new Resident(on, placed)
}

/** Copies a data set to the device, its weights scaled to mean 1. */
export function placeDataset(to: Allocation, { sizes }: Network, data: Dataset): BatchTensors {
  const { instances, X, Y } = data
  return {
    X: to.tensor(sizes[0] ?? 0, instances, X),
    Y: to.tensor(sizes.at(-1) ?? 0, instances, Y),
    s: placeWeights(to, data),
  }
}

function placeWeights(to: Allocation, { instances, sampleWeights }: Instances): BatchTensors['s'] {
  return sampleWeights && to.tensor(1, instances, meanOne(sampleWeights))
}

/** Instances that stay on the device, and are gathered there. Where a room has place for all, it is theirs. */
class Resident implements Feed {
  readonly instances: number
  readonly #on: Backend
  readonly #data: BatchTensors
  #order: Int32Array | undefined

  constructor(on: Backend, data: BatchTensors) {
    this.instances = data.X.columns
    this.#on = on
    this.#data = data
  }

  reorder(order: Int32Array): void {
    this.#order = order
  }

  room(from: Allocation, size: number): BatchTensors {
    const { X, Y, s } = this.#data
    return size === this.instances ? this.#data : roomFor(from, X.rows, Y.rows, size, s !== undefined)
  }

  has(): boolean {
    return true
  }

  async fetch(): Promise<void> {}

  load(room: BatchTensors, start: number, size: number): void {
    if (room === this.#data) return
    const { X, Y, s } = this.#data
    const columns = part(this.#order, start, size)
    this.#on.gather(room.X, X, columns)
    this.#on.gather(room.Y, Y, columns)
    if (room.s && s) this.#on.gather(room.s, s, columns)
  }
}

/** Instances of a source: several batches are fetched at once, because a source reads many rows faster than few. */
class Fetched implements Feed {
  readonly instances: number
  readonly #on: Backend
  readonly #network: Network
  readonly #source: InstanceSource
  readonly #s: BatchTensors['s']
  readonly #features: number
  readonly #outputs: number
  #order: Int32Array | undefined
  /** What was fetched last: instances `start` to `start + columns.length` of the order. */
  #start = 0
  #columns: Int32Array = new Int32Array(0)
  #X = new Float32Array(0)
  #Y = new Float32Array(0)

  constructor(on: Backend, network: Network, source: InstanceSource, s: BatchTensors['s']) {
    this.instances = source.instances
    this.#on = on
    this.#network = network
    this.#source = source
    this.#s = s
    this.#features = network.sizes[0] ?? 0
    this.#outputs = network.sizes.at(-1) ?? 0
  }

  reorder(order: Int32Array): void {
    this.#order = order
    this.#columns = new Int32Array(0)
  }

  room(from: Allocation, size: number): BatchTensors {
    return roomFor(from, this.#features, this.#outputs, size, this.#s !== undefined)
  }

  has(start: number, size: number): boolean {
    return start >= this.#start && start + size <= this.#start + this.#columns.length
  }

  async fetch(start: number, size: number): Promise<void> {
    const whole = Math.max(1, Math.floor(sizeOfPiece(this.#features + this.#outputs) / size)) * size
    const columns = part(this.#order, start, Math.min(whole, this.instances - start))
    const [X, Y] = [columns.length * this.#features, columns.length * this.#outputs]
    if (this.#X.length < X) this.#X = new Float32Array(X)
    if (this.#Y.length < Y) this.#Y = new Float32Array(Y)
    this.#columns = new Int32Array(0) // until they are there
    await this.#source.gather(columns, this.#X.subarray(0, X), this.#Y.subarray(0, Y))
    checkFetched(this.#network, columns, this.#X.subarray(0, X), this.#Y.subarray(0, Y))
    this.#start = start
    this.#columns = columns
  }

  load(room: BatchTensors, start: number, size: number): void {
    const [begin, end] = [start - this.#start, start - this.#start + size]
    this.#on.write(room.X, this.#X.subarray(begin * this.#features, end * this.#features))
    this.#on.write(room.Y, this.#Y.subarray(begin * this.#outputs, end * this.#outputs))
    if (room.s && this.#s) this.#on.gather(room.s, this.#s, this.#columns.subarray(begin, end))
  }
}

function roomFor(
  from: Allocation,
  features: number,
  outputs: number,
  size: number,
  weighted: boolean,
): BatchTensors {
  return {
    X: from.tensor(features, size),
    Y: from.tensor(outputs, size),
    s: weighted ? from.tensor(1, size) : undefined,
  }
}

/** @throws InvalidDataError that says which instances hold what is at fault. */
function checkFetched(network: Network, columns: Int32Array, X: Float32Array, Y: Float32Array): void {
  try {
    checkDataset(network, { instances: columns.length, X, Y })
  } catch (cause) {
    if (!isLevenError(cause) || cause.code !== 'INVALID_DATA') throw cause
    throw new InvalidDataError(
      `Of the instances that were fetched from ${columns[0]} on, one cannot be learnt from: ${cause.message}`,
      cause.remedy,
    )
  }
}
