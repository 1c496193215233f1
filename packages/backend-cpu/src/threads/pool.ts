import { workerSource } from '../generated/kernels.ts'
import type { Address } from '../kernels.ts'
import { Judge } from './judge.ts'

/** Where things stand in the 32-bit words that threads share. */
const word = {
  /** Counts jobs; threads sleep on it. */
  generation: 0,
  /** Parts of the job that no thread has taken yet; below zero where threads looked in vain. */
  left: 1,
  /** Parts that are finished; the thread that gave the job sleeps on it. */
  done: 2,
  quit: 3,
  /** Threads that are warm. */
  ready: 4,
  /** Threads that sleep. */
  asleep: 5,
  /** Bytes of memory, for native kernels. */
  bytes: 6,
  /** 1 where a thread could not compute its part. */
  failed: 11,
  parts: 7,
  /** Columns of a part, and of all. */
  step: 8,
  total: 9,
  /** Which operation: the place in `jobs` of worker.js. */
  job: 10,
  operands: 16,
} as const

/** The operations that are computed in parts, by their number in worker.js. */
export const jobs = { dense: 0, gradients: 1, backpropagate: 2 } as const

/** Milliseconds that a thread spins before it sleeps. */
const spin = 0.05

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

/** The native kernels that threads load themselves. */
export interface NativeOfThreads {
  readonly file: string
  readonly set: number
  readonly roomBytes: number
}

/** What threads are made from. */
export interface ThreadParts {
  readonly threads: WorkerThreads
  readonly memory: WebAssembly.Memory
  /** WebAssembly kernels, or the native ones that threads load themselves. */
  readonly module: WebAssembly.Module | undefined
  readonly native: NativeOfThreads | undefined
  /** Room in the memory for the scratch of one thread, and for what it warms itself up with. */
  takeScratch(): { readonly scratch: Address; readonly warm: Address }
}

/**
 * Threads that compute parts of one operation on shared memory, beside the thread that gives it. Which thread computes
 * a part changes nothing in its bits. They are started by the first job and used once they are warm; they sleep when
 * there is nothing to do, do not keep the process alive, and end when the pool is closed.
 */
export class Pool {
  readonly #parts: ThreadParts
  readonly #size: number
  readonly #control = new Int32Array(new SharedArrayBuffer(4 * 32))
  readonly #workers: { readonly worker: NodeWorker; readonly end: Promise<void> }[] = []
  readonly #judges = new Map<number, Judge>()
  readonly #judged: boolean
  #started = false

  /**
   * @param size threads, the one that gives the jobs among them
   * @param judged whether a job may be done alone where that was faster lately
   */
  constructor(size: number, parts: ThreadParts, judged = true) {
    this.#size = size
    this.#judged = judged
    this.#parts = parts
  }

  /**
   * Computes columns 0 to `total` of an operation: in parts of a multiple of `unit` columns on all threads, or by
   * `compute` alone, whichever was faster lately.
   * @param key the same for jobs that take as long
   */
  run(
    job: number,
    operands: readonly number[],
    total: number,
    unit: number,
    key: number,
    compute: (from: number, to: number) => void,
  ): void {
    if (!this.#started) this.#start()
    const ready = Atomics.load(this.#control, word.ready) > 0
    const judge = this.#judgeOf(key)
    if (ready && (!this.#judged || judge.prefersTogether())) {
      const begun = performance.now()
      if (this.#together(job, operands, total, unit, compute)) {
        judge.together(performance.now() - begun)
        return
      }
    }
    const begun = performance.now()
    compute(0, total)
    if (ready) judge.alone(performance.now() - begun)
  }

  /** On all threads. Returns false where one of them could not; then nothing counts, and no job is given any more. */
  #together(
    job: number,
    operands: readonly number[],
    total: number,
    unit: number,
    compute: (from: number, to: number) => void,
  ): boolean {
    const control = this.#control
    // several parts for each thread, so that one which is held up by other work takes fewer
    const step = Math.ceil(total / (this.#size * 4) / unit) * unit
    const parts = Math.ceil(total / step)
    control.set(operands, word.operands)
    control[word.bytes] = this.#parts.memory.buffer.byteLength | 0
    control[word.parts] = parts
    control[word.step] = step
    control[word.total] = total
    control[word.job] = job
    Atomics.store(control, word.done, 0)
    Atomics.store(control, word.left, parts)
    Atomics.add(control, word.generation, 1)
    if (Atomics.load(control, word.asleep) > 0) Atomics.notify(control, word.generation)
    for (;;) {
      const left = Atomics.sub(control, word.left, 1)
      if (left <= 0) break
      const from = (parts - left) * step
      compute(from, Math.min(from + step, total))
      Atomics.add(control, word.done, 1)
    }
    this.#awaitParts(parts)
    if (Atomics.load(control, word.failed)) {
      Atomics.store(control, word.ready, 0)
      return false
    }
    return true
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    Atomics.store(this.#control, word.quit, 1)
    Atomics.add(this.#control, word.generation, 1)
    Atomics.notify(this.#control, word.generation)
    for (const { worker } of this.#workers) worker.ref() // the process waits for what `close` waits for
    await Promise.all(this.#workers.map(({ end }) => end))
  }

  #start(): void {
    this.#started = true
    const { threads, memory, module, native } = this.#parts
    for (let thread = 1; thread < this.#size; thread++) {
      const { scratch, warm } = this.#parts.takeScratch()
      this.#control[word.bytes] = memory.buffer.byteLength | 0
      const control = this.#control
      const workerData = { memory, control, module, scratch, warm, word, native, spin }
      const worker = new threads.Worker(workerSource, { eval: true, execArgv: [], workerData })
      worker.unref()
      const end = new Promise<void>((resolve) => {
        worker.once('exit', resolve)
        worker.once('error', resolve) // it was never ready, so no job waits for it
      })
      this.#workers.push({ worker, end })
    }
  }

  /** Spins for a moment, then sleeps, until all parts are done. */
  #awaitParts(parts: number): void {
    const control = this.#control
    for (let turns = 0; ; turns++) {
      const done = Atomics.load(control, word.done)
      if (done === parts) return
      if (turns > 20_000) Atomics.wait(control, word.done, done, 1)
    }
  }

  #judgeOf(key: number): Judge {
    const known = this.#judges.get(key)
    if (known) return known
    const fresh = new Judge()
    this.#judges.set(key, fresh)
    return fresh
  }
}
