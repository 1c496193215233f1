import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** Signals that only a thread of its own hears while this one computes. */
const relayed = ['SIGTERM', 'SIGHUP'] as const

/** A signal that is relayed. */
export type RelayedSignal = (typeof relayed)[number]

const [ignored, noted, passedOn] = [0, 1, 2]
/** Places in the memory that both threads see: what is done with a signal, and the first that came, from 1. */
const [mode, came] = [0, 1]

/**
 * The thread. Node gives its own listeners of signals to the main thread alone, but what they are made of to every one;
 * it is deprecated, and where it is gone one day, the thread says so.
 */
const listening = `
const { parentPort, workerData: { names, state } } = require('node:worker_threads')
const numbers = require('node:os').constants.signals
process.noDeprecation = true
let isListening = true
try {
  const { Signal } = process.binding('signal_wrap')
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
    const worker = new Worker(listening, { eval: true, workerData: { names: relayed, state } })
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
