import { proxy, type Remote, wrap } from 'comlink'
import type { Bench, Refusal } from './bench.ts'

/** Work in a worker of its own, which stops at once when it is ended: a device may not answer. */
export interface Job<T> {
  /** Undefined where it was ended. */
  readonly result: Promise<T | Refusal | undefined>
  end(): void
}

/**
 * Starts a job.
 * @param heard is told how far it has come.
 */
export function startJob<T, P>(
  work: (bench: Remote<Bench>, heard: (progress: P) => void) => Promise<T | Refusal>,
  heard: (progress: P) => void,
): Job<T> {
  const worker = new Worker(new URL('./device-worker.ts', import.meta.url), { type: 'module' })
  let end = () => {}
  const ended = new Promise<undefined>((resolve) => {
    end = () => resolve(undefined)
  })
  const failed = new Promise<Refusal>((resolve) => {
    worker.onerror = () =>
      resolve({
        kind: 'refused',
        message: [['noWorker']],
        remedy: [['connectThenReload']],
      })
  })
  const result = Promise.race([work(wrap<Bench>(worker), proxy(heard)), failed, ended]).finally(() =>
    worker.terminate(),
  )
  return { result, end }
}
