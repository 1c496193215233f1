import type { Predictions } from './decode.ts'
import type { TargetColumn } from './encoder.ts'

/** Predictions as a table: what is written of each row. */
export interface PredictionRows {
  /** The names of its columns. */
  readonly keys: readonly string[]
  /** One value of a row: that of a key, from 0. Rows that are written one after the other need no list of each. */
  value(index: number, key: number): string | number | null
  /** The values of a row, one for each key. */
  row(index: number): readonly (string | number | null)[]
}

/**
 * Predictions as `leven predict` writes them: `prediction,probability` for two labels, with the probability of
 * the positive one; `prediction` and a `probability_<label>` for each of several; `prediction` for a number.
 */
export function predictionRows(predictions: Predictions): PredictionRows {
  const { keys, value } = keysAndValues(predictions)
  return { keys, value, row: (index) => keys.map((_, key) => value(index, key)) }
}

function keysAndValues(predictions: Predictions): Omit<PredictionRows, 'row'> {
  switch (predictions.task) {
    case 'binary': {
      const { prediction, probability } = predictions
      return {
        keys: ['prediction', 'probability'],
        value: (i, key) => (key === 0 ? prediction[i] : probability[i]) ?? null,
      }
    }
    case 'multiclass': {
      const { labels, prediction, probabilities } = predictions
      return {
        keys: ['prediction', ...labels.map((label) => `probability_${label}`)],
        value: (i, key) => (key === 0 ? prediction[i] : probabilities[i * labels.length + key - 1]) ?? null,
      }
    }
    case 'regression':
      return { keys: ['prediction'], value: (i) => predictions.prediction[i] ?? null }
    default:
      return predictions satisfies never
  }
}

/** What is written of each row, by what it is. */
export function predictionColumns(
  target: TargetColumn,
): readonly { readonly name: string; readonly kind: 'text' | 'number' }[] {
  switch (target.task) {
    case 'binary':
      return [
        { name: 'prediction', kind: 'text' },
        { name: 'probability', kind: 'number' },
      ]
    case 'multiclass':
      return [
        { name: 'prediction', kind: 'text' },
        ...target.labels.map((label) => ({ name: `probability_${label}`, kind: 'number' as const })),
      ]
    case 'regression':
      return [{ name: 'prediction', kind: 'number' }]
    default:
      return target satisfies never
  }
}
