import { parentPort, workerData } from 'node:worker_threads'
import type { Table } from '@leven/tabular'
import { openBackend } from '../backends.ts'
import { type Reply, replyWith } from '../team/reply.ts'
import { runTrial, type SweepBase, type Trial, type TrialResult } from './trial.ts'

/** What a thread of a sweep is started with. */
export interface TrialThreadData {
  readonly base: SweepBase
  /** Read by the main thread: DuckDB does not outlive a thread that is ended while it works. */
  readonly table: Table
}

const { base, table } = workerData as TrialThreadData
const opened = openBackend(base.backend)
opened.catch(() => undefined) // told with the first trial

parentPort?.on('message', async (trial: Trial) => {
  const reply: Reply<TrialResult> = await replyWith(async () => runTrial(await opened, table, base, trial))
  parentPort?.postMessage(reply)
})
