import { type Backend, LevenError, type Network, type NetworkParameters } from '@leven/core'
import type { Encoder } from '@leven/tabular'
import type { Model, TrainingRecord } from './model.ts'

/** What a model is made of. */
export interface ModelParts {
  readonly network: Network
  /** Rounded to float32, as the file stores them. */
  readonly parameters: NetworkParameters
  readonly encoder: Encoder
  readonly training: TrainingRecord
}

/**
 * A model from a trained network, with golden rows computed on `on`.
 * @throws ModelError where sizes, encoder and parameters do not fit each other, or a parameter is not finite.
 */
export async function createModel(parts: ModelParts, on: Backend): Promise<Model> {
  throw new LevenError('FAILED', `createModel ${parts.network.output} ${on.info.name}`, '')
}
