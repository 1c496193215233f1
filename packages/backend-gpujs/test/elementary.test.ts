import { expect, test } from 'vitest'
import { beyond, measure } from './elementary.ts'

test.each(['webasm', 'cpu'] as const)('gpujs:%s computes as precisely as it says', async (mode) => {
  expect(beyond(await measure(mode))).toEqual([])
})
