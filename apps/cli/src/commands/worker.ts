import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { availableParallelism, hostname } from 'node:os'
import { extname } from 'node:path'
import { isLevenError } from '@leven/core'
import { DataError, isDataError } from '@leven/tabular'
import type { WorkerCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { sha256OfFile } from '../sweep/data-hash.ts'
import { connect, loadQueue, queueName, type TrialDone, type TrialJob, tableKey } from '../sweep/queue.ts'
import { type TrialRunner, threadRunner } from '../sweep/thread-runner.ts'
import type { SweepBase, TrialResult } from '../sweep/trial.ts'
import { readTable } from '../table/read.ts'
import { temporaryFile } from '../table/temporary.ts'
import { tell } from '../terminal.ts'
import { version } from '../version.ts'

/** Milliseconds for which a job is this worker's without a sign of life. Then another one takes it. */
const lockDuration = 10_000

/** Milliseconds for which an audit waits for another worker to take it. */
const auditDelay = 500

/**
 * `leven worker`: runs trials of sweeps from a queue, until it is interrupted.
 * @returns the exit status.
 */
export async function workerCommand(options: WorkerCommandOptions): Promise<number> {
  const packages = await loadQueue()
  const redis = await connect(packages, options.queue)
  const { DelayedError, UnrecoverableError, Worker } = packages.bullmq
  const name = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
  const interrupt = listenForInterrupt()
  const runners = new Map<string, Promise<TrialRunner>>()
  const worker = new Worker<TrialJob, TrialDone>(
    queueName,
    async (job, token) => {
      const { base, trial, not } = job.data
      if (not === name) {
        await job.moveToDelayed(Date.now() + auditDelay, token)
        throw new DelayedError()
      }
      try {
        const key = JSON.stringify(base)
        const runner = runners.get(key) ?? openRunner(base, redis)
        runners.set(key, runner)
        runner.catch(() => runners.delete(key)) // the table may be there later
        let result: TrialResult | undefined
        await (await runner).run(
          [trial],
          (done) => {
            result = done
          },
          () => true,
        )
        if (!result) throw new Error('the trial came to nothing')
        return { result, worker: name }
      } catch (error) {
        if (!isLevenError(error)) throw error
        const { code, message, remedy } = error
        const told = JSON.stringify({ code, message, remedy })
        throw isDataError(error) && error.row === undefined && isMissing(error)
          ? new Error(told) // another worker may have the table
          : new UnrecoverableError(told)
      }
    },
    {
      connection: redis,
      concurrency: options.workers ?? availableParallelism(),
      lockDuration,
      stalledInterval: lockDuration / 2,
      maxStalledCount: 100,
    },
  )
  worker.on('error', () => undefined) // the connection comes back; a job that was lost meanwhile is another's
  tell(`leven: worker ${name} is waiting for trials; Ctrl-C ends it.`)
  await interrupt.whileStopping(
    () => new Promise<void>((resolve) => interrupt.signal.addEventListener('abort', () => resolve())),
  )
  await worker.close(true) // a trial that runs goes to another worker
  for (const runner of runners.values())
    await runner.then(
      (one) => one.close(),
      () => undefined,
    )
  redis.disconnect()
  return interrupt.status ?? exitStatus.interrupted
}

function isMissing({ message }: DataError): boolean {
  return /no such file|not permitted|other bytes/.test(message)
}

/** Reads the table of a sweep: the file it names, where that has the same bytes, or the copy in the queue. */
async function openRunner(base: SweepBase, redis: import('ioredis').Redis): Promise<TrialRunner> {
  const { data = '', ...request } = base.table
  if (base.version !== version()) {
    throw new DataError(
      { source: data },
      `the sweep is of Leven ${base.version}, this worker of ${version()}.`,
      'Use the same version on every machine.',
    )
  }
  const path = await whereItIs(data, base.dataSha256, redis)
  return threadRunner(base, await readTable({ ...request, data: path }), availableParallelism())
}

async function whereItIs(data: string, sha256: string, redis: import('ioredis').Redis): Promise<string> {
  const own = await sha256OfFile(data).catch(() => undefined)
  if (own === sha256) return data
  const sent = await redis.getBuffer(tableKey(sha256))
  if (sent) {
    const path = `${temporaryFile()}${extname(data)}`
    writeFileSync(path, sent)
    return path
  }
  throw new DataError(
    { source: data },
    own === undefined
      ? 'there is no such file on this machine.'
      : 'the file has other bytes than that of the sweep.',
    'Put the same file at the same path on every machine.',
  )
}
