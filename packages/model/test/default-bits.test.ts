import { openCpuBackend } from '@leven/backend-cpu'
import { expect, it } from 'vitest'
import { hashOfDefault, sameHash } from './default-bits.ts'

it('training by default has the same bits in Node as everywhere', async () => {
  const on = await openCpuBackend()
  expect(await hashOfDefault(on)).toBe(sameHash)
  await on.close()
})
