import { assertConforms } from '@leven/conformance'
import { describe, test } from 'vitest'
import { openGpujsBackend } from '../src/index.ts'

// Both modes write the same kernels in two dialects. The seed is the clock's, so every run tries other cases.
describe.each([
  ['webgl2', 2],
  ['webgl', 1],
] as const)('gpujs:%s in a page', (mode, runs) => {
  test(
    'obeys the laws',
    () => assertConforms(`gpujs:${mode}`, () => openGpujsBackend({ mode }), { shapes: 'few', runs }),
    300_000,
  )
})
