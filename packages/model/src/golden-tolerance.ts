import {
  type Activation,
  type Arithmetic,
  activate,
  layerShapes,
  type Network,
  type Output,
} from '@leven/core'
import type { StoredLayer } from './model.ts'

/**
 * How far T on a device may be from T in exact arithmetic: a running error analysis of the forward pass
 * (Higham, Accuracy and Stability of Numerical Algorithms, section 3.3). With A the activations that come
 * in, δA how far they may be off, k the number of inputs and γₖ = k·u/(1 − k·u):
 *
 *     |δZ| ≤ γ_(k+2) (|W| (|A| + δA) + |b|) + |W| δA + underflow
 *     |δg| ≤ |δZ| · (the largest slope of g) + (the error of g itself)
 *
 * @param X n0 × m, column-major, the same bits on every device.
 * @param inputRoundoff how far X may be off all the same, relative to it: where a target cannot round to float32.
 * @returns one bound for each element of T, nL × m, column-major.
 */
export function forwardErrors(
  arithmetic: Arithmetic,
  network: Network,
  parameters: readonly StoredLayer[],
  X: Float32Array,
  inputRoundoff = 0,
): Float64Array {
  const inputs = network.sizes[0] ?? 0
  const outputs = network.sizes.at(-1) ?? 0
  const instances = X.length / inputs
  const bounds = new Float64Array(outputs * instances)
  for (let i = 0; i < instances; i++) {
    const x = Float64Array.from(X.subarray(i * inputs, (i + 1) * inputs))
    bounds.set(errorsOfInstance(arithmetic, network, parameters, x, inputRoundoff), i * outputs)
  }
  return bounds
}

/** Values in float64, and how far each may be off on the device. */
interface Bounded {
  readonly values: Float64Array
  readonly errors: Float64Array
}

function errorsOfInstance(
  arithmetic: Arithmetic,
  network: Network,
  parameters: readonly StoredLayer[],
  x: Float64Array,
  inputRoundoff: number,
): Float64Array {
  let A: Bounded = { values: x, errors: x.map((value) => inputRoundoff * Math.abs(value)) }
  for (const [index, { activation }] of layerShapes(network).entries()) {
    const layer = parameters[index]
    if (layer) A = activated(arithmetic, activation, preActivation(arithmetic, layer, A))
  }
  return outputErrors(arithmetic, network.output, A)
}

/** Z = W A + b and its error. */
function preActivation(arithmetic: Arithmetic, { W, b }: StoredLayer, A: Bounded): Bounded {
  const [units, inputs] = [b.length, A.values.length]
  const rounding = gamma(arithmetic, inputs + 2)
  const Z = { values: new Float64Array(units), errors: new Float64Array(units) }
  for (let j = 0; j < units; j++) {
    const bias = b[j] ?? Number.NaN
    let [value, magnitude, carried, underflow] = [bias, Math.abs(bias), 0, 1]
    for (let k = 0; k < inputs; k++) {
      const [w, a, off] = [
        W[k * units + j] ?? Number.NaN,
        A.values[k] ?? Number.NaN,
        A.errors[k] ?? Number.NaN,
      ]
      value += w * a
      magnitude += times(Math.abs(w), Math.abs(a) + off)
      carried += times(Math.abs(w), off)
      // A flushed factor loses η times the other; the product itself may underflow too.
      underflow += 2 + Math.abs(w) + Math.abs(a)
    }
    Z.values[j] = value
    Z.errors[j] = times(rounding, magnitude) + carried + arithmetic.underflow * underflow
  }
  return Z
}

/** A = g(Z) and its error. No g is steeper than 1; the sigmoid's slope is at most ¼ and its values are 1 apart at most. */
function activated(arithmetic: Arithmetic, g: Activation, Z: Bounded): Bounded {
  const values = Z.values.map((z) => activate(g, z))
  const [steepest, widest] = g === 'sigmoid' ? [1 / 4, 1] : [1, Number.POSITIVE_INFINITY]
  const errors = values.map((a, j) =>
    Math.min(widest, (Z.errors[j] ?? Number.NaN) * steepest + functionError(arithmetic, g, a)),
  )
  return { values, errors }
}

/** The error of g itself, at g(z) = a. */
function functionError(arithmetic: Arithmetic, g: Activation, a: number): number {
  const { unitRoundoff: u, underflow } = arithmetic
  switch (g) {
    case 'identity':
    case 'relu':
      return 0
    case 'leakyRelu': // the constant 0.01 and the product are each rounded
      return 2 * u * Math.abs(a) + underflow
    case 'sigmoid':
      return sigmoidError(arithmetic, a)
    case 'tanh':
      return arithmetic.tanh * u * Math.abs(a) + underflow
    default:
      return g satisfies never
  }
}

/** ((1 − T) E + 2) u T + η, where E is the error of exp; two operations more than correctly rounded ones have. */
function sigmoidError({ unitRoundoff: u, exp, division, underflow }: Arithmetic, T: number): number {
  return ((1 - T) * exp + 1 + division) * u * T + underflow
}

/** How far T may be off, from the logits and their errors. */
function outputErrors(arithmetic: Arithmetic, kind: Output, Z: Bounded): Float64Array {
  switch (kind) {
    case 'identity':
      return Z.errors
    case 'sigmoid':
      return activated(arithmetic, 'sigmoid', Z).errors
    case 'softmax':
      return softmaxErrors(arithmetic, Z)
    default:
      return kind satisfies never
  }
}

/**
 * Logits off by at most δ change log T_k by at most 2δ, so T_k stays below e^(log T_k + 2δ) and above
 * e^(log T_k − 2δ). The function itself adds T_k γ_κ + n η, κ = (M − z_k) + Σ T_j (M − z_j) + 2E + n and one
 * division, at logits that are themselves off. Two probabilities are at most 1 apart.
 */
function softmaxErrors(arithmetic: Arithmetic, { values: z, errors }: Bounded): Float64Array {
  const largest = z.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const logSum = Math.log(z.reduce((all, value) => all + Math.exp(value - largest), 0))
  const logT = z.map((value) => value - largest - logSum)
  const off = errors.reduce((most, value) => Math.max(most, value), 0)
  const mean = logT.reduce((all, log, j) => all + Math.exp(log) * (largest - (z[j] ?? Number.NaN)), 0)
  return logT.map((log, k) => {
    const [T, upper] = [Math.exp(log), Math.exp(Math.min(0, log + 2 * off))]
    const shifted = Math.max(upper - T, -T * Math.expm1(-2 * off))
    const distance = largest - (z[k] ?? Number.NaN) + mean + 4 * off
    const rounding = gamma(arithmetic, distance + 2 * arithmetic.exp + z.length + arithmetic.division)
    return Math.min(1, shifted + times(upper, rounding) + z.length * arithmetic.underflow)
  })
}

/** γₖ = k·u/(1 − k·u): the most that k roundings can do. */
function gamma({ unitRoundoff: u }: Arithmetic, k: number): number {
  return k * u < 1 ? (k * u) / (1 - k * u) : Number.POSITIVE_INFINITY
}

/** A product in which 0 stays 0, even where the other factor is an infinite bound. */
function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b
}
