import { BackendUnavailableError, type OpenBackend } from '@leven/core'
import { CpuBackend } from './backend.ts'
import { createMemory } from './heap.ts'
import { instantiate } from './kernels.ts'

/**
 * Opens the CPU backend: float32, WebAssembly SIMD, one thread. `mode` is '' or 'simd', which are the same.
 * Each opening has memory of its own.
 * @throws BackendUnavailableError for another mode, or where WebAssembly SIMD is missing.
 *
 * @example
 * const on = await openCpuBackend()
 * const W = on.tensor(1, 2, Float32Array.of(1, 2))
 * const X = on.tensor(2, 3, Float32Array.of(1, 1, 2, 0, 0, 3)) // three instances of two features
 * const b = on.tensor(1, 1)
 * const A = on.tensor(1, 3)
 * on.dense(A, W, X, b, 'relu')
 * await on.read(A) // Float32Array [3, 2, 6]
 */
export const openCpuBackend: OpenBackend = async (mode = '') => {
  if (mode !== '' && mode !== 'simd') {
    throw new BackendUnavailableError(
      `cpu:${mode}`,
      `The cpu backend has no mode '${mode}'.`,
      "Use 'cpu' or 'cpu:simd'.",
    )
  }
  const [kernels, memory] = await instantiate(createMemory)
  return new CpuBackend(kernels, memory, mode)
}
