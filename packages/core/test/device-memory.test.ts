import {
  adam,
  type Backend,
  checkDeviceMemory,
  gradientDescent,
  type InstanceSource,
  momentum,
  network,
  OutOfMemoryError,
  openReference,
  train,
  trainingNumbers,
} from '@leven/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problem } from './problem.ts'

/** A backend that knows the most numbers that its matrices held at once. */
async function measuring(): Promise<{ readonly on: Backend; readonly most: () => number }> {
  const inner = await openReference()
  let [now, most] = [0, 0]
  const on: Backend = Object.assign(Object.create(inner), {
    tensor(rows: number, columns: number, values?: Float32Array) {
      now += rows * columns
      most = Math.max(most, now)
      return inner.tensor(rows, columns, values)
    },
    free(tensor: Parameters<Backend['free']>[0]) {
      now -= tensor.rows * tensor.columns
      inner.free(tensor)
    },
  })
  return { on, most: () => most }
}

const sizes = fc.record({
  features: fc.integer({ min: 1, max: 5 }),
  hidden: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
  instances: fc.integer({ min: 1, max: 30 }),
  validation: fc.integer({ min: 0, max: 9 }),
  batchSize: fc.integer({ min: 1, max: 40 }),
  optimizer: fc.constantFrom(gradientDescent(), momentum(), adam()),
  l2: fc.constantFrom(0, 0.1),
  fetched: fc.boolean(),
  weighted: fc.boolean(),
  reports: fc.boolean(),
})

test('the numbers that a training is said to need are those that it has on the device at most', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async ({ features, hidden, ...size }) => {
      const { on, most } = await measuring()
      const shape = network({ features, hidden })
      const { instances, validation, batchSize, optimizer, l2, fetched, weighted, reports } = size
      const given = (count: number) => {
        const data = problem(shape, count)
        return weighted ? { ...data, sampleWeights: new Float32Array(count).fill(1) } : data
      }
      const placed = (count: number) => (fetched ? sourceOf(given(count)) : given(count))
      const run = train(on, shape, placed(instances), {
        epochs: reports ? 1 : 9,
        batchSize,
        optimizer,
        l2,
        ...(validation > 0 && { validation: placed(validation) }),
        ...(!reports && { reportEvery: 9, afterEpoch: async () => false }),
      })
      for await (const _ of run);
      const { parameters, step, evaluation, instances: data } = trainingNumbers(shape, size)
      expect(parameters + step + evaluation + data).toBe(most())
    }),
  )
})

test('so it is where a network is so wide that rows are evaluated in pieces', async () => {
  const shape = network({ features: 1, hidden: [300_000] })
  let [now, most] = [0, 0]
  /** A device that computes nothing: its numbers are 0. */
  const on: Backend = {
    ...(await openReference()),
    tensor(rows, columns) {
      now += rows * columns
      most = Math.max(most, now)
      return { rows, columns }
    },
    free({ rows, columns }) {
      now -= rows * columns
    },
    ...{ write() {}, gather() {}, dense() {}, output() {}, cost() {}, residual() {} },
    ...{ gradients() {}, backpropagate() {}, update() {} },
    read: async ({ rows, columns }) => new Float32Array(rows * columns),
  }
  const [instances, validation, batchSize] = [700, 600, 16]
  const options = { epochs: 1, batchSize, validation: problem(shape, validation) }
  for await (const _ of train(on, shape, problem(shape, instances), options));
  const size = { instances, validation, batchSize, optimizer: gradientDescent(), l2: 0 }
  const numbers = trainingNumbers(shape, { ...size, fetched: false, weighted: false, reports: true })
  expect(Object.values(numbers).reduce((sum, some) => sum + some, 0)).toBe(most)
})

function sourceOf({ X, Y, ...rest }: ReturnType<typeof problem>): InstanceSource {
  const [features, outputs] = [X.length / rest.instances, Y.length / rest.instances]
  return {
    ...rest,
    mark: 'one',
    async gather(columns, toX, toY) {
      for (const [i, column] of columns.entries()) {
        toX.set(X.subarray(column * features, (column + 1) * features), i * features)
        toY.set(Y.subarray(column * outputs, (column + 1) * outputs), i * outputs)
      }
    },
  }
}

describe('a training that a device has no memory for', () => {
  const limit = 'the device has no more than 1 MiB'
  const size = {
    instances: 100,
    validation: 0,
    batchSize: 32,
    optimizer: adam(),
    l2: 0,
    fetched: false,
    weighted: false,
    reports: true,
  }
  test.each([
    ['parameters', network({ features: 100_000, hidden: [4] }), { ...size, instances: 1 }, /fewer units\.$/],
    ['rows that are evaluated at once', network({ features: 1, hidden: [3000] }), size, /fewer units\.$/],
    ['a step', network({ features: 1, hidden: [9000] }), { ...size, reports: false }, /smaller batches/],
    [
      'the rows',
      network({ features: 2, hidden: [1] }),
      { ...size, instances: 1_000_000 },
      /fewer rows or columns/,
    ],
  ] as const)('for its %s is refused with the limit and what helps', async (kind, shape, asked, helps) => {
    const { info } = await openReference()
    const check = () => checkDeviceMemory({ ...info, memory: { bytes: 2 ** 20, limit } }, shape, asked)
    expect(check).toThrow(OutOfMemoryError)
    expect(check).toThrow(new RegExp(`for .*${kind}.*; ${limit}`))
    try {
      check()
    } catch (error) {
      expect(error).toMatchObject({ remedy: expect.stringMatching(helps) })
    }
  })

  test('is refused before anything is on it', async () => {
    const on = await openReference()
    const small: Backend = Object.assign(Object.create(on), {
      info: { ...on.info, memory: { bytes: 64, limit } },
    })
    const shape = network({ features: 3 })
    expect(() => train(small, shape, problem(shape, 5), { epochs: 1 })).toThrow(OutOfMemoryError)
    expect(on.liveBytes()).toBe(0)
  })

  test('is not, where the device does not say what it has', async () => {
    const { info } = await openReference()
    expect(() => checkDeviceMemory(info, network({ features: 100_000, hidden: [9] }), size)).not.toThrow()
  })
})
