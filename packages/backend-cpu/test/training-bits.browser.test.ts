import type { Optimizer } from '@leven/core'
import { expect, test } from 'vitest'
import { openCpuBackend } from '../src/index.ts'
import { digestEverywhere, digestOfRandomRecipes } from './random-recipes.ts'
import { expectedParameters, finish, optimizers, run } from './training-bits.ts'

const kinds: readonly Optimizer['kind'][] = ['gradientDescent', 'momentum', 'adam']

test.each(kinds)('a run by %s ends, in this browser, in the bits that every engine ends in', async (kind) => {
  const on = await openCpuBackend()
  expect(await finish(run(on, optimizers[kind]))).toBe(expectedParameters[kind])
  await on.close()
})

test('forty random recipes end, in this browser, in the bits of every engine', async () => {
  const on = await openCpuBackend()
  expect(await digestOfRandomRecipes(on)).toBe(digestEverywhere)
  await on.close()
})
