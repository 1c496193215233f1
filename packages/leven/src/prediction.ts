import type { Values } from '@leven/core'
import type { Model } from '@leven/model'
import type { ValueType } from './rows.ts'

/** A value of the target, of the type it had in the rows: of a model from a table or file, a text. */
export type TargetValue = string | number | boolean

/** What a model says of a row. Plain JSON. */
export interface Prediction {
  /** The label, or the number in the target's own units. */
  readonly prediction: TargetValue
  /** Of two labels: that it is the positive one. Of several: that it is the one predicted. Absent for numbers. */
  readonly probability?: number
  /** Of several labels: each one's, by its text. */
  readonly probabilities?: Readonly<Record<string, number>>
  /** Sentences about cells that training never saw. */
  readonly notes: readonly string[]
}

/** The name under which a model keeps its target's type among its training options. */
export const targetTypeOption = 'target-type'

/** Turns T of one row, which begins at a place, into a prediction. */
export function decoder({
  encoder: { target },
  training,
}: Model): (T: Values, at: number, notes: readonly string[]) => Prediction {
  const value = valueReader(training.options[targetTypeOption])
  switch (target.task) {
    case 'regression': {
      const { mean, standardDeviation } = target
      return (T, at, notes) => ({ prediction: (T[at] ?? Number.NaN) * standardDeviation + mean, notes })
    }
    case 'binary': {
      const positive = value(target.positive)
      const negative = value(target.labels.find((label) => label !== target.positive) ?? '')
      return (T, at, notes) => {
        const probability = T[at] ?? Number.NaN
        return { prediction: probability >= 0.5 ? positive : negative, probability, notes }
      }
    }
    case 'multiclass': {
      const { labels } = target
      const values = labels.map(value)
      return (T, at, notes) => {
        let best = 0
        const probabilities: Record<string, number> = {}
        for (const [k, label] of labels.entries()) {
          const t = T[at + k] ?? Number.NaN
          if (t > (T[at + best] ?? Number.NaN)) best = k
          Object.defineProperty(probabilities, label, {
            value: t,
            enumerable: true,
            configurable: true,
            writable: true,
          })
        }
        return {
          prediction: values[best] ?? '',
          probability: T[at + best] ?? Number.NaN,
          probabilities,
          notes,
        }
      }
    }
    default:
      return target satisfies never
  }
}

function valueReader(type: unknown): (label: string) => TargetValue {
  const known: ValueType = type === 'number' || type === 'boolean' ? type : 'text'
  switch (known) {
    case 'number':
      return Number
    case 'boolean':
      return (label) => label === 'true'
    case 'text':
      return (label) => label
    default:
      return known satisfies never
  }
}
