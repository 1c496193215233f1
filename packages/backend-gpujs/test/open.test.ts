import { BackendUnavailableError, HandleError, network, ShapeError } from '@leven/core'
import { describe, expect, test } from 'vitest'
import { openGpujsBackend } from '../src/index.ts'
import { acceleration } from '../src/renderer.ts'
import { leaseDevice } from '../src/sharing.ts'

const modes = ['webasm', 'cpu'] as const

describe('opening in Node', () => {
  test.each(modes)('%s by options and by name, and tells what runs', async (mode) => {
    const byOptions = await openGpujsBackend({ mode })
    const byName = await openGpujsBackend(mode)
    for (const { info } of [byOptions, byName]) {
      expect(info).toMatchObject({
        name: 'gpujs',
        accelerated: false,
        reason: `mode '${mode}' was asked for`,
      })
      expect(info.device).toMatch(mode === 'webasm' ? /^WebAssembly/ : /^JavaScript/)
      expect(info.largestDimension).toBeUndefined()
    }
    await byOptions.close()
    await byName.close()
  })

  test.each([undefined, '', 'auto', {}])(
    'auto (%s) takes WebAssembly and says why nothing better',
    async (options) => {
      const on = await openGpujsBackend(options)
      expect(on.info.device).toMatch(/^WebAssembly/)
      expect(on.info.reason).toMatch(
        /^auto chose .*webgl2 .*no WebGL2 in Node; .*headlessgl cannot run here: /,
      )
      await on.close()
    },
  )

  test.each(['webgl2', 'webgl'] as const)('%s is for browsers', async (mode) => {
    const refused = openGpujsBackend({ mode })
    await expect(refused).rejects.toThrow(BackendUnavailableError)
    await expect(refused).rejects.toMatchObject({
      mode: `gpujs:${mode}`,
      remedy: 'Use gpujs:headlessgl or gpujs:webasm in Node; WebGL is for browsers.',
    })
  })

  test('headlessgl says that gl is missing, which installing this repository never compiles', async () => {
    await expect(openGpujsBackend('headlessgl')).rejects.toThrow(
      "gpujs:headlessgl cannot run here: the package 'gl' is not installed.",
    )
  })

  test('a mode that does not exist is refused with those that do', async () => {
    for (const mode of ['gpu', 'webgpu', 'dev']) {
      await expect(openGpujsBackend(mode)).rejects.toMatchObject({
        name: 'BackendUnavailableError',
        mode: `gpujs:${mode}`,
        remedy:
          'Use one of gpujs:auto, gpujs:webgl2, gpujs:webgl, gpujs:headlessgl, gpujs:webasm, gpujs:cpu.',
      })
    }
  })
})

describe.each(modes)('gpujs:%s', (mode) => {
  test('backends share one device until the last is closed, and their tensors do not mix', async () => {
    const [one, two] = [await openGpujsBackend({ mode }), await openGpujsBackend({ mode })]
    const [first, second] = [await leaseDevice(mode), await leaseDevice(mode)]
    expect(first.device).toBe(second.device)
    const X = one.tensor(1, 1, Float32Array.of(5))
    await expect(two.read(X)).rejects.toThrow(HandleError)
    for (const { release } of [first, second]) await release()
    await two.close()
    await two.close()
    expect(await one.read(X)).toEqual(Float32Array.of(5))
    await one.close()
    const later = await leaseDevice(mode)
    expect(later.device).not.toBe(first.device)
    await later.release()
  })

  test('a closed backend holds nothing', async () => {
    const on = await openGpujsBackend({ mode })
    const X = on.tensor(3, 4, new Float32Array(12))
    expect(on.liveBytes()).toBe(48)
    await on.close()
    expect(on.liveBytes()).toBe(0)
    await expect(on.read(X)).rejects.toThrow('The 3×4 tensor was freed.')
  })

  test('another learning rate compiles nothing, a short last batch one set more', async () => {
    const on = await openGpujsBackend({ mode })
    const { device, release } = await leaseDevice(mode)
    const shape = network({ features: 3, hidden: [4] })
    await on.warmUp({ network: shape, batchSizes: [8], instances: 20, weighted: true })
    const once = device.compiled
    const [P, dP] = [on.tensor(4, 3), on.tensor(4, 3)]
    for (const learningRate of [0.5, 0.25, 1]) {
      on.update(P, dP, [], { kind: 'gradientDescent', learningRate, l2: learningRate })
    }
    expect(device.compiled).toBe(once)
    await on.warmUp({ network: shape, batchSizes: [8, 4], instances: 20, weighted: true })
    const twice = device.compiled
    expect(twice).toBeGreaterThan(once)
    await on.warmUp({ network: shape, batchSizes: [4, 8, 4], instances: 20, weighted: true })
    expect(device.compiled).toBe(twice)
    await release()
    await on.close()
  })

  test('kernels that were dropped for newer ones are compiled again', async () => {
    const on = await openGpujsBackend({ mode })
    const { device, release } = await leaseDevice(mode)
    for (let m = 1; m <= 600; m++) {
      const Z = on.tensor(1, m, new Float32Array(m).fill(m))
      const T = on.tensor(1, m)
      on.output(T, Z, 'identity')
      on.free(Z)
      on.free(T)
    }
    expect(device.compiled).toBe(512)
    const Z = on.tensor(1, 1, Float32Array.of(3))
    const T = on.tensor(1, 1)
    on.output(T, Z, 'identity')
    expect(await on.read(T)).toEqual(Float32Array.of(3))
    await release()
    await on.close()
  }, 30_000)

  test('what cannot fit is refused with sizes', async () => {
    const on = await openGpujsBackend({ mode })
    const X = on.tensor(2, 3)
    expect(() => on.tensor(-1, 2)).toThrow(ShapeError)
    expect(() => on.tensor(2, 2, new Float32Array(3))).toThrow(
      '3 values do not fill a 2×2 matrix, which has 4.',
    )
    expect(() => on.gather(on.tensor(2, 2), X, Int32Array.of(0, 3))).toThrow(
      'column 3 was asked for at place 1',
    )
    expect(() => on.gather(on.tensor(2, 1), X, Int32Array.of(0, 1))).toThrow(/2 columns of a 2×3 matrix/)
    const adam = { kind: 'momentum', learningRate: 1, l2: 0, momentum: 0.5 } as const
    expect(() => on.update(X, on.tensor(2, 3), [], adam)).toThrow('the rule needs more than 0 moments')
    await on.close()
  })
})

test.each([
  ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', false],
  ['llvmpipe (LLVM 15.0.6, 256 bits)', false],
  ['Microsoft Basic Render Driver', false],
  ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060, OpenGL 4.5)', true],
  ['Apple M2', true],
  ['ANGLE', 'unknown'],
  ['WebKit WebGL', 'unknown'],
  ['', 'unknown'],
] as const)('the renderer %s is accelerated: %s', (name, expected) => {
  expect(acceleration(name)).toBe(expected)
})
