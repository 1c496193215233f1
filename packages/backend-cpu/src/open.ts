import { type Backend, BackendUnavailableError, type OpenOptions } from '@leven/core'
import { CpuBackend } from './backend.ts'
import { type Engine, nativeEngine, wasmEngine } from './engine.ts'
import { widestNative } from './native/load.ts'
import { settleThreads, type ThreadCount } from './threads/count.ts'

/**
 * Opens the CPU backend: float32, the same bits in every mode and with any number of threads.
 * - '' or 'auto': native kernels for large operands where they are there, else WebAssembly; `info` says which and why.
 * - 'native': native kernels, or an error.
 * - 'wasm' ('simd' is the same): WebAssembly SIMD alone.
 *
 * Each opening has memory of its own. `threads` is 1 to 16 or 'auto', and LEVEN_THREADS says it where it is not given.
 * @throws InvalidOptionError for what is no number of threads.
 * @throws BackendUnavailableError for another mode, for 'native' where native kernels cannot be used, or where
 * WebAssembly SIMD is missing.
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
export async function openCpuBackend(mode = '', options: OpenOptions = {}): Promise<Backend> {
  return new CpuBackend(await engineOf(mode, settleThreads(options.threads)))
}

async function engineOf(mode: string, threads: ThreadCount): Promise<Engine> {
  switch (mode) {
    case '':
    case 'auto': {
      const found = widestNative()
      if ('missing' in found) return wasmEngine(`native kernels are not used: ${found.missing}`, threads)
      return nativeEngine(found, 'the fastest of the cpu backend here', threads)
    }
    case 'wasm':
    case 'simd':
      return wasmEngine(`mode '${mode}' was asked for`, threads)
    case 'native': {
      const found = widestNative()
      if (!('missing' in found)) return nativeEngine(found, "mode 'native' was asked for", threads)
      const { missing, remedy, cause } = found
      throw new BackendUnavailableError(
        'cpu:native',
        `The cpu backend has no native kernels here: ${missing}.`,
        remedy,
        { cause },
      )
    }
    default:
      throw new BackendUnavailableError(
        `cpu:${mode}`,
        `The cpu backend has no mode '${mode}'.`,
        "Use 'cpu', 'cpu:native' or 'cpu:wasm'.",
      )
  }
}
