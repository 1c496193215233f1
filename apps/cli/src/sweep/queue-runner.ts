import { readFileSync, statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { isLevenError, LevenError } from '@leven/core'
import { note } from '../terminal.ts'
import { connect, loadQueue, queueName, type TrialDone, type TrialJob, tableKey } from './queue.ts'
import type { TrialRunner } from './thread-runner.ts'
import type { SweepBase, Trial, TrialResult } from './trial.ts'

/** Tables up to so many bytes travel through Redis; workers need no file of them. */
const mostBytesToSend = 1 << 20

/** Milliseconds from one look at the jobs to the next. */
const betweenLooks = 300

/** Milliseconds from one look at who works to the next. */
const betweenCounts = 3000

/** Tries of a trial by workers that died, or could not read the table. */
const attempts = 20

/**
 * Runs trials on workers anywhere, through BullMQ. A trial's job has the trial's id, so that the same trial is one
 * job however often it is asked for; a job whose worker dies is taken by another one. Jobs are looked at, not
 * listened to: nothing is missed while the connection is down.
 * @param audit the share of trials that another worker repeats, to compare.
 */
export async function queueRunner(url: string, base: SweepBase, audit: number): Promise<TrialRunner> {
  const packages = await loadQueue()
  const redis = await connect(packages, url)
  const queue = new packages.bullmq.Queue<TrialJob, TrialDone>(queueName, { connection: redis })
  queue.on('error', () => undefined)
  const { data = '' } = base.table
  if (statSync(data).size <= mostBytesToSend) await redis.set(tableKey(base.dataSha256), readFileSync(data))

  const ask = (id: string, job: TrialJob) =>
    queue.add('trial', job, {
      jobId: id,
      attempts,
      backoff: { type: 'fixed', delay: 1000 },
      removeOnComplete: { age: 24 * 3600 },
      removeOnFail: { age: 60 },
    })

  /** Waits for a job, over cut connections and restarted servers. */
  const answer = async (id: string, job: TrialJob, more: () => boolean): Promise<TrialDone | undefined> => {
    for (;;) {
      const found = await queue.getJob(id)
      if (!found)
        await ask(id, job) // also where a server came back without it
      else if (found.returnvalue) return found.returnvalue
      else if (await found.isFailed()) throw failureOf(found.failedReason)
      else if (!more() && (await found.isWaiting())) {
        await found.remove()
        return undefined
      }
      await pause(betweenLooks)
    }
  }

  const tellWhoIsMissing = missingWorkers(() => queue.getWorkersCount(), audit)
  return {
    async run(trials, onResult, more) {
      let look = Promise.resolve()
      const timer = setInterval(() => {
        look = look.then(tellWhoIsMissing)
      }, betweenCounts)
      try {
        await Promise.all(
          trials.map(async (trial) => {
            const done = await answer(trial.id, { base, trial }, more)
            if (!done) return
            if (isAudited(trial, audit)) await compare(done, base, trial, answer)
            onResult(done.result)
          }),
        )
      } finally {
        clearInterval(timer)
      }
      await look
    },
    async close() {
      await queue.close()
      redis.disconnect()
    },
  }
}

/** Tells, once each, that nobody works on the trials, and that one worker alone cannot be audited: the sweep waits. */
function missingWorkers(count: () => Promise<number>, audit: number): () => Promise<void> {
  const told = new Set<string>()
  const tellOnce = (text: string) => {
    if (!told.has(text)) note(text)
    told.add(text)
  }
  return async () => {
    // A server may not let us ask; then nothing is said.
    const workers = await count().catch(() => undefined)
    if (workers === 0)
      tellOnce(
        'No worker is at the queue, and the sweep waits for one. Start leven worker with the same --queue.',
      )
    else if (workers === 1 && audit > 0)
      tellOnce(
        'An audit needs a second worker, and the sweep waits for one. Start another leven worker with the same --queue.',
      )
  }
}

type Answer = (id: string, job: TrialJob, more: () => boolean) => Promise<TrialDone | undefined>

/** By its id, so that the same trials are audited whoever asks. */
function isAudited({ id }: Trial, share: number): boolean {
  return Number.parseInt(id.slice(0, 8), 16) < share * 2 ** 32
}

/** @throws LevenError where another worker comes to another result: one of the two machines is wrong. */
async function compare(first: TrialDone, base: SweepBase, trial: Trial, answer: Answer): Promise<void> {
  const second = await answer(`${trial.id}-audit`, { base, trial, not: first.worker }, () => true)
  if (!second || same(first.result, second.result)) return
  throw new LevenError(
    'FAILED',
    `The trial ${trial.id} came to another result on ${second.worker} than on ${first.worker}.`,
    'Run leven conform cpu on both.',
  )
}

function same(a: TrialResult, b: TrialResult): boolean {
  return a.cost === b.cost && a.parametersSha256 === b.parametersSha256
}

/** A worker's error, as it was told there. */
function failureOf(reason: string): LevenError {
  try {
    const told: unknown = JSON.parse(reason)
    if (
      typeof told === 'object' &&
      told !== null &&
      'message' in told &&
      'remedy' in told &&
      'code' in told
    ) {
      const error = new LevenError('FAILED', String(told.message), String(told.remedy))
      return isLevenError(Object.assign(error, { code: told.code }))
        ? error
        : new LevenError('FAILED', reason, '')
    }
  } catch {
    // No error of Leven's: its own words say what it was.
  }
  return new LevenError('FAILED', `A worker failed: ${reason}.`, 'Look at what it told.')
}
