import { CpuBackend } from '../src/backend.ts'
import { wasmEngine } from '../src/engine.ts'
import { openCpuBackend } from '../src/index.ts'
import { settleThreads } from '../src/threads/count.ts'
import { products } from './products-in-parts.ts'

/** What the page is told. */
export interface Told {
  /** What the backend says of itself as a user opens it, with two threads asked for. */
  readonly device: string
  readonly reason: string | undefined
  /** Whether products that all threads compute have the bits of one thread, also after memory has grown. */
  readonly sameBits: boolean
  /** Parts that other threads computed, before and after memory has grown. */
  readonly helped: readonly number[]
}

async function tell(): Promise<Told> {
  const asOpened = await openCpuBackend('', { threads: 2 })
  const { device, reason } = asOpened.info
  await asOpened.close()
  const alone = new CpuBackend(await wasmEngine(''))
  const engine = await wasmEngine('', settleThreads(2), { leastOfThreads: 0, judge: false })
  const on = new CpuBackend(engine)
  const expected = [...(await products(alone, 1))].join()
  const seen: string[] = []
  const helped: number[] = []
  for (const _ of ['before', 'after']) {
    seen.push(...(await products(on, 400)))
    helped.push(engine.pool?.helped ?? 0)
    on.tensor(4096, 4096)
  }
  await Promise.all([alone.close(), on.close()])
  return { device, reason, sameBits: seen.every((bits) => bits === expected), helped }
}

tell().then(postMessage, (error) => postMessage({ device: String(error) }))
