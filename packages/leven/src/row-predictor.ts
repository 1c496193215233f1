import type { Predictor } from '@leven/core'
import type { Model } from '@leven/model'
import { type Row, rowEncoder } from '@leven/tabular'
import { decoder, type Prediction } from './prediction.ts'

/** A network with its encoder, where it can be asked for rows. */
export interface RowPredictor {
  /** What the model's file holds; for the other packages of Leven. */
  readonly model: Model
  /**
   * What the model says of a row, at once.
   * @throws DataError that names the column, where one is absent or holds what it cannot.
   */
  predict(row: Row): Prediction
  /** What it says of many rows, in their order. */
  predictMany(rows: Iterable<Row> | AsyncIterable<Row>): Promise<Prediction[]>
  /** Frees what it holds. The model must not be used again. */
  close(): Promise<void>
}

/** Rows that are encoded and predicted together. */
const rowsAtOnce = 4096

/** Rows in, predictions out, around a predictor of numbers, which closes with it. */
export function rowPredictor(model: Model, predictor: Predictor): RowPredictor {
  const { network, encoder } = model
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
    async close() {
      predictor.close()
    },
  }
}
