import { expect, test } from 'vitest'
import { pixels } from '../src/data/plane.ts'
import { forTraining } from '../src/data/problem.ts'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { defaultSettings } from '../src/settings/settings.ts'
import { Run } from '../src/training/run.ts'

/** A run that stands at its first parameters. */
async function begun(): Promise<Run> {
  const { hidden, activation, seed, ...learning } = defaultSettings
  const problem = forTraining(shapeProblem(defaultSettings))
  const run = new Run()
  await run.setUp({ problem, network: { hidden, activation, seed }, learning })
  return run
}

/** A frame as the page has it, its bytes given away by the worker. */
function sent(frame: Awaited<ReturnType<Run['next']>>) {
  return structuredClone(frame, { transfer: [frame.picture.prediction.T.buffer] })
}

test('a frame of what was seen before has its pictures again, though they were given away', async () => {
  const run = await begun()
  const first = sent(await run.next())
  // Nothing is learned: the same sight again.
  await run.pause()
  const second = sent(await run.next())
  expect(second.picture.prediction.T.length).toBe(96 * 96)
  expect(second.picture).toEqual(first.picture)
})

test('the next frame is of now, however much happened while the last was drawn', async () => {
  const run = await begun()
  expect((await run.next()).epoch).toBe(0)
  for (let i = 0; i < 3; i++) await run.step('epoch')
  expect((await run.next()).epoch).toBe(3)
  const asked = run.next()
  await run.step('epoch')
  expect((await asked).epoch).toBe(4)
})

test('a hidden unit that is asked for is seen as finely as the prediction, for as long as it is', async () => {
  const run = await begun()
  const { plane } = forTraining(shapeProblem(defaultSettings))
  expect((await run.next()).picture.enlarged).toBeUndefined()
  await run.enlarge({ layer: 1, unit: 2 })
  const { picture, parameters, network } = sent(await run.next())
  const { side } = picture.prediction
  const X = pixels(plane, side)
  const [{ W, b } = { W: [], b: [] }] = parameters
  const [inputs = 0, units = 0] = network.sizes
  const z = (pixel: number) =>
    Array.from({ length: inputs }).reduce<number>(
      (sum, _, i) => sum + (W[i * units + 2] ?? Number.NaN) * (X[pixel * inputs + i] ?? Number.NaN),
      b[2] ?? Number.NaN,
    )
  expect(network.activations[0]).toBe('relu')
  expect(picture.enlarged?.neuron).toEqual({ layer: 1, unit: 2 })
  expect(picture.enlarged?.A).toHaveLength(side * side)
  const apart = picture.enlarged?.A.map((a, pixel) => Math.abs(a - Math.max(0, z(pixel))))
  expect(Math.max(...(apart ?? [Number.NaN]))).toBeLessThan(1e-5)

  await run.step('epoch')
  expect((await run.next()).picture.enlarged?.neuron).toEqual({ layer: 1, unit: 2 })
  for (const other of [null, { layer: 1, unit: 99 }, { layer: 2, unit: 0 }, { layer: 0, unit: 0 }]) {
    await run.enlarge(other)
    expect((await run.next()).picture.enlarged).toBeUndefined()
  }
})
