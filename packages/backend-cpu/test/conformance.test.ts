import { assertConforms } from '@leven/conformance'
import { expect, test } from 'vitest'
import { openCpuBackend } from '../src/index.ts'
import { nativeModes, wasm } from './every-mode.ts'

test.each([wasm, ...nativeModes.slice(-1)])(
  'backend-cpu on %s obeys the laws',
  (name, open) => assertConforms(`cpu on ${name}`, open),
  300_000,
)

test.runIf(nativeModes.length > 0)(
  'cpu:native as it is opened obeys the laws',
  async () => {
    // Its kernels have just been held to more; here are its threads, and the sizes at which it changes between kernels.
    await assertConforms('cpu:native', openCpuBackend.bind(undefined, 'native'), { runs: 30 })
    const on = await openCpuBackend('native')
    expect(on.info.device).toContain(nativeModes.at(-1)?.[0])
    await on.close()
  },
  300_000,
)
