import { expect, test } from 'vitest'
import type { Frame } from '../src/training/frame.ts'
import { givenAway } from '../src/training/frame-passing.ts'

const picture: Frame['picture'] = {
  prediction: { side: 2, T: Float32Array.of(0.1, 0.2, 0.3, 0.4) },
  units: { side: 1, layers: [Float32Array.of(1, 2), Float32Array.of(3)] },
}
const curve = {
  epoch: new Float64Array(0),
  cost: new Float64Array(0),
  objective: new Float64Array(0),
  testCost: new Float64Array(0),
}
const seen = {
  cost: 0,
  score: { kind: 'heights', r2: 0, rootMeanSquare: 0 },
  T: new Float32Array(0),
} as const
const frame: Frame = {
  generation: 0,
  network: { sizes: [2, 2, 1, 1], activations: ['tanh', 'tanh'], output: 'sigmoid' },
  epoch: 0,
  seen: 0,
  instances: 0,
  playing: true,
  parameters: [],
  picture,
  health: [],
  training: seen,
  test: seen,
  curve,
  forked: undefined,
  moment: 0,
  epochsPerSecond: 0,
  backend: { name: 'cpu', device: '', accelerated: false, reason: '' },
  departure: undefined,
  steppedBy: 'core',
  fault: undefined,
}

test('a frame gives its pictures away in one buffer, and keeps its own', () => {
  const given = givenAway(frame).picture
  expect(given).toEqual(picture)
  const buffers = [given.prediction.T, ...given.units.layers].map(({ buffer }) => buffer)
  expect(new Set(buffers).size).toBe(1)
  const sent = structuredClone(given, { transfer: [...new Set(buffers)] })
  expect(sent).toEqual(picture)
  expect(picture.prediction.T).toHaveLength(4)
})
