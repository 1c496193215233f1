import type { Backend, Network, NetworkParameters } from '@leven/core'
import type { Encoder } from '@leven/tabular'
import { checkModel } from './check-model.ts'
import { makeGolden } from './golden-rows.ts'
import type { Golden, Model, TrainingRecord } from './model.ts'
import { roundToStored } from './stored-tensors.ts'

/** What a model is made of. */
export interface ModelParts {
  /** Its sizes, activations and output. */
  readonly network: Network
  /** Rounded to float32, as the file stores them. */
  readonly parameters: NetworkParameters
  /** How rows become X and T becomes predictions. */
  readonly encoder: Encoder
  /** How it was trained, for the record. */
  readonly training: TrainingRecord
}

/**
 * A model from a trained network, with golden rows computed on `on`.
 * @throws ModelError where sizes, encoder and parameters do not fit each other, or a parameter is not finite.
 */
export async function createModel(parts: ModelParts, on: Backend): Promise<Model> {
  const { network, encoder, training } = parts
  const parameters = roundToStored(parts.parameters)
  const source = 'the new model'
  const none: Golden = {
    columns: encoder.features.map(({ name }) => name),
    rows: [],
    expected: [],
    arithmetic: on.info.arithmetic,
  }
  checkModel({ network, parameters, encoder, training, golden: none }, source)
  const golden = await makeGolden(encoder, network, parameters, on, source)
  return { network, parameters, encoder, training, golden }
}
