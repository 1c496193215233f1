import type { BackendInfo } from '@leven/core'
import { createMemory, Heap } from './heap.ts'
import { compileShared, FIRST_SCRATCH, instantiate, type Kernels } from './kernels.ts'
import { type LeastSizes, measuredSizes, nativeBySize } from './native/by-size.ts'
import type { NativeSet } from './native/load.ts'
import type { ThreadCount } from './threads/count.ts'
import { type NativeOfThreads, Pool } from './threads/pool.ts'
import { inParts } from './threads/split.ts'

/** What computes, and on which memory. */
export interface Engine extends Pick<BackendInfo, 'device' | 'reason'> {
  readonly kernels: Kernels
  /** From which sizes on `kernels` are other ones than WebAssembly's of this thread. */
  readonly least: LeastSizes
  /** The instructions that lie in the memory now. */
  readonly program: { loaded?: Int32Array }
  readonly memory: WebAssembly.Memory
  readonly heap: Heap
  /** Threads beside this one; undefined where there are none. */
  readonly pool: Pool | undefined
  /** Ends what runs beside this thread. */
  close(): Promise<void>
}

/** How an engine differs from the usual one; for tests. */
export interface EngineOptions {
  /** From which sizes on operands are given to native kernels. */
  readonly least?: LeastSizes
  /** What native kernels work in. */
  readonly room?: Uint8Array
  /** Multiply-adds from which on a product is computed by several threads. */
  readonly leastOfThreads?: number
  /** Whether threads rest where one is faster. */
  readonly judge?: boolean
}

const one: ThreadCount = { count: 1 }
const never: LeastSizes = { product: Number.POSITIVE_INFINITY, elements: Number.POSITIVE_INFINITY }
/** About a tenth of a millisecond of work: three times what it takes to wake a thread. */
const leastOfThreads = { wasm: 2e6, native: 4e6 }
/** Room for the four 8 × 8 matrices that a thread warms itself up with, and the slack behind them. */
const WARM_BYTES = 4096

/** @throws BackendUnavailableError where WebAssembly or its SIMD is missing. */
export function wasmEngine(
  reason: string,
  threads: ThreadCount = one,
  options: EngineOptions = {},
): Promise<Engine> {
  return engineOf('WebAssembly SIMD', undefined, reason, threads, options)
}

/**
 * The native kernels of one instruction set, and WebAssembly for what is small.
 * @throws BackendUnavailableError where WebAssembly or its SIMD is missing.
 */
export function nativeEngine(
  set: NativeSet,
  reason: string,
  threads: ThreadCount = one,
  options: EngineOptions = {},
): Promise<Engine> {
  return engineOf(set.name, set, reason, threads, options)
}

async function engineOf(
  name: string,
  set: NativeSet | undefined,
  reason: string,
  threads: ThreadCount,
  options: EngineOptions,
): Promise<Engine> {
  const { count, note } = threads
  let shared: WebAssembly.Module | undefined
  const compileOnce = async () => {
    shared = await compileShared()
    return shared
  }
  const [wasm, memory] = await instantiate(() => createMemory(count > 1), count > 1 ? compileOnce : undefined)
  const native = set?.open(options.room)
  const attach = () => native?.attach(new Uint8Array(memory.buffer))
  attach()
  const heap = new Heap(memory, Number(wasm.HEAP_START.value), attach)
  const ofNative = native && (options.least ?? measuredSizes)
  const alone = native && ofNative ? nativeBySize(wasm, native, ofNative) : wasm
  const ofThreads = options.leastOfThreads ?? leastOfThreads[native ? 'native' : 'wasm']
  const pool =
    shared && poolOn(heap, memory, native ? undefined : shared, set?.ofThreads, threads, options.judge)
  return {
    kernels: pool ? inParts(alone, pool, ofThreads) : alone,
    least: ofNative ?? (pool ? { ...never, product: ofThreads } : never),
    program: {},
    memory,
    heap,
    pool,
    device: `${name}, ${count === 1 ? 'one thread' : `${count} threads`}`,
    reason: note ? `${reason}; ${note}` : reason,
    close: async () => pool?.close(),
  }
}

function poolOn(
  heap: Heap,
  memory: WebAssembly.Memory,
  module: WebAssembly.Module | undefined,
  native: NativeOfThreads | undefined,
  { count, host }: ThreadCount,
  judged: boolean | undefined,
): Pool | undefined {
  if (!host) return undefined
  const scratchBytes = heap.start - FIRST_SCRATCH
  const takeScratch = () => ({
    scratch: module ? heap.reserve(scratchBytes) : 0,
    warm: heap.reserve(WARM_BYTES),
  })
  return new Pool(count, { host, memory, module, native, takeScratch }, judged)
}
