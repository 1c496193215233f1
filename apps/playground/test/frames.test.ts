import { expect, test } from 'vitest'
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
  const { prediction, units } = frame.picture
  return structuredClone(frame, { transfer: [prediction.T, ...units.layers].map(({ buffer }) => buffer) })
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
