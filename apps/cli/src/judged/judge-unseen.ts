import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { LevenError } from '@leven/core'
import type { Baselines, TrainedModel } from '@leven/model'
import { type Reply, raised } from '../team/reply.ts'
import { type Judged, type Judging, judged } from './judged.ts'

/** Up to so many numbers are judged at once: a tenth of a second. */
const mostAtOnce = 10_000

/**
 * Judges the rows that a model did not see; many of them on a thread, so that signals are heard meanwhile.
 * @param goal what --maximise names, for two labels.
 * @returns null where there are no such rows.
 * @throws LevenError of the code ABORTED where the signal came before it was done.
 */
export async function judgeUnseen(
  { model, unseen, validation }: TrainedModel,
  baseline: Baselines | null,
  goal: string | undefined,
  signal: AbortSignal,
): Promise<Judged | null> {
  if (!unseen || !validation) return null
  const { targets, T, weights } = unseen
  const rival = baseline?.T ?? null
  const judging: Judging = { target: model.encoder.target, targets, T, weights, validation, rival, goal }
  return T.length <= mostAtOnce ? judged(judging) : judgedOnThread(judging, signal)
}

async function judgedOnThread(judging: Judging, signal: AbortSignal): Promise<Judged> {
  const thread = new Worker(new URL('./judge-worker.js', import.meta.url), { workerData: judging })
  try {
    const [reply]: readonly Reply<Judged>[] = await once(thread, 'message', { signal })
    if (!reply) throw new Error('The thread said nothing.')
    return raised(reply)
  } catch (error) {
    if (!signal.aborted) throw error
    throw new LevenError('ABORTED', 'The rows were not judged to the end.', 'Let it run longer.', {
      cause: error,
    })
  } finally {
    await thread.terminate()
  }
}
