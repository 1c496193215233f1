import type { Predictions } from './decode.ts'
import type { TextColumn } from './table.ts'

/** Predictions as a table: what is written of each row. */
export interface PredictionRows {
  /** The names of its columns. */
  readonly keys: readonly string[]
  /** The values of a row, one for each key. */
  row(index: number): readonly (string | number | null)[]
}

/**
 * Predictions as `leven predict` writes them: `prediction,probability` for two labels, with the probability of
 * the positive one; `prediction` and a `probability_<label>` for each of several; `prediction` for a number.
 */
export function predictionRows(predictions: Predictions): PredictionRows {
  switch (predictions.task) {
    case 'binary':
      return {
        keys: ['prediction', 'probability'],
        row: (i) => [predictions.prediction[i] ?? null, predictions.probability[i] ?? null],
      }
    case 'multiclass': {
      const { labels, prediction, probabilities } = predictions
      return {
        keys: ['prediction', ...labels.map((label) => `probability_${label}`)],
        row: (i) => [
          prediction[i] ?? null,
          ...probabilities.subarray(i * labels.length, (i + 1) * labels.length),
        ],
      }
    }
    case 'regression':
      return { keys: ['prediction'], row: (i) => [predictions.prediction[i] ?? null] }
    default:
      return predictions satisfies never
  }
}

/**
 * Predictions with a column of the table in front. A column that is called as one of the predictions is called
 * `id_prediction` and so on, so that none is lost where keys name values.
 */
export function withIdentifier(rows: PredictionRows, { name, cells }: TextColumn): PredictionRows {
  let key = name
  while (rows.keys.includes(key)) key = `id_${key}`
  return { keys: [key, ...rows.keys], row: (index) => [cells[index] ?? null, ...rows.row(index)] }
}
