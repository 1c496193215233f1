import { openCpuBackend } from '@leven/backend-cpu'
import { expect, it } from 'vitest'
import { loadModel, saveModel } from '../src/index.ts'
import { sha256 } from '../src/sha256.ts'
import { fixedFileSha256, fixedModel } from './models.ts'

it('writes and verifies the same file in a browser as in Node', async () => {
  const cpu = await openCpuBackend()
  const model = await fixedModel(cpu)
  const bytes = await saveModel(model)
  expect(await loadModel(bytes, cpu)).toEqual(model)
  expect(await sha256([bytes])).toBe(fixedFileSha256)
  await cpu.close()
})
