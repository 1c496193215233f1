import { assertConforms } from '@leven/conformance'
import { describe, test } from 'vitest'
import { openGpujsBackend } from '../src/index.ts'

describe.each(['webasm', 'cpu'] as const)('gpujs:%s', (mode) => {
  test(
    'obeys the laws',
    () => assertConforms(`gpujs:${mode}`, () => openGpujsBackend({ mode }), { shapes: 'few', runs: 30 }),
    300_000,
  )
})
