import type { Backend } from '@leven/core'
import { CpuBackend } from '../src/backend.ts'
import { type Engine, nativeEngine, wasmEngine } from '../src/engine.ts'
import { nativeSets } from '../src/native/load.ts'
import { settleThreads } from '../src/threads/count.ts'

/** A way to open the backend, with the name that tests call it by. */
export type Mode = readonly [name: string, open: () => Promise<Backend>]

/** The instruction sets of native kernels that run here; none, with a line, where they are not built. */
function native() {
  const found = nativeSets()
  if (!('missing' in found)) return found
  const note = `No native kernels: ${found.missing}. ${found.remedy}`
  if (globalThis.process?.env.REQUIRE_NATIVE) throw new Error(note)
  console.log(`${note} Their tests are skipped.`)
  return []
}

/** What computes in each mode; native kernels for the smallest operands too, so that every path is run. */
export const nativeEngines: readonly (readonly [
  name: string,
  make: (spoilt?: boolean) => Promise<Engine>,
])[] = native().map((set) => [
  set.name,
  (spoilt = false) =>
    nativeEngine(set, 'every operand is native', undefined, {
      least: { product: 0, elements: 0 },
      room: new Uint8Array(set.roomBytes).fill(spoilt ? 0xff : 0),
    }),
])

export const nativeModes: readonly Mode[] = nativeEngines.map(([name, make]) => [
  name,
  async () => new CpuBackend(await make()),
])

export const wasm: Mode = ['WebAssembly', async () => new CpuBackend(await wasmEngine(''))]

/** Two and three threads, which compute every product that may be cut. */
export const threadModes: readonly Mode[] = [2, 3].flatMap((count): Mode[] => [
  [
    `WebAssembly, ${count} threads`,
    async () =>
      new CpuBackend(await wasmEngine('', settleThreads(count), { leastOfThreads: 0, judge: false })),
  ],
  ...native()
    .slice(-2)
    .map(
      (set): Mode => [
        `${set.name}, ${count} threads`,
        async () =>
          new CpuBackend(
            await nativeEngine(set, '', settleThreads(count), { leastOfThreads: 0, judge: false }),
          ),
      ],
    ),
])

export const everyMode: readonly Mode[] = [wasm, ...nativeModes]
