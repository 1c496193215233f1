import {
  type Backend,
  gradientCheck,
  gradientTolerance,
  network,
  openReference,
  type Tensor,
} from '@leven/core'
import { describe, expect, test } from 'vitest'
import { drawn } from './drawn.ts'

async function worstOf(index: number, change?: (on: Backend) => Partial<Backend>): Promise<number> {
  const { shape, parameters, data, l2 } = drawn(index)
  const on = await openReference()
  const { worst } = await gradientCheck(shape, parameters, data, { l2, on: { ...on, ...change?.(on) } })
  await on.close()
  return worst
}

test('right gradients of two hundred random networks are called right', async () => {
  const alarms: number[] = []
  for (let index = 0; index < 200; index++) if ((await worstOf(index)) > gradientTolerance) alarms.push(index)
  expect(alarms).toEqual([])
}, 120_000)

/** dW ← by · dW. */
function scale(on: Backend, dW: Tensor, by: number): void {
  on.update(dW, dW, [], { kind: 'gradientDescent', learningRate: 1 - by, l2: 0 })
}

/** Gradients without one row of dZ, or without one instance. */
function without(on: Backend, what: 'output' | 'instance'): Backend['gradients'] {
  return (dW, db, dZ, A) => {
    const kept = on.tensor(dZ.rows, dZ.columns)
    const mask = new Float64Array(dZ.rows * dZ.columns).fill(1)
    for (const i of mask.keys()) {
      if (what === 'output' ? i % dZ.rows === 0 : i < dZ.rows) mask[i] = 0
    }
    // The slope of relu is 1 where its A is positive and 0 elsewhere: a mask.
    const [one, identity] = [on.tensor(dZ.rows, dZ.columns, mask), on.tensor(dZ.rows, dZ.rows)]
    const eye = new Float64Array(dZ.rows * dZ.rows)
    for (let i = 0; i < dZ.rows; i++) eye[i * dZ.rows + i] = 1
    on.write(identity, eye)
    on.backpropagate(kept, identity, dZ, one, 'relu')
    on.gradients(dW, db, kept, A)
    for (const t of [kept, one, identity]) on.free(t)
  }
}

const wrong: Readonly<Record<string, (on: Backend) => Partial<Backend>>> = {
  'are doubled': (on) => ({
    gradients(dW, db, dZ, A) {
      on.gradients(dW, db, dZ, A)
      scale(on, dW, 2)
      scale(on, db, 2)
    },
  }),
  'are a thousandth too large': (on) => ({
    gradients(dW, db, dZ, A) {
      on.gradients(dW, db, dZ, A)
      scale(on, dW, 1.001)
    },
  }),
  'leave one output out': (on) => ({ gradients: without(on, 'output') }),
  'leave one instance out': (on) => ({ gradients: without(on, 'instance') }),
  'are NaN': (on) => ({
    gradients(dW, db, dZ, A) {
      on.gradients(dW, db, dZ, A)
      on.write(dW, new Float64Array(dW.rows * dW.columns).fill(Number.NaN))
    },
    cost: (J) => on.write(J, Float64Array.of(Number.NaN)),
  }),
  'are wrong for more than seven instances': (on) => ({
    gradients(dW, db, dZ, A) {
      on.gradients(dW, db, dZ, A)
      if (dZ.columns > 7) scale(on, dW, 2)
    },
  }),
  'ignore the sample weights': (on) => ({ residual: (dZ, T, Y) => on.residual(dZ, T, Y) }),
  'carry the L2 term to the biases': (on) => ({
    update: (P, dP, moments, rule) =>
      on.update(P, dP, moments, P.columns === 1 ? { ...rule, l2: 0.01 } : rule),
  }),
  'forget the L2 term': (on) => ({
    update: (P, dP, moments, rule) => on.update(P, dP, moments, { ...rule, l2: 0 }),
  }),
}

/** Whether the fault changes anything for this network. */
function shows(fault: string, index: number): boolean {
  const { data, l2 } = drawn(index)
  if (fault.includes('seven')) return data.instances > 7
  // Weights are scaled to a mean of 1: one alone is 1.
  if (fault.includes('sample')) return 'sampleWeights' in data && data.instances > 1
  if (fault.startsWith('forget')) return l2 > 0
  return true
}

describe('gradients that', () => {
  test.each(Object.keys(wrong))(
    '%s are called wrong',
    async (fault) => {
      const missed: number[] = []
      for (let index = 0; index < 40; index++) {
        if (shows(fault, index) && !((await worstOf(index, wrong[fault])) > gradientTolerance))
          missed.push(index)
      }
      expect(missed).toEqual([])
    },
    60_000,
  )
})

test('a check that compared nothing fails', async () => {
  const shape = network({ features: 1, hidden: [1] })
  const parameters = [
    { W: Float64Array.of(1), b: Float64Array.of(-1) },
    { W: Float64Array.of(1), b: Float64Array.of(0) },
  ]
  const nothing = { instances: 1, X: Float64Array.of(1), Y: Float64Array.of(0) }
  const on = await openReference()
  let turn = 0
  // Every other forward pass puts the unit on another side.
  const restless: Backend = {
    ...on,
    dense(A, W, X, b, g) {
      on.dense(A, W, X, b, g)
      if (g === 'relu') on.write(A, Float64Array.of(turn++ % 2))
    },
  }
  expect((await gradientCheck(shape, parameters, nothing, { on: restless })).worst).toBe(
    Number.POSITIVE_INFINITY,
  )
})
