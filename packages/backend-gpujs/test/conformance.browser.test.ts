import { assertConforms } from '@leven/conformance'
import { describe, test } from 'vitest'
import { openGpujsBackend } from '../src/index.ts'

describe.each(['webgl2', 'webgl'] as const)('gpujs:%s in a page', (mode) => {
  test(
    'obeys the laws',
    () => assertConforms(`gpujs:${mode}`, () => openGpujsBackend({ mode }), { shapes: 'few', runs: 4 }),
    120_000,
  )
})
