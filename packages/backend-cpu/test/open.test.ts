/// <reference types="node" />
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { BackendUnavailableError } from '@leven/core'
import { describe, expect, test } from 'vitest'
import { openCpuBackend } from '../src/index.ts'
import { nativeModes } from './every-mode.ts'

describe('opening', () => {
  test.each(['wasm', 'simd'])('mode %s is WebAssembly alone', async (mode) => {
    const on = await openCpuBackend(mode)
    const reason = `mode '${mode}' was asked for`
    expect(on.info).toMatchObject({
      name: 'cpu',
      device: expect.stringMatching(/^WebAssembly SIMD, (one thread|\d+ threads)$/),
      accelerated: false,
      reason,
    })
    await on.close()
  })

  test.each([undefined, '', 'auto'])(
    'mode %s takes the widest native kernels, or says why not',
    async (mode) => {
      const on = await openCpuBackend(mode)
      const widest = nativeModes.at(-1)?.[0]
      if (widest)
        expect(on.info).toMatchObject({ device: expect.stringContaining(`${widest}, `), accelerated: false })
      else expect(on.info.reason).toMatch(/^native kernels are not used: .+/)
      await on.close()
    },
  )

  test('another mode is refused with what there is', async () => {
    const refused = openCpuBackend('gpu')
    await expect(refused).rejects.toThrow(BackendUnavailableError)
    await expect(refused).rejects.toMatchObject({
      mode: 'cpu:gpu',
      remedy: "Use 'cpu', 'cpu:native' or 'cpu:wasm'.",
    })
  })

  /** What opening prints in a Node process with other engine flags. */
  function openWith(...flags: string[]): string {
    const index = new URL('../src/index.ts', import.meta.url).href
    const script = `import(${JSON.stringify(index)}).then(m => m.openCpuBackend()).then(b => console.log('opened ' + b.info.name), e => console.log(e.name + ': ' + e.message + ' ' + e.remedy))`
    const root = fileURLToPath(new URL('../../..', import.meta.url))
    const args = [
      ...flags,
      '--conditions=@leven/source',
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      script,
    ]
    return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).stdout
  }

  test('a plain process opens', () => expect(openWith()).toBe('opened cpu\n'), 30_000)

  test('without WebAssembly it says so, and what to do', () => {
    expect(openWith('--jitless')).toMatch(
      /^BackendUnavailableError: The cpu backend needs WebAssembly, which .* without --jitless/,
    )
  }, 30_000)

  // the flag takes SSE4.1 away, which is what V8 builds SIMD on; other processors have no such flag
  test.runIf(process.arch === 'x64')(
    'without SIMD in the engine it says so, and what to do',
    () => {
      expect(openWith('--no-enable-sse4-1')).toMatch(
        /^BackendUnavailableError: The cpu backend needs WebAssembly SIMD, which .* Use Node 20\.19 or newer/,
      )
    },
    30_000,
  )
})
