import {
  adam,
  type Backend,
  type Dataset,
  generator,
  gradientDescent,
  momentum,
  type Network,
  network,
  type Optimizer,
  type Training,
  type TrainOptions,
  train,
  uniform,
} from '@leven/core'

/** SHA-256 of the parameters that each recipe ends in, in every engine and on every machine. */
export const expectedParameters: Readonly<Record<Optimizer['kind'], string>> = {
  gradientDescent: '5b9768c012702b362a5d9d9888a1e241dceb82d7129529e1e95599e85011f27a',
  momentum: '7842e6effdf8b956644c8b19235cf30c76c1be4c441c19ce757b9549a0dc6d6b',
  adam: 'a87bbfa9d2f189584ced346d7a3a0385447139121a472db8df2ae4e3b614cdd1',
}

export const optimizers: Readonly<Record<Optimizer['kind'], Optimizer>> = {
  gradientDescent: gradientDescent({ learningRate: 0.2 }),
  momentum: momentum({ learningRate: 0.02 }),
  adam: adam({ learningRate: 0.01 }),
}

export const shape: Network = network({
  features: 5,
  hidden: [17, 6],
  outputs: 3,
  activation: ['tanh', 'relu'],
  output: 'softmax',
})

/** Seeded instances whose class depends on a sum and a product, with noise that early stopping finds. */
function instances(count: number, index: number): Dataset {
  const random = generator(11, 'split', index)
  const X = Float64Array.from({ length: 5 * count }, () => uniform(random, 2))
  const Y = new Float64Array(3 * count)
  for (let i = 0; i < count; i++) {
    const [a = 0, b = 0, c = 0] = X.subarray(5 * i, 5 * i + 5)
    const score = a + b * c + uniform(random, 1.5)
    Y[3 * i + (score < -1 ? 0 : score < 1 ? 1 : 2)] = 1
  }
  const sampleWeights = Float64Array.from({ length: count }, (_, i) => 1 + (i % 3))
  return { instances: count, X, Y, sampleWeights }
}

export const data: Dataset = instances(301, 0)
export const validation: Dataset = instances(80, 1)

/** Mini-batches with a short last one, L2, a schedule, sample weights and early stopping: every way to a parameter. */
export function options(optimizer: Optimizer): TrainOptions {
  return {
    optimizer,
    epochs: 60,
    batchSize: 32,
    l2: 1e-3,
    seed: 7,
    validation,
    patience: 8,
    schedule: { kind: 'cosine', final: 0.1 },
  }
}

/** The whole run, and the SHA-256 of where it ends. */
export async function finish(training: Training): Promise<string> {
  for await (const _ of training);
  const bytes = (await training.parameters()).flatMap(({ W, b }) =>
    [W, b].flatMap((values) => [...new Uint8Array(Float32Array.from(values).buffer)]),
  )
  const hash = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Trains by one optimizer from the start. */
export function run(on: Backend, optimizer: Optimizer): Training {
  return train(on, shape, data, options(optimizer))
}
