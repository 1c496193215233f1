import { checked, openReference } from '@leven/core'
import { expect, test } from 'vitest'
import { assertConforms, conform } from '../src/index.ts'
import { openFloat32 } from './float32-backend.ts'

test(
  'the float64 reference conforms',
  () => assertConforms('reference', openReference, { seed: 1, runs: 20 }),
  240_000,
)

test('the checked reference conforms: its checks refuse nothing that fits', async () => {
  const open = async () => checked(await openReference())
  await assertConforms('checked reference', open, { seed: 3, runs: 10 })
}, 240_000)

test('an honest float32 backend conforms, and comes near its bars', async () => {
  const report = await conform('float32', () => openFloat32(), { seed: 2, runs: 60 })
  expect(report.laws.filter(({ passed }) => !passed)).toEqual([])
  const ratios = report.laws.map(({ worstRatio }) => worstRatio)
  expect(Math.max(...ratios)).toBeGreaterThan(0.5)
  expect(Math.max(...ratios)).toBeLessThanOrEqual(1)
}, 240_000)
