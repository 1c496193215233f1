import { assertConforms } from '@leven/conformance'
import { test } from 'vitest'
import { openCpuBackend } from '../src/index.ts'

test('backend-cpu obeys the laws', () => assertConforms('cpu', openCpuBackend), 120_000)
