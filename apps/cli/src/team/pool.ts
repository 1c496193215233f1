import { Worker } from 'node:worker_threads'
import type { NetworkParameters, TrainingState } from '@leven/core'
import type { OpenTeam, TeamWork } from '@leven/model'
import { type Remote, wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { type Reply, raised } from './reply.ts'
import type { WorkerTeam } from './worker-team.ts'

/** Worker threads that train members, each on a backend of its own. */
export interface Pool {
  readonly open: OpenTeam
  close(): Promise<void>
}

/**
 * Starts workers. Members are dealt to them in turn, so that each has about as many.
 * @param backend as --backend names it.
 */
export function openPool(count: number, backend: string | undefined): Pool {
  const threads = Array.from(
    { length: count },
    () =>
      new Worker(new URL('./worker.js', import.meta.url), {
        workerData: backend,
        // Members share the cores already: within one, a step has one thread.
        env: { ...process.env, LEVEN_THREADS: '1' },
      }),
  )
  // A thread that breaks answers nothing any more.
  const broken = Promise.race(
    threads.map((thread) => new Promise<never>((_, reject) => thread.once('error', reject))),
  )
  broken.catch(() => undefined) // whoever waits for an answer throws it
  const all = <Result>(asked: readonly Remote<WorkerTeam>[], ask: Ask<Result>) =>
    Promise.race([answers(asked, ask), broken])
  const workers = threads.map((thread) => wrap<WorkerTeam>(nodeEndpoint(thread)))
  const shared = new WeakMap<TeamWork['data'], TeamWork['data']>()
  return {
    async open(work, signal) {
      const data = shared.get(work.data) ?? share(work.data)
      shared.set(work.data, data)
      const used = workers.slice(0, work.members.length)
      const own = used.map((_, worker) => work.members.filter((_, member) => member % used.length === worker))
      await all(used, (worker, at) => worker.open({ ...work, data, members: own[at] ?? [] }))
      const abort = () => {
        for (const worker of used) void worker.abort()
      }
      signal?.addEventListener('abort', abort)
      return {
        async epoch() {
          const costs = await all(used, (worker) => worker.epoch())
          return costs.includes(null) ? null : interleaved(costs.map((part) => part ?? []))
        },
        async keep() {
          await all(used, (worker) => worker.keep())
        },
        async kept() {
          return interleaved<NetworkParameters>(await all(used, (worker) => worker.kept()))
        },
        async states() {
          return interleaved<TrainingState>(await all(used, (worker) => worker.states()))
        },
        async close() {
          signal?.removeEventListener('abort', abort)
          await all(used, (worker) => worker.end())
        },
      }
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()))
    },
  }
}

type Ask<Result> = (worker: Remote<WorkerTeam>, at: number) => Promise<Reply<Result>>

/** Asks every worker at once; waits for all, then throws what one of them threw. */
async function answers<Result>(
  workers: readonly Remote<WorkerTeam>[],
  ask: Ask<Result>,
): Promise<readonly Result[]> {
  const replies = await Promise.all(workers.map(ask))
  return replies.map(raised)
}

/** Results in the order of the members, which were dealt in turn. */
function interleaved<Result>(parts: readonly (readonly Result[])[]): readonly Result[] {
  const longest = parts.reduce((most, part) => Math.max(most, part.length), 0)
  return Array.from({ length: longest }, (_, at) => parts.flatMap((part) => part.slice(at, at + 1))).flat()
}

/** The same numbers in memory that workers see without a copy. */
function share({ instances, X, Y, sampleWeights }: TeamWork['data']): TeamWork['data'] {
  return {
    instances,
    X: sharedCopy(X),
    Y: sharedCopy(Y),
    ...(sampleWeights && { sampleWeights: sharedCopy(sampleWeights) }),
  }
}

function sharedCopy(values: Float32Array | Float64Array): Float32Array | Float64Array {
  const memory = new SharedArrayBuffer(values.byteLength)
  const copy = values instanceof Float64Array ? new Float64Array(memory) : new Float32Array(memory)
  copy.set(values)
  return copy
}
