import { basename } from 'node:path'
import { type Backend, LevenError } from '@leven/core'
import {
  createModel,
  type Fit,
  fit,
  logisticRegression,
  type Model,
  measure,
  measureMajority,
  type Prepared,
  parametersSha256,
  prepare,
  type Recipe,
  recipeOf,
  recordOf,
  saveModel,
  settleRecipe,
} from '@leven/model'
import { inputCount, type Metrics, type TargetColumn } from '@leven/tabular'
import { openBackend } from '../backends.ts'
import type { TrainCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { type Interrupt, listenForInterrupt } from '../interrupt.ts'
import { looksLikeModel } from '../model-kind.ts'
import { type OutputFile, reserveOutput } from '../output-file.ts'
import { openProgressBar } from '../progress-bar.ts'
import { printScorecard, type Score } from '../scorecard.ts'
import { located, type ReadTable, readTable } from '../table/read.ts'
import { note, printJson, tell } from '../terminal.ts'
import { version } from '../version.ts'

/**
 * `leven train`: reads a table, trains, saves the model, and prints how good it is.
 * @returns the exit status.
 */
export async function trainCommand(data: string | undefined, options: TrainCommandOptions): Promise<number> {
  const begun = performance.now()
  const recipe = settleRecipe(options)
  const interrupt = listenForInterrupt()
  const out = await reserveOutput(options.out ?? `${nameOf(data)}.safetensors`, {
    isOurs: looksLikeModel,
    ours: 'model of Leven',
    inputs: [data],
    force: options.force,
  })
  const on = await openBackend(options.backend, options)
  try {
    const table = await readTable({ data, query: options.query, text: options })
    const prepared = understand(table, options, recipe)
    for (const sentence of [...table.notes, ...prepared.notes]) note(sentence)
    const trained = await learn(on, prepared, recipe, interrupt)
    if (trained.curve.epochs === 0) {
      tell('leven: interrupted before the first epoch was done; nothing was saved.')
      return interrupt.status ?? exitStatus.interrupted
    }
    const model = await save(on, prepared, trained, recipe, options, table, out)
    if (trained.aborted) {
      tell(
        `leven: interrupted after epoch ${trained.curve.epochs} of ${recipe.epochs}; the model so far is saved as ${out.path}.`,
      )
      return interrupt.status ?? exitStatus.interrupted
    }
    const score = await judge(on, model, prepared, trained, {
      path: out.path,
      rows: table.rows,
      seed: recipe.seed,
      begun,
    })
    if (options.json) printJson(summary(score))
    else await printScorecard(score)
    return exitStatus.done
  } finally {
    await on.close()
    interrupt.stop()
  }
}

/** The data's name without folder and extensions. */
function nameOf(data: string | undefined): string {
  if (data === undefined || data === '-') return 'model'
  const name = basename(data).replace(/(\.(csv|tsv|tab|txt|json|jsonl|ndjson|parquet|pq))?(\.gz)?$/i, '')
  return name.replace(/[*?[\]]/g, '').replace(/^[.-]+|[.-]+$/g, '') || 'model'
}

function understand(table: ReadTable, options: TrainCommandOptions, recipe: Recipe): Prepared {
  try {
    return prepare(table, options, recipe)
  } catch (error) {
    throw located(table, error)
  }
}

async function learn(on: Backend, prepared: Prepared, recipe: Recipe, interrupt: Interrupt): Promise<Fit> {
  const bar = await openProgressBar(recipe.epochs)
  try {
    return await interrupt.whileStopping(() =>
      fit(on, prepared.encoder, recipe, prepared.training, prepared.validation, {
        onProgress: (progress) => bar.update(progress),
        signal: interrupt.signal,
      }),
    )
  } catch (error) {
    if (!(error instanceof LevenError && error.code === 'DIVERGED')) throw error
    throw new LevenError(error.code, `${error.message} Nothing was saved.`, error.remedy, { cause: error })
  } finally {
    bar.stop()
  }
}

async function save(
  on: Backend,
  { encoder, training, validation }: Prepared,
  { network, parameters, curve }: Fit,
  recipe: Recipe,
  options: TrainCommandOptions,
  table: ReadTable,
  out: OutputFile,
): Promise<Model> {
  const { name, device, accelerated, reason } = on.info
  const model = await createModel(
    {
      network,
      parameters,
      encoder,
      training: {
        options: {
          ...recordOf(recipe, options, training.plain.instances),
          query: options.query ?? null,
          reproducible: table.reproducible,
        },
        seed: recipe.seed,
        versions: { leven: version() },
        backend: { name, device, accelerated, reason },
        rows: { training: training.plain.instances, validation: validation?.plain.instances ?? 0 },
        curve,
      },
    },
    on,
  )
  out.write(await saveModel(model))
  return model
}

/** Measures the saved model and the two baselines on the same rows. */
async function judge(
  on: Backend,
  model: Model,
  { encoder, training, validation }: Prepared,
  trained: Fit,
  run: { readonly path: string; readonly rows: number; readonly seed: number; readonly begun: number },
): Promise<Score> {
  const { target } = encoder
  const seconds = (performance.now() - run.begun) / 1000
  const shown = validation ?? training
  const plain = await fit(on, encoder, recipeOf(logisticRegression, run.seed), training, undefined)
  return {
    path: run.path,
    model,
    backend: on.info,
    rows: run.rows,
    train: await measure(on, model.network, model.parameters, target, training),
    validation: validation ? await measure(on, model.network, model.parameters, target, validation) : null,
    baseline: {
      majority: measureMajority(target, training, shown),
      logistic: await measure(on, plain.network, plain.parameters, target, shown),
    },
    curve: trained.curve.points,
    parametersSha256: await parametersSha256(model.parameters),
    seconds,
  }
}

/** The object that `train --json` prints. */
function summary({
  path,
  model,
  backend,
  rows,
  train,
  validation,
  baseline,
  parametersSha256,
  seconds,
}: Score): {
  readonly [key: string]: unknown
  readonly train: Metrics
} {
  const { encoder, training } = model
  const { name, device, accelerated, reason } = backend
  return {
    model: path,
    task: encoder.target.task,
    target: encoder.target.name,
    labels: labelsOf(encoder.target),
    positive: encoder.target.task === 'binary' ? encoder.target.positive : null,
    rows,
    features: inputCount(encoder),
    epochs: training.curve.epochs,
    seed: training.seed,
    backend: { name, device, accelerated, reason },
    train,
    validation,
    baseline,
    parametersSha256,
    seconds: Math.round(seconds * 1000) / 1000,
  }
}

function labelsOf(target: TargetColumn): readonly string[] | null {
  return target.task === 'regression' ? null : target.labels
}
