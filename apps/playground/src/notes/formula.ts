import type { Activation, Output } from '@leven/core'
import { formulas } from './formulas.generated.ts'
import type { FormulaName } from './formulas.ts'

/** What fills a formula's places. */
export interface FormulaContext {
  /** l: the layer, counted from 1 as in the notes. */
  readonly layer?: number
  readonly activation?: Activation
  readonly output?: Output
}

const activationSymbol: Readonly<Record<Activation, string>> = {
  identity: 'id',
  relu: 'ReLU',
  leakyRelu: 'LReLU',
  sigmoid: 'σ',
  tanh: 'tanh',
}

const outputSymbol: Readonly<Record<Output, string>> = { sigmoid: 'σ', softmax: 'softmax', identity: 'id' }

/**
 * A formula of the derivation as MathML, written for one layer.
 * @example
 * formula('W', { layer: 2 }) // <math …><msup><mi>W</mi>…2…
 */
export function formula(name: FormulaName, context: FormulaContext = {}): string {
  const { layer = 1, activation = 'relu', output = 'sigmoid' } = context
  return formulas[name]
    .replaceAll('{l}', String(layer))
    .replaceAll('{l-1}', String(layer - 1))
    .replaceAll('{l+1}', String(layer + 1))
    .replaceAll('{g}', activationSymbol[activation])
    .replaceAll('{output}', outputSymbol[output])
}
