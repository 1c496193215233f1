import { type Divergence, DivergenceError, isDivergence, isLevenError, LevenError } from '@leven/core'

/** What a worker answers: errors as data, since a class does not cross threads. */
export type Reply<Result> =
  | { readonly result: Result }
  | { readonly diverged: { readonly divergence: Divergence; readonly best: DivergenceError['best'] } }
  | { readonly error: Pick<LevenError, 'code' | 'message' | 'remedy'> }

/** Runs work in a worker, and answers with its result or its error. What is no error of Leven's is thrown as it is. */
export async function replyWith<Result>(work: () => Promise<Result>): Promise<Reply<Result>> {
  try {
    return { result: await work() }
  } catch (error) {
    if (isDivergence(error)) return { diverged: { divergence: error.divergence, best: error.best } }
    if (!isLevenError(error)) throw error
    return { error: { code: error.code, message: error.message, remedy: error.remedy } }
  }
}

/** The result of a reply; throws its error, in this thread's classes. */
export function raised<Result>(reply: Reply<Result>): Result {
  if ('result' in reply) return reply.result
  if ('diverged' in reply) throw new DivergenceError(reply.diverged.divergence, reply.diverged.best)
  throw new LevenError(reply.error.code, reply.error.message, reply.error.remedy)
}
