import { exitStatus } from './exit-status.ts'
import { tell } from './terminal.ts'

/**
 * What Ctrl-C means. Outside `while…`, the program ends at once by the signal, which a shell reports as status 130, and
 * every temporary file is removed; within, the work is told to stop and what it has is kept. A second Ctrl-C always ends.
 */
export interface Interrupt {
  /** Aborted by the first Ctrl-C while `whileStopping` runs. */
  readonly signal: AbortSignal
  /** The exit status of what came, or undefined. */
  readonly status: number | undefined
  /** Runs work that watches the signal. */
  whileStopping<T>(work: () => Promise<T>): Promise<T>
  /** From now on a signal ends the program at once. */
  stop(): void
}

const meanings = {
  SIGINT: exitStatus.interrupted,
  SIGTERM: exitStatus.terminated,
  SIGHUP: exitStatus.hungUp,
} as const

/** Work that would rather be stopped than ended. */
let stopping: ((status: number) => void) | undefined

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ends the program, with its temporary files removed, by SIGINT, SIGTERM and SIGHUP, unless work can be stopped. */
export function endOnSignals(): void {
  for (const name of names) process.on(name, hear)
}

function hear(name: keyof typeof meanings): void {
  if (stopping) stopping(meanings[name])
  else endBy(name)
}

/** Milliseconds after which a signal that was sent to this process itself is not coming: the first of a container hears none. */
const undelivered = 200

/**
 * Ends the program by the signal that came, as if it had not been heard, once what is temporary is gone.
 * `process.exit` would first wait for the threads that read a pipe or a device, or run a query, which may take for ever.
 */
function endBy(name: SignalName): never {
  tell('leven: interrupted.')
  process.emit('exit', meanings[name]) // what is temporary goes, as in process.exit
  if (process.platform !== 'win32') {
    process.removeAllListeners(name)
    process.kill(process.pid, name)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, undelivered)
  }
  process.exit(meanings[name])
}

/**
 * Runs work that may be stuck where no listener is called, such as a write to a pipe that nobody empties: a signal
 * ends the process then as it ends any other. What is temporary the next run sweeps. A signal that came before is heard
 * before it begins.
 */
export async function endAtOnceWhile<T>(work: () => T): Promise<T> {
  await heard()
  for (const name of names) process.off(name, hear)
  try {
    return work()
  } finally {
    endOnSignals()
  }
}

/**
 * Waits until every signal that came while no listener could be called has been heard. Node forgets one whose listener
 * is taken away first.
 */
async function heard(): Promise<void> {
  await turn()
  await turn() // the first may have begun before the signal came
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** A signal that ends programs. */
export type SignalName = keyof typeof meanings

/**
 * Lets a program that runs until it is told hear signals itself. Gives what ends that. The new listener comes before the
 * old one goes: without any, Node would forget a signal that waits to be heard.
 */
export function hearSignals(listener: (name: SignalName) => void): () => void {
  for (const name of names) process.on(name, listener).off(name, hear)
  return () => {
    for (const name of names) process.on(name, hear).off(name, listener)
  }
}

/** Milliseconds after which whoever pressed Ctrl-C is told that it was heard, if the work has not stopped by then. */
const unansweredFor = 500

/** Lets work be stopped by the first signal. */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController()
  let status: number | undefined
  let answer: NodeJS.Timeout | undefined
  const stop = (meaning: number) => {
    stopping = undefined
    status = meaning
    controller.abort()
    if (meaning !== exitStatus.interrupted) return
    answer = setTimeout(() => tell('leven: stopping; a second Ctrl-C ends at once.'), unansweredFor)
  }
  return {
    signal: controller.signal,
    get status() {
      return status
    },
    async whileStopping(work) {
      if (!controller.signal.aborted) stopping = stop
      try {
        return await work()
      } finally {
        stopping = undefined
        clearTimeout(answer)
      }
    },
    stop() {
      stopping = undefined
    },
  }
}
