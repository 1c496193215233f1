import { type Backend, inTurns } from '@leven/core'
import type { Table } from '@leven/tabular'
import { beginAgain, lowered, type Outcome } from './begin-again.ts'
import { checkTrainOptions } from './check-options.ts'
import type { CheckpointOrigin, TrainingCheckpoint } from './checkpoint/checkpoint.ts'
import { atRetry, originOfMembers, originOfSingle } from './checkpoint/origin.ts'
import { mostRetries } from './lower-rates.ts'
import { settlePlan } from './members/plan.ts'
import { prepareMembers } from './members/prepare-members.ts'
import type { OneTrained, TrainedModel, TrainWatch } from './one-training.ts'
import { type Recipe, type RecipeOptions, settleRecipe } from './recipe.ts'
import { trainFolded } from './train-folded.ts'
import { trainSingle } from './train-single.ts'
import { noMembers, withPrepared } from './with-prepared.ts'

/**
 * From a table to a model, as `leven train` does it. By default members are trained on folds of the rows, the best of
 * a few candidates is chosen by what they predict for rows they did not see, and all is folded into one network of one
 * hidden layer; `members: 1` trains a single network and holds a fifth of the rows out. The same table, options and
 * backend give the same bits as the command line.
 *
 * Training that diverges or collapses is begun again at lower learning rates, unless `retry` is false.
 *
 * @throws InvalidOptionError, DataError where the options or the table do not fit; LevenError where training diverges
 * at every rate, or where a signal stopped it before the first epoch was done. InvalidOptionError where `resume` is a
 * checkpoint of another table, recipe or backend.
 * @example
 * const { model, validation } = await trainModel(on, table, { target: 'diagnosis' })
 * const bytes = await saveModel(model)
 */
export async function trainModel(
  on: Backend,
  table: Table,
  options: RecipeOptions & { readonly target: string },
  watch: TrainWatch = {},
): Promise<TrainedModel> {
  checkTrainOptions(options)
  const { openRows } = watch
  const plan = settlePlan(options)
  if (plan && openRows) throw noMembers()
  const prepared = plan && (await inTurns(prepareMembers(on, table, options, plan, 'robust'), watch.signal))
  if (plan && prepared && prepared.splits.length > 0) {
    const planOf = (retry: number) => ({
      ...plan,
      candidates: plan.candidates.map((candidate) => lowered(candidate, retry)),
    })
    const asked = plan.candidates[0] ?? settleRecipe(options)
    const originOf = (retry: number) =>
      atRetry(originOfMembers(on, prepared, planOf(retry)), asked.learningRate, retry)
    return keep(options, asked, prepared.notes, watch, {
      originOf,
      train: (retry, watch) =>
        trainFolded(on, prepared, planOf(retry), options, watch, () => originOf(retry)),
    })
  }
  const recipe = settleRecipe(options)
  return withPrepared(on, openRows, table, options, recipe, watch.signal, (single) => {
    const originOf = (retry: number) =>
      atRetry(originOfSingle(on, single, lowered(recipe, retry)), recipe.learningRate, retry)
    return keep(options, recipe, single.notes, watch, {
      originOf,
      train: (retry, watch) =>
        trainSingle(on, single, lowered(recipe, retry), options, watch, () => originOf(retry)),
    })
  })
}

/** A training of one kind, at the n-th of its rates. */
interface AtRates {
  readonly originOf: (retry: number) => CheckpointOrigin
  readonly train: (retry: number, watch: TrainWatch) => Promise<Outcome<OneTrained>>
}

/** Trains until a rate comes to something. A checkpoint goes on at the rate that it is of. */
async function keep(
  options: RecipeOptions,
  asked: Pick<Recipe, 'optimizer' | 'learningRate'>,
  notes: readonly string[],
  watch: TrainWatch,
  { originOf, train }: AtRates,
): Promise<TrainedModel> {
  watch.onNotes?.(notes)
  const { resume, ...anew } = watch
  const resumed = resume ? Math.max(0, rateOf(resume, originOf, options)) : 0
  const kept = await beginAgain(options, asked, watch.onNotes, (retry) =>
    train(retry, retry === resumed ? watch : anew),
  )
  const { trained, constant, failures } = kept
  return { ...trained, constant, failures, notes: [...notes, ...kept.notes] }
}

/** Which of the rates a checkpoint is of; −1 where it is of none. */
function rateOf(
  { origin }: TrainingCheckpoint,
  originOf: (retry: number) => CheckpointOrigin,
  { retry = true }: RecipeOptions,
): number {
  const rates = Array.from({ length: retry ? mostRetries + 1 : 1 }, (_, n) => n)
  return rates.findIndex((n) => originOf(n).recipe === origin.recipe)
}
