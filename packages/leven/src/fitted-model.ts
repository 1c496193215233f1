import { type Backend, type Bytes, openPredictor } from '@leven/core'
import { describe, type Model, type ModelDescription, measure, saveModel } from '@leven/model'
import {
  DataError,
  encodeFeatures,
  encodeTargets,
  type Metrics,
  type Row,
  readTargets,
  rowEncoder,
  rowsWithTarget,
} from '@leven/tabular'
import { decoder, type Prediction } from './prediction.ts'
import { type Rows, tableOfRows } from './rows.ts'

/** A trained network that predicts rows. */
export interface FittedModel {
  /** What a file of it holds; for the other packages of Leven. */
  readonly model: Model
  /** The backend that predicts. */
  readonly backend: Backend
  /**
   * What the model says of a row, at once.
   * @throws DataError that names the column, where one is absent or holds what it cannot.
   */
  predict(row: Row): Prediction
  /** What it says of many rows, in their order. */
  predictMany(rows: Iterable<Row> | AsyncIterable<Row>): Promise<Prediction[]>
  /** How well it predicts rows that have the target. Rows without one are left out. */
  evaluate(rows: Rows): Promise<Metrics>
  /** The model as one file, with golden rows that prove it when it is loaded. */
  save(): Promise<Bytes>
  /** What is in it, as plain JSON. */
  describe(): Promise<ModelDescription>
  /** Frees the device. The model must not be used again. */
  close(): Promise<void>
}

/** Rows that are encoded and predicted together. */
const rowsAtOnce = 4096

/** Places a model on a backend that answers at once. */
export function fittedModel(model: Model, backend: Backend): FittedModel {
  const { network, parameters, encoder } = model
  const predictor = openPredictor(backend, network, parameters)
  const rows = rowEncoder(encoder)
  const decode = decoder(model)
  const x = new Float32Array(rows.inputs)
  const outputs = network.sizes.at(-1) ?? 1

  async function predictPart(part: readonly Row[], first: number): Promise<Prediction[]> {
    const X = new Float32Array(part.length * rows.inputs)
    const notes = part.map((row, i) =>
      rows.encode(row, X.subarray(i * rows.inputs, (i + 1) * rows.inputs), first + i),
    )
    const T = await predictor.predict(X, part.length)
    return notes.map((sentences, i) => decode(T, i * outputs, sentences))
  }

  return {
    model,
    backend,
    predict(row) {
      const notes = rows.encode(row, x)
      return decode(predictor.predictOne(x), 0, notes)
    },
    async predictMany(many) {
      const predictions: Prediction[] = []
      let part: Row[] = []
      const finish = async () => {
        for (const one of await predictPart(part, predictions.length)) predictions.push(one)
        part = []
      }
      for await (const row of many) if (part.push(row) === rowsAtOnce) await finish()
      if (part.length > 0) await finish()
      return predictions
    },
    async evaluate(many) {
      const { table } = await tableOfRows(many)
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
      predictor.close()
      await backend.close()
    },
  }
}
