import {
  type Backend,
  DivergenceError,
  type Network,
  type NetworkParameters,
  network as networkOf,
  type Progress,
  type Training,
  train,
} from '@leven/core'
import { type Encoder, inputCount, outputCount, outputKind } from '@leven/tabular'
import { explained } from './explained.ts'
import type { TrainingRecord } from './model.ts'
import type { Part } from './prepare.ts'
import { optimizerOf, type Recipe } from './recipe.ts'

/** Points of the curve that a model keeps. */
const mostPoints = 100

/** What a training run gave. */
export interface Fit {
  readonly network: Network
  readonly parameters: NetworkParameters
  readonly curve: TrainingRecord['curve']
  /** Whether a signal ended it before its time. */
  readonly aborted: boolean
}

/** Who watches a run, and who may stop it. */
export interface Watch {
  readonly onProgress?: ((progress: Progress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * A run of the network and the training that a recipe asks for, not yet begun.
 * @param reportEvery epochs from one report to the next
 */
export function startRun(
  on: Backend,
  encoder: Encoder,
  recipe: Recipe,
  training: Part,
  validation: Part | undefined,
  { reportEvery, signal }: { readonly reportEvery: number; readonly signal?: AbortSignal | undefined },
): { readonly network: Network; readonly run: Training } {
  const network = networkOf({
    features: inputCount(encoder),
    hidden: recipe.hidden,
    outputs: outputCount(encoder.target),
    activation: recipe.activation,
    output: outputKind(encoder.target),
  })
  const patience = validation ? recipe.patience : 0 // a table may be too small to hold rows out
  const run = train(on, network, training.weighted, {
    optimizer: optimizerOf(recipe),
    epochs: recipe.epochs,
    batchSize: recipe.batchSize,
    l2: recipe.l2(training.plain.instances),
    seed: recipe.seed,
    patience,
    reportEvery,
    ...(validation && { validation: validation.weighted }),
    ...(signal && { signal }),
  })
  return { network, run }
}

/**
 * Trains the network of a recipe.
 * @throws LevenError where training diverges; it names the column by its name.
 */
export async function fit(
  on: Backend,
  encoder: Encoder,
  recipe: Recipe,
  training: Part,
  validation: Part | undefined,
  { onProgress, signal }: Watch = {},
): Promise<Fit> {
  const reportEvery = Math.ceil(recipe.epochs / mostPoints)
  const { network, run } = startRun(on, encoder, recipe, training, validation, { reportEvery, signal })
  const points: { epoch: number; cost: number; validationCost: number | null }[] = []
  try {
    for await (const progress of run) {
      const { epoch, cost, validationCost } = progress
      points.push({ epoch, cost, validationCost })
      onProgress?.(progress)
    }
  } catch (error) {
    throw error instanceof DivergenceError ? explained(error, encoder) : error
  }
  const { epoch } = await run.state()
  return {
    network,
    parameters: await run.parameters(),
    curve: { epochs: epoch, bestEpoch: validation && recipe.patience > 0 ? run.best.epoch : epoch, points },
    aborted: run.outcome === 'aborted',
  }
}
