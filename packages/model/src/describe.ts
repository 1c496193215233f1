import { layerShapes } from '@leven/core'
import { type FeatureColumn, featureNames, type TargetColumn } from '@leven/tabular'
import type { Model, TrainingRecord } from './model.ts'
import { format } from './schema.ts'
import { parametersSha256 } from './stored-tensors.ts'

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
export async function describe({
  network,
  parameters,
  encoder,
  training,
  golden,
}: Model): Promise<ModelDescription> {
  const layers = layerShapes(network).map(({ inputs, units, activation }, index) => ({
    inputs,
    units,
    activation: index === parameters.length - 1 ? network.output : activation,
    parameters: units * inputs + units,
  }))
  return {
    format,
    task: encoder.target.task,
    target: encoder.target,
    features: encoder.features,
    inputs: featureNames(encoder),
    ignored: encoder.ignored,
    weightColumn: encoder.weightColumn,
    layers,
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    parametersSha256: await parametersSha256(parameters),
    training,
    goldenRows: golden.rows.length,
  }
}
