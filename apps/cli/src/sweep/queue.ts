import { setTimeout as pause } from 'node:timers/promises'
import { LevenError } from '@leven/core'
import type { SweepBase, Trial, TrialResult } from './trial.ts'

/** What a job of the queue carries. */
export interface TrialJob {
  readonly base: SweepBase
  readonly trial: Trial
  /** The worker that must not run it: an audit is another one's. */
  readonly not?: string
}

/** What a job gives. */
export interface TrialDone {
  readonly result: TrialResult
  /** Who ran it. */
  readonly worker: string
}

/** The name of the queue: another version's trials are other trials. */
export const queueName = 'leven-trials'

/** Where a small table travels with its trials, by its hash. */
export function tableKey(sha256: string): string {
  return `leven-table:${sha256}`
}

/** The packages of the queue. They are fetched only by those who use it. */
export interface QueuePackages {
  readonly bullmq: typeof import('bullmq')
  readonly Redis: typeof import('ioredis').Redis
}

/** @throws LevenError where they are not installed. */
export async function loadQueue(): Promise<QueuePackages> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')])
    return { bullmq, Redis }
  } catch (cause) {
    throw new LevenError(
      'FAILED',
      'The queue needs the packages bullmq and ioredis, which are not installed.',
      'Install them beside leven: npm install bullmq ioredis.',
      { cause },
    )
  }
}

/**
 * How often a server that does not answer is waited for, a quarter of a second each: it may be starting. It is counted, not
 * timed, since a process that was stopped meanwhile has not waited.
 */
const waits = 20

/**
 * Connects to Redis or Valkey, and waits until it answers. Later, a connection that is lost comes back by itself.
 * @throws LevenError where it does not answer within five seconds, or refuses.
 */
export async function connect({ Redis }: QueuePackages, url: string): Promise<import('ioredis').Redis> {
  const redis = new Redis(url, { maxRetriesPerRequest: null })
  let last: unknown
  redis.on('error', (error) => {
    last = error // it connects again; what waits for it, waits
  })
  // What is asked before there is a connection waits for it.
  const answer = redis.ping()
  try {
    for (let times = 0; times < waits; times++) {
      if (await Promise.race([answer, pause(250)])) return redis
    }
    throw last
  } catch (cause) {
    redis.disconnect()
    throw new LevenError(
      'FAILED',
      `The queue at ${url.replace(/\/\/[^@/]*@/, '//')} does not answer.`,
      'Check that Redis or Valkey runs there: redis-cli ping.',
      { cause },
    )
  }
}
