import { adam, checked, network, openReference, train } from '@leven/core'
import { expect, test } from 'vitest'
import { witness } from '../src/index.ts'
import { openFloat32 } from './float32-backend.ts'

const shape = network({ features: 2, hidden: [5] })
const X = Float32Array.from({ length: 40 }, (_, i) => ((i * 7) % 11) / 5 - 1)
const data = { instances: 20, X, Y: Float32Array.from({ length: 20 }, (_, i) => i % 2) }
const options = { epochs: 5, batchSize: 8, optimizer: adam({ learningRate: 0.02 }), l2: 0.01 }

test('an honest run stays within every bar, and is the run without a witness', async () => {
  const watched = await witness(await openFloat32())
  const run = train(watched.on, shape, data, options)
  for await (const _ of run) await watched.testimony()
  const alone = train(await openFloat32(), shape, data, options)
  for await (const _ of alone);
  expect(await run.parameters()).toEqual(await alone.parameters())

  const testimony = await watched.testimony()
  const calls = Object.fromEntries(testimony.map((one) => [one.operation, one.calls]))
  // 5 epochs of 3 steps and 5 costs: two layers each.
  expect(calls).toEqual({
    'dense relu': 20,
    'dense identity': 20,
    'output sigmoid': 20,
    residual: 15,
    gradients: 30,
    'backpropagate relu': 15,
    'update adam': 60,
    'cost sigmoid': 5,
  })
  for (const { worstRatio, breach } of testimony) {
    expect(worstRatio).toBeLessThanOrEqual(1)
    expect(breach).toBeUndefined()
  }
  expect(testimony.some(({ worstRatio }) => worstRatio > 0.01)).toBe(true)
})

test('a fault shows in the operation that has it, and in no other', async () => {
  const honest = await openFloat32()
  const { on, testimony } = await witness({
    ...honest,
    gradients: (dW, db, dZ, A) => {
      honest.gradients(dW, db, dZ, A)
      honest.update(db, db, [], { kind: 'gradientDescent', learningRate: 1e-5, l2: 0 }) // db loses 1e-5 of itself
    },
  })
  for await (const _ of train(on, shape, data, options)) await testimony()
  const broken = (await testimony()).filter(({ worstRatio }) => worstRatio > 1)
  expect(broken.map(({ operation, breach }) => [operation, breach?.output])).toEqual([['gradients', 'db']])
})

test('every operation with sample weights is watched too', async () => {
  const sampleWeights = Float32Array.from({ length: 20 }, (_, i) => i % 3)
  const { on, testimony } = await witness(checked(await openReference()))
  for await (const _ of train(on, shape, { ...data, sampleWeights }, { epochs: 1 }));
  const names = (await testimony()).map(({ operation }) => operation)
  expect(names).toContain('residual with sample weights')
  expect(names).toContain('cost sigmoid with sample weights')
  expect(names).toContain('update gradientDescent')
})
