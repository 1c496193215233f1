/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import {
  type Activation,
  Allocation,
  adam,
  backward,
  checked,
  cost,
  type Dataset,
  forward,
  gradientDescent,
  learningWorkspace,
  meanOne,
  momentum,
  type Network,
  type NetworkParameters,
  type Optimizer,
  type Output,
  openReference,
  placeParameters,
  predict,
  train,
  type Values,
  withGradients,
} from '@leven/core'
import { describe, expect, test } from 'vitest'

/** A training run by PyTorch's autograd in float64; matrices are lists of rows in the shapes of the notes. */
interface Vector {
  readonly name: string
  readonly sizes: number[]
  readonly activations: Activation[]
  readonly output: Output
  readonly m: number
  readonly optimizer: Optimizer['kind']
  readonly learningRate: number
  readonly l2: number
  readonly X: number[][]
  readonly Y: number[][]
  readonly sampleWeights: number[] | null
  readonly W0: number[][][]
  readonly b0: number[][][]
  readonly T0: number[][]
  readonly dW0: number[][][]
  readonly db0: number[][][]
  readonly costs: number[]
  readonly W: number[][][]
  readonly b: number[][][]
}

const folder = new URL('vectors/', import.meta.url)
const vectors = readdirSync(folder).map(
  (file): Vector => JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
)

const columnMajor = (rows: number[][]): Float64Array =>
  Float64Array.from((rows[0] ?? []).flatMap((_, j) => rows.map((row) => row[j] ?? Number.NaN)))

const optimizers = { gradientDescent, momentum, adam }

function read(vector: Vector): { network: Network; data: Dataset; first: NetworkParameters } {
  const { sizes, activations, output, m, sampleWeights } = vector
  return {
    network: { sizes, activations, output },
    data: {
      instances: m,
      X: columnMajor(vector.X),
      Y: columnMajor(vector.Y),
      ...(sampleWeights && { sampleWeights: Float64Array.from(sampleWeights) }),
    },
    first: vector.W0.map((W, l) => ({ W: columnMajor(W), b: columnMajor(vector.b0[l] ?? []) })),
  }
}

/** Norm-wise, relative: the largest difference over the largest number. */
function expectClose(got: Values, rows: number[][]): void {
  const want = columnMajor(rows)
  expect(got.length).toBe(want.length)
  const largest = Math.max(...want.map(Math.abs))
  const difference = Math.max(...want.map((value, i) => Math.abs(value - (got[i] ?? Number.NaN))))
  expect(difference / largest).toBeLessThan(1e-12)
}

test('there are seven runs', () => {
  expect(vectors).toHaveLength(7)
})

describe.each(vectors)('the run $name, as PyTorch computed it', (vector) => {
  const { network, data, first } = read(vector)
  const { learningRate, l2 } = vector
  const optimizer = optimizers[vector.optimizer]({ learningRate })

  test('starts from the same prediction T (6)–(9)', async () => {
    expectClose(await predict(await openReference(), network, first, data.X, data.instances), vector.T0)
  })

  test('has the same first gradients (11)–(14)', async () => {
    const on = checked(await openReference())
    const from = new Allocation(on)
    const placed = withGradients(from, placeParameters(from, network, first), 0)
    const scaled = data.sampleWeights && meanOne(data.sampleWeights)
    const workspace = learningWorkspace(from, network, placed, {
      X: from.tensor(vector.sizes[0] ?? 0, vector.m, data.X),
      Y: from.tensor(vector.sizes.at(-1) ?? 0, vector.m, data.Y),
      s: scaled && from.tensor(1, vector.m, scaled),
    })
    forward(on, workspace)
    backward(on, workspace)
    for (const [l, { dW, db }] of workspace.layers.entries()) {
      const withL2 = (await on.read(dW)).map((g, i) => g + l2 * (first[l]?.W[i] ?? 0))
      expectClose(withL2, vector.dW0[l] ?? [])
      expectClose(await on.read(db), vector.db0[l] ?? [])
    }
    from.free()
    expect(on.liveBytes()).toBe(0)
  })

  test('has the same costs and parameters over ten steps (10), (15)–(18)', async () => {
    const on = checked(await openReference())
    const training = train(on, network, data, { epochs: 10, optimizer, l2, parameters: first })
    const penalty = (parameters: NetworkParameters) =>
      (l2 / 2) * parameters.flatMap(({ W }) => [...W]).reduce((sum, w) => sum + w * w, 0)
    const costs = [(await cost(on, network, first, data)) + penalty(first)]
    for await (const progress of training) costs.push(progress.cost + penalty(await training.parameters()))
    expectClose(Float64Array.from(costs.slice(0, 10)), [vector.costs]) // before each of the ten steps
    for (const [l, { W, b }] of (await training.parameters()).entries()) {
      expectClose(W, vector.W[l] ?? [])
      expectClose(b, vector.b[l] ?? [])
    }
    expect(on.liveBytes()).toBe(0)
  })
})
