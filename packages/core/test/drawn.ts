import {
  activationNames,
  type Dataset,
  generator,
  initialParameters,
  type Network,
  type NetworkParameters,
  network,
  outputNames,
  uniform,
} from '@leven/core'
import { problem } from './problem.ts'

/** A network, parameters of it, and what it learns from. */
export interface Drawn {
  readonly shape: Network
  readonly parameters: NetworkParameters
  readonly data: Dataset
  readonly l2: number
}

/** A random network with its data: depth to 8, every activation and output, one output and many, weights, batches of several sizes. */
export function drawn(index: number): Drawn {
  const random = generator(11, 'sample', index)
  const integer = (least: number, most: number) =>
    least + Math.floor(((uniform(random, 1) + 1) / 2) * (most - least + 1 - 1e-9))
  const pick = <T>(from: readonly T[]): T => {
    const found = from[integer(0, from.length - 1)]
    if (found === undefined) throw new Error('There is nothing to pick from.')
    return found
  }
  const output = pick(outputNames)
  const shape = network({
    features: integer(1, 4),
    hidden: Array.from({ length: integer(0, 8) }, () => integer(2, 5)),
    outputs: output === 'softmax' ? integer(2, 4) : integer(1, 3),
    activation: pick(activationNames),
    output,
  })
  const m = pick([1, 3, 8, 17, 30])
  const data = problem(shape, m)
  const weighted = integer(0, 1) === 1
  const sampleWeights = Float64Array.from({ length: m }, (_, i) => (i % 4) / 2 + 0.25)
  const parameters: NetworkParameters = initialParameters(shape, index).map(({ W, b }) => ({
    W,
    b: b.map(() => uniform(random, 0.5)),
  }))
  return { shape, parameters, data: weighted ? { ...data, sampleWeights } : data, l2: pick([0, 0.01, 1e9]) }
}
