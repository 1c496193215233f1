import { expect, test } from 'vitest'
import { expectedSha256, runBattery } from './battery.ts'
import { everyMode, threadModes } from './every-mode.ts'

test.each([...everyMode, ...threadModes])(
  '%s computes the bits that every engine computes',
  async (_name, open) => {
    const on = await open()
    expect(await runBattery(on)).toBe(expectedSha256)
    await on.close()
  },
)
