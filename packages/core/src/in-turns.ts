import { LevenError } from './errors.ts'
import { EventLoop } from './event-loop.ts'
import type { Turns } from './turns.ts'

/**
 * Does work in turns: timers, input and signals have theirs in between.
 * @throws LevenError of the code ABORTED where the signal came before it was done.
 */
export async function inTurns<T>(work: Turns<T>, signal?: AbortSignal): Promise<T> {
  const loop = new EventLoop()
  for (;;) {
    if (signal?.aborted) {
      throw new LevenError('ABORTED', 'The work was broken off.', 'Let it run longer.')
    }
    const { done, value } = work.next()
    if (done) return value
    if (loop.due()) await loop.handBack()
  }
}
