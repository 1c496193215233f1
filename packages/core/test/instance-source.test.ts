import {
  adam,
  type Backend,
  balancedWeights,
  checked,
  cost,
  type Dataset,
  type DivergenceError,
  gradientDescent,
  type InstanceSource,
  InvalidDataError,
  InvalidOptionError,
  isDivergence,
  markOf,
  momentum,
  type Network,
  network,
  openReference,
  type Progress,
  piecesOf,
  type TrainOptions,
  train,
} from '@leven/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problem } from './problem.ts'

const open = async (): Promise<Backend> => checked(await openReference())

/** A problem in float32, as sources have it. */
function inFloat32(of: Network, instances: number, seed: number): Dataset {
  const { X, Y } = problem(of, instances, seed)
  return { instances, X: Float32Array.from(X), Y: Float32Array.from(Y) }
}

/** The same instances, kept where only `gather` reaches them. */
function sourceOf({ sizes }: Network, { instances, X, Y, sampleWeights }: Dataset): InstanceSource {
  const [features = 0, outputs = 0] = [sizes[0], sizes.at(-1)]
  return {
    instances,
    mark: markOf([X, Y]),
    ...(sampleWeights && { sampleWeights }),
    async gather(columns, toX, toY) {
      await Promise.resolve()
      columns.forEach((from, to) => {
        toX.set(X.subarray(from * features, (from + 1) * features), to * features)
        toY.set(Y.subarray(from * outputs, (from + 1) * outputs), to * outputs)
      })
    },
  }
}

/** All that a run tells, and what it ends in, also where that is a divergence. */
async function told(on: Backend, of: Network, data: Dataset | InstanceSource, options: TrainOptions) {
  const run = train(on, of, data, options)
  const reports: Progress[] = []
  let divergence: DivergenceError | undefined
  try {
    for await (const report of run) reports.push(report)
  } catch (error) {
    if (!isDivergence(error)) throw error
    divergence = error
  }
  return { reports, divergence, parameters: await run.parameters(), best: run.best, outcome: run.outcome }
}

const recipes = fc.record({
  optimizer: fc.constantFrom(gradientDescent(), momentum(), adam()),
  batchSize: fc.oneof(fc.constant<'full'>('full'), fc.integer({ min: 1, max: 40 })),
  epochs: fc.integer({ min: 1, max: 4 }),
  l2: fc.constantFrom(0, 0.1),
  seed: fc.nat(1000),
  patience: fc.integer({ min: 0, max: 2 }),
})

describe('training on a source of instances', () => {
  test('gives the same bits as training on the same instances in memory', async () => {
    const on = await open()
    await fc.assert(
      fc.asyncProperty(
        recipes,
        fc.constantFrom('sigmoid' as const, 'softmax' as const, 'identity' as const),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(100),
        fc.boolean(),
        async (recipe, output, instances, seed, weighted) => {
          const of = network({ features: 3, hidden: [4], outputs: output === 'sigmoid' ? 1 : 3, output })
          const plain = inFloat32(of, instances, seed)
          const data = weighted ? { ...plain, sampleWeights: balancedWeights(plain) } : plain
          const validation = inFloat32(of, 20, seed + 1)
          const inMemory = await told(on, of, data, { ...recipe, validation })
          const fetched = await told(on, of, sourceOf(of, data), {
            ...recipe,
            validation: sourceOf(of, validation),
          })
          expect(fetched).toEqual(inMemory)
        },
      ),
    )
  })

  const shape = network({ features: 2, hidden: [3] })

  test('costs of more than one chunk add up in the same order', async () => {
    const on = await open()
    const data = inFloat32(shape, 9000, 1)
    const { parameters } = await told(on, shape, data, { epochs: 1, batchSize: 512 })
    expect(await cost(on, shape, parameters, sourceOf(shape, data))).toBe(
      await cost(on, shape, parameters, data),
    )
  })

  test('goes on from a state within an epoch in the same bits', async () => {
    const on = await open()
    const source = sourceOf(shape, inFloat32(shape, 50, 1))
    const options = { epochs: 3, batchSize: 4, optimizer: adam() }
    const whole = await told(on, shape, source, options)
    const stop = new AbortController()
    let fetches = 0
    const interrupted: InstanceSource = {
      ...source,
      async gather(columns, X, Y) {
        await source.gather(columns, X, Y)
        if (++fetches === 3) stop.abort()
      },
    }
    const first = train(on, shape, interrupted, { ...options, signal: stop.signal })
    for await (const _ of first);
    expect(first.outcome).toBe('aborted')
    const { parameters } = await told(on, shape, source, { ...options, resume: await first.state() })
    expect(parameters).toEqual(whole.parameters)
  })

  test('refuses to go on with data of another mark', async () => {
    const on = await open()
    const source = sourceOf(shape, inFloat32(shape, 10, 1))
    const run = train(on, shape, source, { epochs: 1 })
    for await (const _ of run);
    const resume = await run.state()
    expect(() => train(on, shape, { ...source, mark: 'another' }, { epochs: 2, resume })).toThrow(
      InvalidOptionError,
    )
  })

  test('refuses instances that are no finite numbers when they come', async () => {
    const on = await open()
    const data = inFloat32(shape, 10, 1)
    data.X[7] = Number.NaN
    await expect(told(on, shape, sourceOf(shape, data), { epochs: 1 })).rejects.toThrow(InvalidDataError)
  })

  test('finds the same feature where it diverges', async () => {
    const on = await open()
    const data = inFloat32(shape, 10, 1)
    data.X[5] = 1e30
    const options = { epochs: 5, optimizer: gradientDescent({ learningRate: 1e30 }) }
    const { divergence } = await told(on, shape, sourceOf(shape, data), options)
    expect(divergence?.divergence).toMatchObject({ feature: 1, magnitude: Math.fround(1e30) })
    expect(divergence).toEqual((await told(on, shape, data, options)).divergence)
  })

  test('leaves nothing on the device', async () => {
    const on = await open()
    const before = on.liveBytes()
    await told(on, shape, sourceOf(shape, inFloat32(shape, 33, 1)), { epochs: 2, batchSize: 8 })
    expect(on.liveBytes()).toBe(before)
  })

  test('is looked through in pieces that hold every instance once, in order', async () => {
    const wide = network({ features: 5000, hidden: [] })
    const data = inFloat32(wide, 1000, 1)
    const seen: number[] = []
    let pieces = 0
    for await (const { Y } of piecesOf(wide, sourceOf(wide, data))) {
      pieces++
      seen.push(...Y)
    }
    expect(pieces).toBeGreaterThan(1)
    expect(seen).toEqual([...data.Y])
  })
})
