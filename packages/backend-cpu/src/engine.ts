import type { BackendInfo } from '@leven/core'
import { createMemory } from './heap.ts'
import { instantiate, type Kernels } from './kernels.ts'
import { type LeastSizes, measuredSizes, nativeBySize } from './native/by-size.ts'
import type { NativeSet } from './native/load.ts'

/** What computes, and on which memory. */
export interface Engine extends Pick<BackendInfo, 'device' | 'reason'> {
  readonly kernels: Kernels
  /** From which sizes on `kernels` are other ones than WebAssembly's. */
  readonly least: LeastSizes
  /** The instructions that lie in the memory now. */
  readonly program: { loaded?: Int32Array }
  readonly memory: WebAssembly.Memory
  /** Called whenever the memory has grown. */
  readonly grown?: () => void
}

/** @throws BackendUnavailableError where WebAssembly or its SIMD is missing. */
export async function wasmEngine(reason: string): Promise<Engine> {
  const [kernels, memory] = await instantiate(createMemory)
  return {
    kernels,
    memory,
    least: { product: Number.POSITIVE_INFINITY, elements: Number.POSITIVE_INFINITY },
    program: {},
    device: 'WebAssembly SIMD, one thread',
    reason,
  }
}

/**
 * The native kernels of one instruction set, and WebAssembly for what is small.
 * @throws BackendUnavailableError where WebAssembly or its SIMD is missing.
 */
export async function nativeEngine(
  set: NativeSet,
  reason: string,
  least: LeastSizes = measuredSizes,
  room?: Uint8Array,
): Promise<Engine> {
  const [wasm, memory] = await instantiate(createMemory)
  const native = set.open(room)
  const attach = () => native.attach(new Uint8Array(memory.buffer))
  attach()
  return {
    kernels: nativeBySize(wasm, native, least),
    memory,
    least,
    program: {},
    grown: attach,
    device: `${set.name}, one thread`,
    reason,
  }
}
