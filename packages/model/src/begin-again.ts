import { isConstant, type Metrics } from '@leven/tabular'
import { defaults } from './defaults.ts'
import { type FailedRate, loweredRate, mostRetries, retryWords, trainAtLowerRates } from './lower-rates.ts'
import type { Recipe, RecipeOptions } from './recipe.ts'

/** A network or candidate whose learning rate may be lowered. */
export type Rated = Pick<Recipe, 'optimizer' | 'learningRate'>

/** What a training at one rate gives, before it is known whether it is the last. */
export interface Outcome<T> {
  readonly trained: T
  /** T on the rows trained on, nL × rows. */
  readonly T: Parameters<typeof isConstant>[0]
  readonly outputs: number
  /** Of the model, and of always the majority, on the rows it is judged by. */
  readonly judged: Metrics
  readonly majority: Metrics
  readonly aborted: boolean
  /** What there is to say about it, if it is kept. */
  readonly notes: readonly string[]
}

/** What was kept. */
export interface Kept<T> {
  readonly trained: T
  /** Whether it predicts the same for every row it was trained on. */
  readonly constant: boolean
  readonly notes: readonly string[]
  readonly failures: readonly FailedRate[]
}

/**
 * Trains at the rate that is asked for, and at lower ones where that comes to nothing (docs/tables.md).
 * @param asked the network or first candidate, at the rate that is asked for.
 * @param train trains with every rate lowered so; 0 is as asked for.
 * @throws LevenError where training diverges at every rate, and what `train` throws.
 */
export async function beginAgain<T>(
  { retry: mayRetry = true }: RecipeOptions,
  asked: Rated,
  onNotes: ((notes: readonly string[]) => void) | undefined,
  train: (retry: number) => Promise<Outcome<T>>,
): Promise<Kept<T>> {
  const said: string[] = []
  const { trained: kept, failures } = await trainAtLowerRates(
    async (retry) => {
      const outcome = await train(retry)
      const constant = isConstant(outcome.T, outcome.outputs)
      // At the usual rates no better than the majority may be the table's doing: the one asked for is not doubted.
      const doubted = retry > 0 || asked.learningRate > defaults.learningRate[asked.optimizer]
      const learntNothing = doubted && outcome.judged.cost >= outcome.majority.cost
      const collapsed = !outcome.aborted && (constant || learntNothing)
      return { trained: { outcome, constant }, cost: outcome.judged.cost, collapsed }
    },
    (retry) => lowered(asked, retry).learningRate,
    mayRetry ? mostRetries : 0,
    (failure, next) => {
      const sentence = retryWords(failure, next)
      said.push(sentence)
      onNotes?.([sentence])
    },
  )
  const { outcome, constant } = kept
  if (outcome.notes.length > 0) onNotes?.(outcome.notes)
  return { trained: outcome.trained, constant, notes: [...said, ...outcome.notes], failures }
}

/** The same with the rate of the n-th retry. */
export function lowered<R extends Rated>(of: R, retry: number): R {
  return {
    ...of,
    learningRate: loweredRate(of.learningRate, defaults.learningRate[of.optimizer], retry),
  }
}
