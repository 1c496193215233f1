import { expect, test } from 'vitest'
import { openCpuBackend } from '../src/index.ts'
import { expectedSha256, runBattery } from './battery.ts'

test('this browser computes the bits that every engine computes', async () => {
  const on = await openCpuBackend()
  expect(await runBattery(on)).toBe(expectedSha256)
  await on.close()
})
