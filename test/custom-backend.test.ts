import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import openPlainBackend from '../examples/custom-backend/backend.ts'
import { assertConforms } from '../packages/conformance/src/index.ts'

test(
  'the example of a backend of one’s own obeys the laws',
  () => assertConforms('plain', openPlainBackend, { runs: 30 }),
  240_000,
)

test('it is short enough to be read', () => {
  const source = readFileSync(new URL('../examples/custom-backend/backend.ts', import.meta.url), 'utf8')
  expect(source.split('\n').length).toBeLessThan(150)
})
