import type { Values } from '@leven/core'
import type { Metrics } from './types.ts'

/** What a model is judged by: metrics of the same rows. */
export interface Verdict {
  /** Of the model on rows held out, or on those trained on where none were. */
  readonly model: Metrics
  /** Of always the majority, or the mean; null where it was not measured. */
  readonly majority: Metrics | null
  /** Of a network without a hidden layer, where it was trained. */
  readonly linear: Metrics | null
  /** Whether the model predicts the same for every row (`isConstant`). */
  readonly constant: boolean
}

/** A cost below another's by less than this share of it is no better. */
const noBetter = 0.01
/** And one above the linear model's by more than this share is worse. */
const worse = 0.1
/** Fewer rows may be told without a mistake by chance. */
const fewestRows = 30

/**
 * What a person should hear about a model before using it, worst first, at most one sentence each: it says the same
 * of every row, it is no better than the majority, it is worse than the linear model, or it is too good to be true.
 * @returns nothing where there is nothing to say.
 */
export function judge({ model, majority, linear, constant }: Verdict): readonly string[] {
  if (constant) {
    return [
      'The model predicts the same for every row: training collapsed. Give another --learning-rate or --l2, or look at the table with leven doctor.',
    ]
  }
  if (majority && model.cost >= (1 - noBetter) * majority.cost) {
    return [
      `The model is no better than ${baselineName(model)} (cost ${figure(model.cost)} against ${figure(majority.cost)}): these columns may not tell the target, or training needs other options.`,
    ]
  }
  const sentences: string[] = []
  if (linear && majority && linear.cost < majority.cost && model.cost > (1 + worse) * linear.cost) {
    sentences.push(
      `${linearName(model)} does better (cost ${figure(linear.cost)} against ${figure(model.cost)}): --hidden none trains it.`,
    )
  }
  const perfect = perfection(model)
  if (perfect !== undefined && model.rows >= fewestRows) {
    sentences.push(
      `${perfect} is too good for most questions: look for a copy of the target among the columns with leven doctor.`,
    )
  }
  return sentences
}

/** Whether all predictions are the same, but for rounding. @param T outputs × m, column-major. */
export function isConstant(T: Values, outputs: number): boolean {
  if (T.length <= outputs) return false
  for (let k = 0; k < outputs; k++) {
    let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let i = k; i < T.length; i += outputs) {
      smallest = Math.min(smallest, T[i] ?? Number.NaN)
      largest = Math.max(largest, T[i] ?? Number.NaN)
    }
    if (largest - smallest > 1e-6 * Math.max(1, Math.abs(largest))) return false
  }
  return true
}

function perfection(model: Metrics): string | undefined {
  if ('rocAuc' in model) return model.rocAuc !== null && model.rocAuc > 0.99995 ? 'ROC-AUC 1.0000' : undefined
  if ('macroF1' in model) return model.accuracy === 1 ? 'Accuracy 1.0000' : undefined
  return model.r2 !== null && model.r2 > 0.9999 ? `R² ${model.r2.toFixed(4)}` : undefined
}

function baselineName(model: Metrics): string {
  return 'rmse' in model ? 'always the mean' : 'always the majority'
}

function linearName(model: Metrics): string {
  return 'rmse' in model ? 'Linear regression' : 'Logistic regression'
}

function figure(value: number): string {
  return value.toPrecision(4)
}
