import { isLevenError, LevenError } from '@leven/core'

/** A training that came to nothing. */
export interface FailedRate {
  /** The rate that failed. */
  readonly learningRate: number
  /** Left the range of numbers, or learnt nothing: the same prediction for every row, or no better than the majority. */
  readonly outcome: 'diverged' | 'collapsed'
}

/** How a training at one rate came out. */
export interface Attempt<T> {
  readonly trained: T
  readonly collapsed: boolean
  /** J on the rows it is judged by. */
  readonly cost: number
}

/** How many lower rates are tried. */
export const mostRetries = 3

/**
 * The rate of the n-th retry: first a tenth of what was asked for or the usual rate, whichever is lower, then a tenth of
 * the one before.
 * @param usual the default of the optimizer.
 * @param retry from 1; 0 is what was asked for.
 */
export function loweredRate(asked: number, usual: number, retry: number): number {
  let rate = asked
  for (let n = 1; n <= retry; n++) rate = n === 1 ? Math.min(rate / 10, usual) : rate / 10
  return rate
}

/**
 * Trains, and trains again at lower rates where that diverges or collapses. The same table and options try the same
 * rates, so that the result is as reproducible as a single training.
 *
 * @param train at the n-th lower rate; 0 is what was asked for.
 * @param rateOf the learning rate of the n-th.
 * @param retries how many lower rates may be tried.
 * @param onFailure told before the next rate is tried.
 * @returns the first that did not collapse; where all did, the one of the lowest cost: then it is the table or the other
 * options that leave nothing to learn.
 * @throws LevenError where all diverge: in the words of the first.
 */
export async function trainAtLowerRates<T>(
  train: (retry: number) => Promise<Attempt<T>>,
  rateOf: (retry: number) => number,
  retries: number,
  onFailure: (failure: FailedRate, next: number) => void,
): Promise<{ readonly trained: T; readonly failures: readonly FailedRate[] }> {
  const failures: FailedRate[] = []
  let best: Attempt<T> | undefined
  let firstError: LevenError | undefined
  for (let retry = 0; retry <= retries; retry++) {
    let outcome: FailedRate['outcome'] = 'collapsed'
    try {
      const attempt = await train(retry)
      if (!attempt.collapsed) return { trained: attempt.trained, failures }
      if (!best || attempt.cost < best.cost) best = attempt
    } catch (error) {
      if (!isLevenError(error) || error.code !== 'DIVERGED') throw error
      firstError ??= error
      outcome = 'diverged'
    }
    const failure = { learningRate: rateOf(retry), outcome }
    failures.push(failure)
    if (retry < retries) onFailure(failure, rateOf(retry + 1))
  }
  if (!best) throw retries > 0 ? divergedAtAll(firstError, rateOf(retries)) : firstError
  return { trained: best.trained, failures }
}

/** What the user hears before the next rate is tried. */
export function retryWords({ learningRate, outcome }: FailedRate, next: number): string {
  const how =
    outcome === 'diverged'
      ? 'diverged'
      : 'collapsed: its predictions are no better than one and the same for every row'
  return `Training at the learning rate ${rate(learningRate)} ${how}. It begins again at ${rate(next)}; --no-retry leaves it at the first.`
}

function rate(value: number): string {
  return String(Number(value.toPrecision(6)))
}

function divergedAtAll(first: LevenError | undefined, lowest: number): LevenError {
  return new LevenError(
    'DIVERGED',
    first?.message ?? 'Training diverged.',
    `Lower rates, down to ${rate(lowest)}, diverge too: look at the other options, such as l2, and at the table with leven doctor.`,
    { cause: first },
  )
}
