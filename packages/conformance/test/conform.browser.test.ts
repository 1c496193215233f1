import { openReference } from '@leven/core'
import { expect, test } from 'vitest'
import { conform } from '../src/index.ts'

test('the laws run in a browser page', async () => {
  const report = await conform('reference', openReference, { seed: 1, runs: 10 })
  expect(report.laws.filter(({ passed }) => !passed)).toEqual([])
  expect(report.laws.length).toBeGreaterThan(90)
}, 240_000)
