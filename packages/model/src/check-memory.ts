import { type Backend, checkDeviceMemory, type Network, network as networkOf } from '@leven/core'
import { type Encoder, inputCount, outputCount, outputKind } from '@leven/tabular'
import type { Candidate } from './members/plan.ts'
import { optimizerOf, type Recipe } from './recipe.ts'

/** What is asked of a network, whether by a recipe or as a candidate. */
type Asked = Pick<
  Recipe & Candidate,
  'hidden' | 'activation' | 'optimizer' | 'learningRate' | 'batchSize' | 'l2'
>

/** The rows of a training, before they are encoded. */
export interface RowCounts {
  readonly training: number
  readonly validation: number
  /** Whether they are kept in files. */
  readonly streamed: boolean
  /** With 'balanced' rows are weighted by their classes. */
  readonly classWeights: Recipe['classWeights']
  /** Whether the cost of the rows trained on is asked for; of members it is not. */
  readonly reports: boolean
}

/** The network that a table is learnt by. */
export function networkFor(
  encoder: Encoder,
  { hidden, activation }: Pick<Asked, 'hidden' | 'activation'>,
): Network {
  const { target } = encoder
  return networkOf({
    features: inputCount(encoder),
    hidden,
    activation,
    outputs: outputCount(target),
    output: outputKind(target),
  })
}

/**
 * Returns when a training fits the device: known as soon as the columns are, before any row is encoded.
 * @throws OutOfMemoryError, and InvalidOptionError for a network that fits none.
 */
export function checkMemory(
  on: Backend,
  encoder: Encoder,
  asked: Asked,
  { training, validation, streamed, classWeights, reports }: RowCounts,
): void {
  checkDeviceMemory(on.info, networkFor(encoder, asked), {
    instances: training,
    validation,
    batchSize: asked.batchSize === 'full' ? training : asked.batchSize,
    optimizer: optimizerOf(asked),
    l2: asked.l2(training),
    fetched: streamed,
    weighted: encoder.weightColumn !== null || classWeights === 'balanced',
    reports,
  })
}
