/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import { bounds, witness } from '@leven/conformance'
import {
  type Activation,
  adam,
  gradientDescent,
  momentum,
  type Network,
  type NetworkParameters,
  type Optimizer,
  type Output,
  predict,
  train,
} from '@leven/core'
import { describe, expect, test } from 'vitest'
import { openCpuBackend } from '../src/index.ts'

/** What of PyTorch's runs (packages/core/test/vectors) is needed here; matrices are lists of rows. */
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
}

const folder = new URL('../../core/test/vectors/', import.meta.url)
const vectors = readdirSync(folder).map(
  (file): Vector => JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
)
const columnMajor = (rows: number[][]): Float64Array =>
  Float64Array.from((rows[0] ?? []).flatMap((_, j) => rows.map((row) => row[j] ?? Number.NaN)))
const optimizers = { gradientDescent, momentum, adam }

describe.each(vectors)('the run $name, which PyTorch computed in float64', (vector) => {
  const { sizes, activations, output, m, learningRate, l2 } = vector
  const shape: Network = { sizes, activations, output }
  const X = columnMajor(vector.X)
  const first: NetworkParameters = vector.W0.map((W, l) => ({
    W: columnMajor(W),
    b: columnMajor(vector.b0[l] ?? []),
  }))

  test("starts from PyTorch's prediction within the bar of float32", async () => {
    const on = await openCpuBackend()
    const T = await predict(on, shape, first, X, m)
    // W, X and b are rounded to float32 once: two more roundings a product, which twice u covers.
    const { arithmetic } = on.info
    const coarser = { ...arithmetic, unitRoundoff: 2 * arithmetic.unitRoundoff }
    const bar = bounds.forward(shape, first, { rows: sizes[0] ?? 0, columns: m, values: X }, coarser)
    const ratios = Array.from(
      columnMajor(vector.T0),
      (t, i) => Math.abs(t - (T[i] ?? Number.NaN)) / (bar[i] ?? 0),
    )
    expect(Math.max(...ratios)).toBeLessThanOrEqual(1)
    await on.close()
  })

  test('goes ten steps with every operation within its bar', async () => {
    const backend = await openCpuBackend()
    const { on, testimony } = await witness(backend)
    const sampleWeights = vector.sampleWeights && { sampleWeights: Float64Array.from(vector.sampleWeights) }
    const data = { instances: m, X, Y: columnMajor(vector.Y), ...sampleWeights }
    const optimizer = optimizers[vector.optimizer]({ learningRate })
    for await (const _ of train(on, shape, data, { epochs: 10, optimizer, l2, parameters: first }))
      await testimony()
    const held = await testimony()
    expect(held.length).toBeGreaterThan(5)
    for (const { operation, worstRatio, breach } of held) {
      expect(worstRatio, `${operation} ${JSON.stringify(breach)}`).toBeLessThanOrEqual(1)
    }
    await backend.close()
  })
})
