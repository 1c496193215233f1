import { type Backend, type Bytes, openPredictor } from '@leven/core'
import { describe, type Model, type ModelDescription, measure, saveModel } from '@leven/model'
import {
  DataError,
  encodeFeatures,
  encodeTargets,
  type Metrics,
  readTargets,
  rowsWithTarget,
  withNamesOfModel,
} from '@leven/tabular'
import { type RowPredictor, rowPredictor } from './row-predictor.ts'
import { type Rows, tableOfRows } from './rows.ts'

/** A trained network that predicts rows, and what else is asked of a model. */
export interface FittedModel extends RowPredictor {
  /** The backend that predicts. */
  readonly backend: Backend
  /** How well it predicts rows that have the target. Rows without one are left out. */
  evaluate(rows: Rows): Promise<Metrics>
  /** The model as one file, with golden rows that prove it when it is loaded. */
  save(): Promise<Bytes>
  /** What is in it, as plain JSON. */
  describe(): Promise<ModelDescription>
}

/** Places a model on a backend that answers at once, and closes with it. */
export function fittedModel(model: Model, backend: Backend): FittedModel {
  const { network, parameters, encoder } = model
  const predictor = rowPredictor(model, openPredictor(backend, network, parameters))
  return {
    ...predictor,
    backend,
    async evaluate(many) {
      const table = withNamesOfModel(encoder, (await tableOfRows(many)).table)
      const labelled = rowsWithTarget(encoder, table)
      if (labelled.length === 0) {
        throw new DataError(
          { source: table.source, column: encoder.target.name },
          'the target is missing in every row.',
          'Give rows with a target.',
        )
      }
      const { X, instances } = encodeFeatures(encoder, table, labelled)
      const plain = { X, instances, Y: encodeTargets(encoder, table, labelled) }
      const targets = readTargets(encoder.target, table, labelled, encoder.missing)
      return measure(backend, network, parameters, encoder.target, { plain, targets })
    },
    save: () => saveModel(model),
    describe: () => describe(model),
    async close() {
      await predictor.close()
      await backend.close()
    },
  }
}
