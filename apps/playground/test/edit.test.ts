import { expect, test } from 'vitest'
import { forTraining } from '../src/data/problem.ts'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { defaultSettings } from '../src/settings/settings.ts'
import type { Frame } from '../src/training/frame.ts'
import { Run } from '../src/training/run.ts'
import { follow } from './follow.ts'

const place = { layer: 0, kind: 'W', index: 1 } as const

/** A run of two epochs, and its newest frame. */
async function running() {
  const run = new Run()
  let newest: Frame | undefined
  void follow(run, (frame) => {
    newest = frame
  })
  const { hidden, activation, seed, optimizer, learningRate, l2, batchSize } = defaultSettings
  const learning = { optimizer, learningRate, l2, batchSize }
  const problem = forTraining(shapeProblem(defaultSettings))
  await run.setUp({ problem, network: { hidden, activation, seed }, learning })
  for (let i = 0; i < 2; i++) await run.step('epoch')
  const frame = (): Frame => {
    if (!newest) throw new Error('No frame was made.')
    return newest
  }
  const weight = () => frame().parameters[0]?.W[1] ?? Number.NaN
  return { run, frame, weight, learning }
}

test('a weight that is changed by hand parts the run from its settings, until it is what it was', async () => {
  const { run, frame, weight } = await running()
  const before = weight()
  await run.edit(place, before)
  expect(frame().departure).toBeUndefined()
  await run.edit(place, 3)
  await run.edit({ ...place, index: 2 }, 1)
  await run.edit(place, before)
  expect(weight()).toBe(before)
  // One of the two is still another.
  expect(frame().departure).toBe('edit')
  const [, , second = Number.NaN] = (await running()).frame().parameters[0]?.W ?? []
  await run.edit({ ...place, index: 2 }, second)
  expect(frame().departure).toBeUndefined()
})

test('it stays parted once a step was taken with another weight, or other rules came into force', async () => {
  const one = await running()
  await one.run.edit(place, 3)
  await one.run.step('epoch')
  await one.run.edit(place, one.weight())
  expect(one.frame().departure).toBe('edit')

  const other = await running()
  const before = other.weight()
  await other.run.edit(place, 3)
  await other.run.learnBy({ ...other.learning, learningRate: 1 })
  await other.run.edit(place, before)
  expect(other.weight()).toBe(before)
  expect(other.frame().departure).toBe('edit')
})
