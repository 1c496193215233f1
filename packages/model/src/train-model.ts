import type { Backend } from '@leven/core'
import type { Metrics, Table } from '@leven/tabular'
import { createModel } from './create-model.ts'
import { fit, type Watch } from './fit.ts'
import { measure } from './measure.ts'
import type { Model, TrainingRecord } from './model.ts'
import { prepare } from './prepare.ts'
import { type RecipeOptions, recordOf, settleRecipe } from './recipe.ts'

/** What `trainModel` gives. */
export interface TrainedModel {
  readonly model: Model
  readonly train: Metrics
  /** On the rows held out; null where none are. */
  readonly validation: Metrics | null
  /** Sentences about the table: columns left out, constant columns. */
  readonly notes: readonly string[]
  /** Whether a signal ended the training before its time. */
  readonly aborted: boolean
}

/**
 * From a table to a model, as `leven train` does it: splits the rows, fits the encoder, trains, adds golden rows,
 * measures. The same table, options and backend give the same bits as the command line.
 *
 * @throws InvalidOptionError, DataError where the options or the table do not fit; LevenError where training diverges.
 * @example
 * const { model, validation } = await trainModel(on, table, { target: 'diagnosis' })
 * const bytes = await saveModel(model)
 */
export async function trainModel(
  on: Backend,
  table: Table,
  options: RecipeOptions & { readonly target: string },
  watch: Watch & { readonly versions?: TrainingRecord['versions'] } = {},
): Promise<TrainedModel> {
  const recipe = settleRecipe(options)
  const { encoder, training, validation, notes } = prepare(table, options, recipe)
  const { network, parameters, curve, aborted } = await fit(on, encoder, recipe, training, validation, watch)
  const { name, device, accelerated, reason } = on.info
  const record: TrainingRecord = {
    options: recordOf(recipe, options, training.plain.instances),
    seed: recipe.seed,
    versions: watch.versions ?? {},
    backend: { name, device, accelerated, reason },
    rows: { training: training.plain.instances, validation: validation?.plain.instances ?? 0 },
    curve,
  }
  return {
    model: await createModel({ network, parameters, encoder, training: record }, on),
    train: await measure(on, network, parameters, encoder.target, training),
    validation: validation ? await measure(on, network, parameters, encoder.target, validation) : null,
    notes,
    aborted,
  }
}
