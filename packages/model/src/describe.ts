import { LevenError } from '@leven/core'
import type { FeatureColumn, TargetColumn } from '@leven/tabular'
import type { Model, TrainingRecord } from './model.ts'

/** One layer, for people and for `leven inspect --json`. */
export interface LayerDescription {
  readonly inputs: number
  readonly units: number
  /** The activation, or the output's kind in the last layer. */
  readonly activation: string
  /** Weights and biases. */
  readonly parameters: number
}

/** What is in a model. Plain JSON data. */
export interface ModelDescription {
  readonly format: string
  readonly task: string
  readonly target: TargetColumn
  readonly features: readonly FeatureColumn[]
  /** The names of the network's inputs after encoding. */
  readonly inputs: readonly string[]
  readonly ignored: readonly string[]
  readonly weightColumn: string | null
  readonly layers: readonly LayerDescription[]
  /** All weights and biases. */
  readonly parameters: number
  readonly parametersSha256: string
  readonly training: TrainingRecord
  readonly goldenRows: number
}

/** What `leven inspect` shows. */
export async function describe(model: Model): Promise<ModelDescription> {
  throw new LevenError('FAILED', `describe ${model.network.output}`, '')
}
