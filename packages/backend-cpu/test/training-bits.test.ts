import { type Optimizer, train } from '@leven/core'
import { describe, expect, test } from 'vitest'
import { openCpuBackend } from '../src/index.ts'
import { everyMode, threadModes } from './every-mode.ts'
import { digestEverywhere, digestOfRandomRecipes } from './random-recipes.ts'
import { data, expectedParameters, finish, optimizers, options, run, shape } from './training-bits.ts'

const kinds: readonly Optimizer['kind'][] = ['gradientDescent', 'momentum', 'adam']

test.each([...everyMode, ...threadModes])(
  'forty random recipes end on %s in the bits of every engine',
  async (_name, open) => {
    const on = await open()
    expect(await digestOfRandomRecipes(on)).toBe(digestEverywhere)
    await on.close()
  },
)

describe.each(kinds)('a run by %s', (kind) => {
  const optimizer = optimizers[kind]

  test.each([...everyMode, ...threadModes])(
    'ends on %s in the bits that every engine ends in',
    async (_name, open) => {
      const on = await open()
      expect(await finish(run(on, optimizer))).toBe(expectedParameters[kind])
      await on.close()
    },
  )

  test('ends in the same bits when stopped and resumed at any epoch, on another backend', async () => {
    const on = await openCpuBackend()
    const whole = run(on, optimizer)
    const expected = await finish(whole)
    const epochs = (await whole.state()).epoch
    for (let stop = 1; stop < epochs; stop += 5) {
      const interrupted = run(on, optimizer)
      for await (const { epoch } of interrupted) if (epoch === stop) break
      const resume = structuredClone(await interrupted.state())
      const other = await openCpuBackend()
      expect(await finish(train(other, shape, data, { ...options(optimizer), resume }))).toBe(expected)
      await other.close()
    }
    expect(on.liveBytes()).toBe(0)
    await on.close()
  })
})
