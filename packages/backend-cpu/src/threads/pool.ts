import type { Address } from '../kernels.ts'
import { Judge } from './judge.ts'
import type { Thread, ThreadHost } from './thread-host.ts'

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
  /** Parts of all jobs that threads beside the one that gives them have computed. */
  helped: 12,
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

/** The native kernels that threads load themselves. */
export interface NativeOfThreads {
  readonly file: string
  readonly set: number
  readonly roomBytes: number
}

/** What threads are made from. */
export interface ThreadParts {
  readonly host: ThreadHost
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
  readonly #threads: Thread[] = []
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

  /** Parts that were computed by other threads than the one that gives the jobs. */
  get helped(): number {
    return Atomics.load(this.#control, word.helped)
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    Atomics.store(this.#control, word.quit, 1)
    Atomics.add(this.#control, word.generation, 1)
    Atomics.notify(this.#control, word.generation)
    await Promise.all(this.#threads.map((thread) => thread.ended()))
  }

  #start(): void {
    this.#started = true
    const { host, memory, module, native } = this.#parts
    const control = this.#control
    for (let thread = 1; thread < this.#size; thread++) {
      const { scratch, warm } = this.#parts.takeScratch()
      control[word.bytes] = memory.buffer.byteLength | 0
      this.#threads.push(host.start({ memory, control, module, scratch, warm, word, native, spin }))
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
