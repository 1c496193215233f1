import { layerShapes } from '@leven/core'
import { type FeatureColumn, featureNames, type TargetColumn } from '@leven/tabular'
import type { Model, TrainingRecord } from './model.ts'
import { format } from './schema.ts'
import { parametersSha256 } from './stored-tensors.ts'

/** One layer, for people and for `leven inspect --json`. */
export interface LayerDescription {
  /** n_(l−1): what comes in. */
  readonly inputs: number
  /** n_l. */
  readonly units: number
  /** The activation, or the output's kind in the last layer. */
  readonly activation: string
  /** Weights and biases. */
  readonly parameters: number
}

/** What is in a model. Plain JSON data. */
export interface ModelDescription {
  /** The version of the file: 'leven/2'. */
  readonly format: string
  /** 'binary', 'multiclass' or 'regression'. */
  readonly task: string
  /** The column that is predicted, with its labels or its scaling. */
  readonly target: TargetColumn
  /** The columns that a row needs, with their encoding. */
  readonly features: readonly FeatureColumn[]
  /** The names of the network's inputs after encoding. */
  readonly inputs: readonly string[]
  /** Columns of the training table that were left out. */
  readonly ignored: readonly string[]
  /** The column whose numbers weighted the rows; null where there was none. */
  readonly weightColumn: string | null
  /** First layer first. */
  readonly layers: readonly LayerDescription[]
  /** All weights and biases. */
  readonly parameters: number
  /** The hash of W1, b1, W2, … as stored. */
  readonly parametersSha256: string
  /** How it was trained. */
  readonly training: TrainingRecord
  /** How many rows prove the file when it is loaded. */
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
