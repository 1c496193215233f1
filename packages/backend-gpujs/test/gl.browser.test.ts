import {
  Allocation,
  type Backend,
  BackendUnavailableError,
  gradientDescent,
  learningWorkspace,
  network,
  OutOfMemoryError,
  placeParameters,
  step,
  type UpdateRule,
  withGradients,
} from '@leven/core'
import { describe, expect, test } from 'vitest'
import { openGpujsBackend } from '../src/index.ts'
import { leaseDevice } from '../src/sharing.ts'

const modes = ['webgl2', 'webgl'] as const
const contexts = { webgl2: WebGL2RenderingContext, webgl: WebGLRenderingContext }

/** Counts the textures and contexts that live, by watching the calls that make and delete them. */
function watch(mode: (typeof modes)[number]) {
  const { prototype } = contexts[mode]
  const { createTexture, deleteTexture } = prototype
  const made = new Set<WebGLTexture>()
  prototype.createTexture = function () {
    const texture = createTexture.call(this)
    made.add(texture)
    return texture
  }
  prototype.deleteTexture = function (texture) {
    if (texture) made.delete(texture)
    deleteTexture.call(this, texture)
  }
  return {
    get textures() {
      return made.size
    },
    end() {
      prototype.createTexture = createTexture
      prototype.deleteTexture = deleteTexture
    },
  }
}

/** A 2-8-1 network with 16 instances, and its training step. */
function training(on: Backend, rule: UpdateRule) {
  const from = new Allocation(on)
  const shape = network({ features: 2, hidden: [8] })
  const noise = (count: number) => Float32Array.from({ length: count }, (_, i) => ((i * 37) % 19) / 19 - 0.5)
  const parameters = [
    { W: noise(16), b: noise(8) },
    { W: noise(8), b: noise(1) },
  ]
  const moments = { gradientDescent: 0, momentum: 1, adam: 2 }[rule.kind]
  const layers = withGradients(from, placeParameters(from, shape, parameters), moments)
  const batch = {
    X: from.tensor(2, 16, noise(32)),
    Y: from.tensor(
      1,
      16,
      noise(16).map((v) => (v > 0 ? 1 : 0)),
    ),
    s: undefined,
  }
  const workspace = learningWorkspace(from, shape, layers, batch)
  return {
    step: () => step(on, workspace, { weights: rule, biases: rule }),
    read: () => on.read(workspace.T),
    free: () => from.free(),
  }
}

describe.each(modes)('gpujs:%s', (mode) => {
  test('tells what runs', async () => {
    const on = await openGpujsBackend({ mode })
    expect(on.info.device).toMatch(mode === 'webgl2' ? /^WebGL2 on .*SwiftShader/ : /^WebGL on .*SwiftShader/)
    expect(on.info).toMatchObject({ name: 'gpujs', accelerated: false, largestDimension: 8192 })
    await on.close()
  })

  test('2,000 steps leave not one texture behind', async () => {
    const on = await openGpujsBackend({ mode })
    const textures = watch(mode)
    const adam = { learningRate: 0.01, l2: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    const run = training(on, { kind: 'adam', ...adam, correction1: 0.1, correction2: 0.001 })
    const counts: number[] = []
    for (let t = 1; t <= 2000; t++) {
      run.step()
      if (t % 400 !== 0) continue
      expect((await run.read()).every(Number.isFinite)).toBe(true)
      counts.push(textures.textures)
    }
    expect(counts).toEqual(counts.map(() => counts[0]))
    run.free()
    expect(on.liveBytes()).toBe(0)
    textures.end()
    await on.close()
  }, 60_000)

  test('twenty backends share one context, and the oldest still answers', async () => {
    const first = await openGpujsBackend({ mode })
    const X = first.tensor(1, 3, Float32Array.of(1, 2, 3))
    const others = await Promise.all(Array.from({ length: 20 }, () => openGpujsBackend({ mode })))
    for (const [i, on] of others.entries()) {
      const own = on.tensor(1, 1, Float32Array.of(i))
      expect(await on.read(own)).toEqual(Float32Array.of(i))
    }
    expect(await first.read(X)).toEqual(Float32Array.of(1, 2, 3))
    await Promise.all(others.map((on) => on.close()))
    expect(await first.read(X)).toEqual(Float32Array.of(1, 2, 3))
    await first.close()
  })

  test('a matrix larger than any texture is refused, with sizes', async () => {
    const on = await openGpujsBackend({ mode })
    expect(() => on.tensor(3, 8193)).toThrow(OutOfMemoryError)
    expect(() => on.tensor(3, 8193)).toThrow(/3×8193 matrix .* at most 8192 rows or columns/)
    if (mode === 'webgl') expect(() => on.tensor(8000, 8000)).toThrow(/8000×8000 .* 16777216 elements/)
    await on.close()
  })

  test('warmUp compiles what a training calls, and nothing compiles after it', async () => {
    const on = await openGpujsBackend({ mode })
    const { device, release } = await leaseDevice(mode)
    await on.warmUp({ network: network({ features: 2, hidden: [8] }), batchSizes: [16] })
    const compiled = device.compiled
    const run = training(on, { ...gradientDescent(), kind: 'gradientDescent', l2: 0 })
    run.step()
    await run.read()
    expect(device.compiled).toBe(compiled)
    run.free()
    await release()
    await on.close()
  })

  test('a lost context is an error at every read and kernel, never zeros; opening again works', async () => {
    const on = await openGpujsBackend({ mode })
    const { device, release } = await leaseDevice(mode)
    const X = on.tensor(1, 2, Float32Array.of(1, 2))
    const run = training(on, { kind: 'gradientDescent', learningRate: 0.1, l2: 0 })
    run.step()
    const extension = device.context?.getExtension('WEBGL_lose_context')
    if (!extension || !('loseContext' in extension)) throw new Error('no WEBGL_lose_context')
    ;(extension as unknown as WEBGL_lose_context).loseContext()

    await expect(on.read(X)).rejects.toThrow(BackendUnavailableError)
    await expect(on.read(X)).rejects.toMatchObject({ mode: `gpujs:${mode}` })
    expect(() => on.tensor(1, 5, new Float32Array(5))).toThrow(/context of gpujs:.* was lost/)
    const again = await openGpujsBackend({ mode })
    const Y = again.tensor(1, 2, Float32Array.of(3, 4))
    expect(await again.read(Y)).toEqual(Float32Array.of(3, 4))
    await expect(on.read(X)).rejects.toThrow(BackendUnavailableError)
    await release()
    await on.close()
    expect(await again.read(Y)).toEqual(Float32Array.of(3, 4))
    await again.close()
  })
})

test('auto takes WebGL2 here and says so', async () => {
  const on = await openGpujsBackend()
  expect(on.info).toMatchObject({ reason: 'auto chose the first mode that is there' })
  expect(on.info.device).toMatch(/^WebGL2 /)
  await on.close()
})

test('a mode for Node is refused in a page', async () => {
  await expect(openGpujsBackend({ mode: 'headlessgl' })).rejects.toThrow(
    'gpujs:headlessgl cannot run here: headless-gl is for Node.',
  )
})
