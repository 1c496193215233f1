import type { Backend } from '@leven/core'
import { checkTrainOptions, loadModel, type RecipeOptions, type TrainWatch, trainModel } from '@leven/model'
import type { Metrics } from '@leven/tabular'
import { openBest, openByName } from './backends.ts'
import { type FittedModel, fittedModel } from './fitted-model.ts'
import { targetTypeOption } from './prediction.ts'
import { type Rows, tableOfRows } from './rows.ts'

/** What is learnt, and how. Whatever is absent has the defaults of `leven train`. */
export interface FitOptions extends RecipeOptions {
  /** The column to predict. */
  readonly target: string
  /** Where it trains: a backend's name, as 'cpu:native' or 'gpujs', or an open backend, which stays open. Default: LEVEN_BACKEND, else 'cpu'. */
  readonly backend?: string | Backend
  /** Stops the training; what has been learnt is the model. */
  readonly signal?: AbortSignal
  /** Told how training goes. */
  readonly onProgress?: NonNullable<TrainWatch['onProgress']>
}

/** A model with what its training showed. */
export interface TrainedFit extends FittedModel {
  /** On the rows trained on. */
  readonly train: Metrics
  /** On rows that training did not see; null where there are none. */
  readonly validation: Metrics | null
  /** Sentences about the table: columns left out, cells that are missing. */
  readonly notes: readonly string[]
}

/**
 * From rows to a model.
 * @param rows objects by column, where numbers, booleans, dates and texts are themselves and null is missing; or a table
 * @throws InvalidOptionError for an option that does not exist or cannot be; DataError for rows that cannot be used.
 * @example
 * const model = await fit(rows, { target: 'bought' })
 * model.predict({ age: 44, income: 51_000, city: 'Berlin' }) // { prediction: true, probability: 0.93, notes: [] }
 */
export async function fit(rows: Rows, options: FitOptions): Promise<TrainedFit> {
  const { backend, signal, onProgress, ...recipe } = checkTrainOptions(options, fitKeys)
  const { table, typeOf } = await tableOfRows(rows)
  const on = typeof backend === 'object' ? backend : (await openBest(['cpu'], choiceOf(backend))).backend
  try {
    const trained = await trainModel(on, table, recipe, {
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
      options: { [targetTypeOption]: typeOf(recipe.target) },
    })
    const { model, train, validation, notes } = trained
    return { ...fittedModel(model, await openByName('cpu')), train, validation, notes }
  } finally {
    if (on !== backend) await on.close()
  }
}

/** What `fit` takes beside a recipe. */
const fitKeys = ['backend', 'signal', 'onProgress'] as const

function choiceOf(backend: string | undefined): { readonly choice?: string } {
  return backend === undefined ? {} : { choice: backend }
}

/**
 * A model from the bytes of its file, verified: hash, shapes, and golden rows on the backend that will predict.
 * @throws ModelError that says which check failed.
 * @example
 * const model = await load(await readFile('model.safetensors'))
 */
export async function load(bytes: Uint8Array, source?: string): Promise<FittedModel> {
  const on = await openByName('cpu')
  try {
    return fittedModel(await loadModel(bytes, on, source), on)
  } catch (error) {
    await on.close()
    throw error
  }
}
