import { assertConforms } from '@leven/conformance'
import { describe, inject, test } from 'vitest'
import { openGpujsBackend } from '../src/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    seeds: readonly number[]
  }
}

// Of the clock, so that every run tries other cases; LEVEN_SEEDS=1,2,3 chooses them.
const asked = inject('seeds')
const seeds = asked.length > 0 ? asked : [Date.now() % 2 ** 31]

// Both modes write the same kernels in two dialects.
describe.each([
  ['webgl2', 2],
  ['webgl', 1],
] as const)('gpujs:%s in a page', (mode, runs) => {
  test.each(seeds)(
    'obeys the laws with seed %i',
    (seed) =>
      assertConforms(`gpujs:${mode}`, () => openGpujsBackend({ mode }), { shapes: 'few', runs, seed }),
    300_000,
  )
})
