import { expect, test } from 'vitest'
import { beyond, measure } from './elementary.ts'

test.each(['webgl2', 'webgl', 'webasm', 'cpu'] as const)(
  'gpujs:%s computes in a page as precisely as it says',
  async (mode) => {
    expect(beyond(await measure(mode))).toEqual([])
  },
)
