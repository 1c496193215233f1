import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** Signals that only a thread of its own hears while this one computes. */
const relayed = ['SIGTERM', 'SIGHUP'] as const

/** A signal that is relayed. */
export type RelayedSignal = (typeof relayed)[number]

const [ignored, noted, passedOn] = [0, 1, 2]
/** Places in the memory that both threads see: what is done with a signal, and the first that came, from 1. */
const [mode, came] = [0, 1]

/** Node gives listeners of signals to its main thread alone; what they are made of it shows to its own tests. */
const execArgv = ['--expose-internals', '--no-warnings']

/** The thread. Where it finds nothing to listen with, as in another Node than 20 to 26 perhaps, it says so. */
const listening = `
const { parentPort, workerData: { names, state } } = require('node:worker_threads')
const numbers = require('node:os').constants.signals
let isListening = true
try {
  const { Signal } = require('internal/test/binding').internalBinding('signal_wrap')
  names.forEach((name, index) => {
    const signal = new Signal()
    signal.onsignal = () => {
      if (Atomics.load(state, ${mode}) === ${ignored}) return
      Atomics.compareExchange(state, ${came}, 0, index + 1)
      if (Atomics.load(state, ${mode}) === ${passedOn}) process.kill(process.pid, 'SIGINT')
    }
    if (signal.start(numbers[name]) !== 0) isListening = false
  })
} catch {
  isListening = false
}
parentPort.postMessage(isListening)
parentPort.on('message', () => setImmediate(() => setImmediate(() => parentPort.postMessage(true))))
`

/** The thread; undefined where Node does not know one of its options. */
function threadOf(state: Int32Array): Worker | undefined {
  try {
    return new Worker(listening, { eval: true, execArgv, workerData: { names: relayed, state } })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_INVALID_EXEC_ARGV')
      return undefined
    throw error
  }
}

/** Hears SIGTERM and SIGHUP while the main thread computes, and passes each on as SIGINT, which breaks scripts off. */
export class SignalRelay {
  readonly #worker: Worker
  readonly #state: Int32Array

  private constructor(worker: Worker, state: Int32Array) {
    this.#worker = worker
    this.#state = state
  }

  /** Begins to listen; undefined where Node lets no other thread do so. */
  static async open(): Promise<SignalRelay | undefined> {
    const state = new Int32Array(new SharedArrayBuffer(8))
    const worker = threadOf(state)
    if (!worker) return undefined
    const [isListening] = await once(worker, 'message')
    if (isListening === true) return new SignalRelay(worker, state)
    await worker.terminate()
    return undefined
  }

  /** The first signal that was heard. */
  get heard(): RelayedSignal | undefined {
    return relayed[Atomics.load(this.#state, came) - 1]
  }

  /** Runs work; signals that come meanwhile are passed on. */
  during<T>(work: () => T): T {
    Atomics.store(this.#state, mode, passedOn)
    try {
      return work()
    } finally {
      Atomics.store(this.#state, mode, noted)
    }
  }

  /** Ends, when all that came before has been heard. */
  async close(): Promise<void> {
    this.#worker.postMessage('what came before?')
    await once(this.#worker, 'message')
    await this.#worker.terminate()
  }
}
