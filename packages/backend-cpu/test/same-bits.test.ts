import { expect, test } from 'vitest'
import { expectedSha256, runBattery } from './battery.ts'
import { everyMode } from './every-mode.ts'

test.each(everyMode)('%s computes the bits that every engine computes', async (_name, open) => {
  const on = await open()
  expect(await runBattery(on)).toBe(expectedSha256)
  await on.close()
})
