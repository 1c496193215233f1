import { workerSource } from '../generated/kernels.ts'
import { host } from '../host.ts'

/** A thread that runs worker.js. It does not keep the process alive. */
export interface Thread {
  /** Resolves once the thread, told to quit, has ended; until then the process waits. */
  ended(): Promise<void>
}

/** What starts threads here. */
export interface ThreadHost {
  /** How many threads 'auto' is. */
  readonly automatic: number
  /** @param data what worker.js is given; memories and modules are shared, not copied */
  start(data: unknown): Thread
}

/** What of node:worker_threads is used. */
export interface WorkerThreads {
  readonly isMainThread: boolean
  readonly Worker: new (
    source: string,
    options: { readonly eval: true; readonly execArgv: readonly string[]; readonly workerData: unknown },
  ) => NodeWorker
}

interface NodeWorker {
  ref(): void
  unref(): void
  once(event: 'exit' | 'error', listener: () => void): void
}

/** Threads of Node's, or of what has its modules. One of them is given only itself: whoever started it shares the processors out. */
function nodeThreads({ isMainThread, Worker }: WorkerThreads, processors: number): ThreadHost {
  return {
    automatic: isMainThread ? processors : 1,
    start(workerData) {
      const worker = new Worker(workerSource, { eval: true, execArgv: [], workerData })
      worker.unref()
      const end = new Promise<void>((resolve) => {
        worker.once('exit', resolve)
        worker.once('error', resolve) // it was never ready, so no job waits for it
      })
      return {
        ended() {
          worker.ref()
          return end
        },
      }
    },
  }
}

/** What of a page's globals is used; all may be missing. */
interface PageGlobals {
  readonly crossOriginIsolated?: boolean
  readonly SharedArrayBuffer?: unknown
  readonly WorkerGlobalScope?: unknown
  readonly Worker?: new (address: string) => PageWorker
  readonly navigator?: { readonly hardwareConcurrency?: number }
}

interface PageWorker {
  postMessage(data: unknown): void
  terminate(): void
}

let sourceAddress: string | undefined

/** Workers of a page, started by a worker: they share memory only where the page is isolated from other origins. */
function pageThreads(Worker: NonNullable<PageGlobals['Worker']>, processors: number): ThreadHost {
  return {
    automatic: processors,
    start(data) {
      sourceAddress ??= URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }))
      const worker = new Worker(sourceAddress) // where a policy forbids it, it is never ready, and no job waits for it
      worker.postMessage(data)
      return { ended: async () => worker.terminate() }
    },
  }
}

/** What starts threads here, or the reason why nothing does. */
export function threadHost(): ThreadHost | { readonly missing: string } {
  const system = host()
  if (system) return nodeThreads(system.workers, system.processors)
  const page = globalThis as PageGlobals
  if (page.crossOriginIsolated !== true) {
    return { missing: 'threads need Node or a page that is cross-origin isolated' }
  }
  if (!page.SharedArrayBuffer) return { missing: 'this browser has no shared memory for threads' }
  if (!page.WorkerGlobalScope || !page.Worker) {
    return { missing: 'in a page threads are started by a dedicated worker, as its main thread may not wait' }
  }
  return pageThreads(page.Worker, page.navigator?.hardwareConcurrency ?? 1)
}
