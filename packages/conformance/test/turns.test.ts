import { openReference } from '@leven/core'
import { expect, test } from 'vitest'
import { conform } from '../src/index.ts'

test('signals and timers have their turn between the cases of a law, also where a backend computes at once', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  const { laws } = await conform('reference', openReference, { runs: 60, seed: 1, laws: ['dense'] })
  clearInterval(timer)
  expect(turns).toBeGreaterThan(laws.length) // one would be had between the laws
})
