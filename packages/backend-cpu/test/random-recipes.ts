import {
  activationNames,
  adam,
  type Backend,
  type Dataset,
  generator,
  gradientDescent,
  momentum,
  type Network,
  network,
  outputNames,
  type Schedule,
  type TrainOptions,
  train,
  uniform,
} from '@leven/core'

/** A network with its data, and how it is trained. */
interface Recipe {
  readonly shape: Network
  readonly data: Dataset
  readonly options: TrainOptions
}

/** Whole numbers and choices from a seed. */
function drawer(index: number) {
  const random = generator(2026, 'sample', index)
  const real = () => uniform(random, 1)
  const integer = (least: number, most: number) =>
    Math.min(most, least + Math.floor(((real() + 1) / 2) * (most - least + 1)))
  const pick = <T>(from: readonly [T, ...T[]]): T => from[integer(0, from.length - 1)] ?? from[0]
  return { real, integer, pick }
}

/**
 * Recipe number `index`: up to three hidden layers of up to 40 units, every activation, output, optimizer and schedule, batches
 * with a short last one, sample weights, L2, validation and patience.
 */
function recipe(index: number): Recipe {
  const { real, integer, pick } = drawer(index)
  const output = outputNames[index % outputNames.length] ?? 'sigmoid'
  const shape = network({
    features: integer(1, 20),
    hidden: Array.from({ length: integer(0, 3) }, () => integer(1, 40)),
    outputs: output === 'softmax' ? integer(2, 6) : integer(1, 3),
    activation: activationNames[integer(0, activationNames.length - 1)] ?? 'relu',
    output,
  })
  const instancesOf = (instances: number): Dataset => {
    const [features = 0, outputs = 0] = [shape.sizes[0], shape.sizes.at(-1)]
    const Y = new Float32Array(outputs * instances)
    for (let i = 0; i < instances; i++) {
      const label = integer(0, outputs - 1)
      for (let k = 0; k < outputs; k++)
        Y[i * outputs + k] = output === 'identity' ? 2 * real() : Number(k === label)
    }
    return { instances, X: Float32Array.from({ length: features * instances }, () => 2 * real()), Y }
  }
  const data = instancesOf(integer(2, 150))
  const sampleWeights = Float32Array.from({ length: data.instances }, (_, i) => (i === 0 ? 1 : 1 + real()))
  // Squared errors of many inputs diverge at rates that classes bear.
  const learningRate = pick([0.003, 0.01, 0.03]) * (output === 'identity' ? 0.01 : 1)
  const schedules: readonly [Schedule, ...Schedule[]] = [
    { kind: 'constant' },
    { kind: 'step', every: 2, factor: 0.7 },
    { kind: 'cosine', final: 0.1 },
  ]
  const validated = integer(0, 1) === 1
  return {
    shape,
    data: integer(0, 1) === 1 ? { ...data, sampleWeights } : data,
    options: {
      epochs: integer(3, 12),
      seed: index,
      optimizer: pick([gradientDescent, momentum, adam])({ learningRate }),
      schedule: pick(schedules),
      batchSize: pick<number | 'full'>(['full', 1, 7, 16, 32]),
      l2: pick([0, 0.001, 0.1]),
      ...(validated && { validation: instancesOf(integer(2, 40)), patience: pick([0, 2]) }),
    },
  }
}

/** How many recipes the digest is of. */
export const recipes = 40

/** SHA-256 of what forty random recipes end in: every cost that is reported, and the best parameters. In hexadecimal. */
export async function digestOfRandomRecipes(on: Backend): Promise<string> {
  const parts: number[] = []
  for (let index = 0; index < recipes; index++) {
    const { shape, data, options } = recipe(index)
    const training = train(on, shape, data, options)
    for await (const { cost, validationCost } of training) parts.push(cost, validationCost ?? 0)
    for (const { W, b } of training.best.parameters) parts.push(...W, ...b)
  }
  const digest = await crypto.subtle.digest('SHA-256', Float64Array.from(parts))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** It, in every engine. */
export const digestEverywhere = '70731ccf0c7ba14e082100928ba86a962337dab70b6a6d6bfadbc99e220bdc90'
