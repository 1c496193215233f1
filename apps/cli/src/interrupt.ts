import { exitStatus } from './exit-status.ts'
import { tell } from './terminal.ts'

/**
 * What Ctrl-C means. Outside `while…`, the program ends at once with status 130, and every temporary file
 * is removed; within, the work is told to stop and what it has is kept. A second Ctrl-C always ends.
 */
export interface Interrupt {
  /** Aborted by the first Ctrl-C while `whileStopping` runs. */
  readonly signal: AbortSignal
  /** The exit status of what came, or undefined. */
  readonly status: number | undefined
  /** Runs work that watches the signal. */
  whileStopping<T>(work: () => Promise<T>): Promise<T>
  /** Gives the signals back to Node. */
  stop(): void
}

/** Listens for SIGINT and SIGTERM. */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController()
  let stopping = false
  let status: number | undefined
  const hear = (name: NodeJS.Signals) => {
    const meaning = name === 'SIGTERM' ? exitStatus.terminated : exitStatus.interrupted
    if (!stopping || controller.signal.aborted) {
      tell('leven: interrupted.')
      process.exit(meaning)
    }
    status = meaning
    controller.abort()
  }
  process.on('SIGINT', hear)
  process.on('SIGTERM', hear)
  return {
    signal: controller.signal,
    get status() {
      return status
    },
    async whileStopping(work) {
      stopping = true
      try {
        return await work()
      } finally {
        stopping = false
      }
    },
    stop() {
      process.off('SIGINT', hear)
      process.off('SIGTERM', hear)
    },
  }
}
