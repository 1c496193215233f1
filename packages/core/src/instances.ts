import type { Values } from './backend.ts'
import { checkDataset, checkWeights, type Dataset } from './dataset.ts'
import type { Network } from './network.ts'

/**
 * Instances that are kept elsewhere and fetched as they are needed: more than memory holds. Training on them gives the
 * same bits as on a `Dataset` of the same numbers in float32.
 * @example
 * const source: InstanceSource = {
 *   instances: 10_000_000,
 *   mark: 'rows.f32 of 26 November',
 *   gather: async (columns, X, Y) => { … reads the rows that `columns` names, in its order … },
 * }
 */
export interface InstanceSource {
  /** m: the number of instances. */
  readonly instances: number
  /** Says what they are: equal instances have equal marks. A state is resumed only with data of its mark. */
  readonly mark: string
  /** As in a `Dataset`. */
  readonly sampleWeights?: Values
  /**
   * Writes instance columns[i] to column i of X, n0 × columns, and of Y, nL × columns, column-major. Never called again
   * before it is done.
   */
  gather(columns: Int32Array, X: Float32Array, Y: Float32Array): Promise<void>
}

/** The most numbers that are fetched at once, but for a batch that is larger: 8 MiB. */
const mostNumbers = 2 ** 21
/** And the most instances: an abort waits for all of them. */
const mostInstances = 2 ** 15

/** How many instances of so many numbers are fetched at once. */
export function sizeOfPiece(numbersOfOne: number): number {
  return Math.max(1, Math.min(mostInstances, Math.floor(mostNumbers / numbersOfOne)))
}

/** What is learnt from: held in memory, or fetched. */
export type Instances = Dataset | InstanceSource

/** Whether instances are fetched. */
export function isSource(data: Instances): data is InstanceSource {
  return 'gather' in data
}

/**
 * As `checkDataset`; of a source the weights, as its numbers are looked at when they are fetched.
 * @throws InvalidDataError
 */
export function checkInstances(network: Network, data: Instances): void {
  if (isSource(data)) checkWeights(data.instances, data.sampleWeights)
  else checkDataset(network, data)
}

/** Instances in the order of the data, some at a time, each overwritten by the next; those held in memory all at once. */
export async function* piecesOf(network: Network, data: Instances): AsyncGenerator<Dataset> {
  if (!isSource(data)) {
    yield data
    return
  }
  const [features = 0, outputs = 0] = [network.sizes[0], network.sizes.at(-1)]
  const most = Math.min(data.instances, sizeOfPiece(features + outputs))
  const room = { X: new Float32Array(features * most), Y: new Float32Array(outputs * most) }
  for (let start = 0; start < data.instances; start += most) {
    const columns = part(undefined, start, Math.min(most, data.instances - start))
    const X = room.X.subarray(0, features * columns.length)
    const Y = room.Y.subarray(0, outputs * columns.length)
    await data.gather(columns, X, Y)
    yield { instances: columns.length, X, Y }
  }
}

/** Some of an order; without one, that of the data. */
export function part(order: Int32Array | undefined, start: number, size: number): Int32Array {
  return order?.subarray(start, start + size) ?? Int32Array.from({ length: size }, (_, i) => start + i)
}
