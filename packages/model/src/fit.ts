import {
  type Backend,
  type Instances,
  isDivergence,
  type Network,
  type NetworkParameters,
  type Progress,
  type Training,
  type TrainingState,
  type TrainOptions,
  train,
} from '@leven/core'
import type { Encoder } from '@leven/tabular'
import { networkFor } from './check-memory.ts'
import { explained } from './explained.ts'
import type { CurvePoint, TrainingRecord } from './model.ts'
import type { Part } from './prepare.ts'
import { optimizerOf, type Recipe } from './recipe.ts'

/** Points of the curve that a model keeps. */
const mostPoints = 100

/** What a training run gave. */
export interface Fit {
  /** What was trained. */
  readonly network: Network
  /** Of the best epoch, first layer first. */
  readonly parameters: NetworkParameters
  /** The costs after some of the epochs. */
  readonly curve: TrainingRecord['curve']
  /** Whether a signal ended it before its time. */
  readonly aborted: boolean
}

/** Where the training of a single network is. */
export interface SinglePosition {
  /** Tells it from a position of members. */
  readonly kind: 'single'
  /** null before the first epoch. */
  readonly state: TrainingState | null
  /** The curve so far. */
  readonly points: readonly CurvePoint[]
}

/** Who is told where a training is, and where it goes on. */
export interface SingleJourney {
  readonly onPosition?: ((position: SinglePosition) => Promise<void>) | undefined
  readonly from?: SinglePosition | undefined
}

/** Who watches a run, and who may stop it. */
export interface Watch {
  /** Told how training goes. */
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Ends the training at the next report; what has been learnt is the result. */
  readonly signal?: AbortSignal | undefined
}

/**
 * A run of the network and the training that a recipe asks for, not yet begun.
 * @param options what only this run has: `reportEvery` is the epochs from one report to the next
 */
export function startRun(
  on: Backend,
  encoder: Encoder,
  recipe: Recipe,
  training: Part<Instances>,
  validation: Part<Instances> | undefined,
  options: Pick<TrainOptions, 'reportEvery' | 'signal' | 'afterEpoch' | 'resume'>,
): { readonly network: Network; readonly run: Training } {
  const network = networkFor(encoder, recipe)
  const patience = validation ? recipe.patience : 0 // a table may be too small to hold rows out
  const run = train(on, network, training.weighted, {
    optimizer: optimizerOf(recipe),
    epochs: recipe.epochs,
    batchSize: recipe.batchSize,
    l2: recipe.l2(training.standFor),
    seed: recipe.seed,
    patience,
    ...(validation && { validation: validation.weighted }),
    ...options,
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
  training: Part<Instances>,
  validation: Part<Instances> | undefined,
  { onProgress, signal }: Watch = {},
  { from, onPosition }: SingleJourney = {},
): Promise<Fit> {
  const reportEvery = Math.ceil(recipe.epochs / mostPoints)
  const points: CurvePoint[] = [...(from?.points ?? [])]
  const tell = async (): Promise<void> => {
    await onPosition?.({ kind: 'single', state: await run.state(), points: [...points] })
  }
  const { network, run } = startRun(on, encoder, recipe, training, validation, {
    reportEvery,
    ...(signal && { signal }),
    ...(from?.state && { resume: from.state }),
    ...(onPosition && {
      afterEpoch: async () => {
        await tell()
        return true
      },
    }),
  })
  try {
    for await (const progress of run) {
      const { epoch, cost, validationCost } = progress
      points.push({ epoch, cost, validationCost })
      onProgress?.(progress)
    }
  } catch (error) {
    throw isDivergence(error) ? explained(error, encoder) : error
  }
  if (run.outcome === 'aborted') await tell() // it is within an epoch
  const { epoch } = run
  return {
    network,
    parameters: await run.parameters(),
    curve: { epochs: epoch, bestEpoch: validation && recipe.patience > 0 ? run.best.epoch : epoch, points },
    aborted: run.outcome === 'aborted',
  }
}
