import {
  type Backend,
  cost,
  type InstanceSource,
  initialParameters,
  network,
  openReference,
  type Tensor,
} from '@leven/core'
import { expect, test } from 'vitest'
import { CostEvaluator, pieceSize } from '../src/evaluation.ts'
import { EventLoop } from '../src/event-loop.ts'
import { placeInstances } from '../src/feed.ts'
import { Allocation, placeParameters } from '../src/workspace.ts'
import { problem } from './problem.ts'

test.each([1, 3, 64, 1000, 4096])(
  'the cost is the same to the bit where %i rows at a time are evaluated',
  async (piece) => {
    const on = await openReference()
    const shape = network({ features: 2, hidden: [3], outputs: 3, output: 'softmax' })
    const given = problem(shape, 4096 + 70)
    const data = { ...given, sampleWeights: Float64Array.from({ length: 4166 }, (_, i) => 1 + (i % 5)) }
    const { X, Y, ...rest } = data
    const source: InstanceSource = {
      ...rest,
      mark: 'one',
      async gather(columns, toX, toY) {
        for (const [i, column] of columns.entries()) {
          toX.set(X.subarray(2 * column, 2 * column + 2), 2 * i)
          toY.set(Y.subarray(3 * column, 3 * column + 3), 3 * i)
        }
      },
    }
    const parameters = initialParameters(shape, 1)
    for (const instances of [data, source]) {
      const from = new Allocation(on)
      const feed = placeInstances(on, from, shape, instances)()
      const placed = placeParameters(from, shape, parameters)
      const evaluator = new CostEvaluator(on, shape, placed, feed, piece)
      const wanted = await cost(on, shape, parameters, instances)
      expect(await evaluator.cost(new EventLoop(), undefined)).toBe(wanted)
      expect(await evaluator.cost(new EventLoop(), undefined)).toBe(wanted)
      evaluator.free()
      from.free()
    }
  },
)

test('no more than half a billion multiply-adds are done before others get their turn', async () => {
  const wide = network({ features: 30, hidden: [100_000] })
  const inner = await openReference()
  let products = 0
  const done: number[] = []
  const on: Backend = {
    ...inner,
    dense: (_, W: Tensor, X: Tensor) => {
      products += W.rows * W.columns * X.columns
    },
  }
  const from = new Allocation(on)
  const feed = placeInstances(on, from, wide, problem(wide, 300))()
  const evaluator = new CostEvaluator(on, wide, placeParameters(from, wide, initialParameters(wide, 1)), feed)
  const loop = new (class extends EventLoop {
    override due(): boolean {
      return true
    }

    override async handBack(): Promise<void> {
      done.push(products)
      products = 0
    }
  })()
  await evaluator.cost(loop, undefined)
  expect(pieceSize(wide)).toBe(128)
  expect(done.slice(0, 3)).toEqual([128, 128, 44].map((rows) => rows * 3_100_000))
  expect(Math.max(...done)).toBeLessThanOrEqual(2 ** 29)
  evaluator.free()
  from.free()
})

test('rows of a network that is not wide are evaluated 4,096 at a time, of the widest two', () => {
  expect(pieceSize(network({ features: 784, hidden: [128], outputs: 10, output: 'softmax' }))).toBe(4096)
  expect(pieceSize(network({ features: 20_000, hidden: [10_000] }))).toBe(2)
})
