import { openCpuBackend } from '@leven/backend-cpu'
import { expect, test } from 'vitest'
import { loadModel, parametersSha256, saveModel } from '../src/index.ts'
import version1 from './version-1.json' with { type: 'json' }

/** Written by `leven train examples/penguins.csv --target species --hidden 4 --epochs 20` while version 1 was written. */
const file = Uint8Array.from(atob(version1.base64.join('')), (character) => character.charCodeAt(0))

test('a file of version 1 loads with its golden rows, and is saved as version 2 with the same parameters', async () => {
  const on = await openCpuBackend()
  const old = await loadModel(file, on, 'version-1.safetensors')
  expect(old.encoder.features.length).toBeGreaterThan(3)
  for (const feature of old.encoder.features) if (feature.kind === 'number') expect(feature.robust).toBeNull()
  const anew = await loadModel(await saveModel(old), on)
  expect(anew).toEqual(old)
  expect(await parametersSha256(anew.parameters)).toBe(await parametersSha256(old.parameters))
  await on.close()
})
