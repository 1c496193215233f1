import {
  type Backend,
  cost,
  type Network,
  type NetworkParameters,
  type Output,
  predict,
  type Values,
} from '@leven/core'

/** Logits of some rows with their truth: what a choice is made by. All column-major, nL values a row. */
export interface Judged {
  readonly output: Output
  /** nL × m. */
  readonly Z: Values
  /** nL × m. */
  readonly Y: Values
  readonly weights: Values | undefined
}

/** The network of no hidden layer that multiplies logits by τ: W = τ I. */
function scaledBy(
  factor: number,
  output: Output,
  outputs: number,
): { network: Network; parameters: NetworkParameters } {
  const W = new Float64Array(outputs * outputs)
  for (let j = 0; j < outputs; j++) W[j * outputs + j] = factor
  return {
    network: { sizes: [outputs, outputs], activations: [], output },
    parameters: [{ W, b: new Float64Array(outputs) }],
  }
}

/** T of logits times τ, by the backend's own functions: the same bits in every engine. */
export async function predictLogits(
  on: Backend,
  output: Output,
  Z: Values,
  instances: number,
  factor = 1,
): Promise<Values> {
  const { network, parameters } = scaledBy(factor, output, Z.length / instances)
  return predict(on, network, parameters, Z, instances)
}

/** J of logits times τ, by the backend's own functions. */
export async function costOfLogits(
  on: Backend,
  { output, Z, Y, weights }: Judged,
  instances: number,
  factor = 1,
): Promise<number> {
  const { network, parameters } = scaledBy(factor, output, Z.length / instances)
  return cost(on, network, parameters, { instances, X: Z, Y, ...(weights && { sampleWeights: weights }) })
}
