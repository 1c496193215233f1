import { Worker } from 'node:worker_threads'
import type { Table } from '@leven/tabular'
import { type Reply, raised } from '../team/reply.ts'
import type { SweepBase, Trial, TrialResult } from './trial.ts'
import type { TrialThreadData } from './trial-serve.ts'

/** Runs trials somewhere. */
export interface TrialRunner {
  /**
   * Runs trials, several at once, and tells of each as it is done.
   * @param more asked before each trial whether it may begin.
   * @throws LevenError where a trial cannot be run; the others that run are given up.
   */
  run(trials: readonly Trial[], onResult: (result: TrialResult) => void, more: () => boolean): Promise<void>
  close(): Promise<void>
}

/** Runs trials on worker threads, each with the table and a backend of its own. */
export function threadRunner(base: SweepBase, table: Table, count: number): TrialRunner {
  const workerData: TrialThreadData = { base, table: ofPlainData(table) }
  const threads: Worker[] = []
  const idle: Worker[] = []
  const start = (): Worker => {
    const made = new Worker(new URL('./trial-worker.js', import.meta.url), {
      workerData,
      env: { ...process.env, LEVEN_THREADS: '1' }, // trials share the cores already
    })
    threads.push(made)
    return made
  }
  return {
    async run(trials, onResult, more) {
      const waiting = [...trials]
      const work = async () => {
        const thread = idle.pop() ?? start()
        for (let trial = waiting.shift(); trial && more(); trial = waiting.shift()) {
          onResult(raised(await ask(thread, trial)))
        }
        idle.push(thread)
      }
      await Promise.all(Array.from({ length: Math.min(count, trials.length) }, work))
    },
    async close() {
      await Promise.all(threads.map((one) => one.terminate()))
    },
  }
}

/** The same table without functions, and without classes, which do not cross threads. */
function ofPlainData({ source, rows, columns }: Table): Table {
  return { source, rows, columns: columns.map(({ name, cells }) => ({ name, cells: [...cells] })) }
}

function ask(thread: Worker, trial: Trial): Promise<Reply<TrialResult>> {
  return new Promise((resolve, reject) => {
    const done = () => {
      thread.off('message', answered)
      thread.off('error', failed)
    }
    const answered = (reply: Reply<TrialResult>) => {
      done()
      resolve(reply)
    }
    const failed = (error: Error) => {
      done()
      reject(error)
    }
    thread.on('message', answered)
    thread.on('error', failed)
    thread.postMessage(trial)
  })
}
