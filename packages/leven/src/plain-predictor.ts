import { activate, layerShapes, type Network, type Predictor } from '@leven/core'
import type { StoredLayer } from '@leven/model'

/** A layer with room for A = g(W X + b) of one instance. */
interface PlainLayer {
  readonly W: Float64Array
  readonly b: Float64Array
  readonly A: Float64Array
  readonly g: Parameters<typeof activate>[0]
}

/**
 * A network in plain loops of float64, without a backend: the same sums in the same order as the reference, so the same
 * bits, at the speed of a loop.
 */
export function plainPredictor(network: Network, parameters: readonly StoredLayer[]): Predictor {
  const layers = layerShapes(network).map(({ units, activation: g }, index): PlainLayer => {
    const { W, b } = parameters[index] ?? { W: [], b: [] }
    return { W: Float64Array.from(W), b: Float64Array.from(b), A: new Float64Array(units), g }
  })
  const [inputs = 0, outputs = 0] = [network.sizes[0], network.sizes.at(-1)]
  const ownT = new Float64Array(outputs)

  /** T (9) of one instance. */
  function forward(x: ArrayLike<number>, T: { [index: number]: number }): void {
    let A = x
    for (const layer of layers) {
      dense(layer, A)
      A = layer.A
    }
    writeOutput(network.output, A, T)
  }

  return {
    async predict(X, instances) {
      const T = new Float64Array(outputs * instances)
      for (let i = 0; i < instances; i++) {
        forward(X.subarray(i * inputs, (i + 1) * inputs), T.subarray(i * outputs, (i + 1) * outputs))
      }
      return T
    },
    predictOne(x, T = ownT) {
      forward(x, T)
      return T
    },
    close() {},
  }
}

/** A = g(W X + b) of one instance, X of k numbers; W units × k is column-major, so a column is added at a time. */
function dense({ W, b, A, g }: PlainLayer, X: ArrayLike<number>): void {
  const units = A.length
  A.fill(0)
  for (let k = 0; k < X.length; k++) {
    const x = X[k] ?? Number.NaN
    const column = k * units
    for (let j = 0; j < units; j++) A[j] = (A[j] ?? 0) + (W[column + j] ?? 0) * x
  }
  for (let j = 0; j < units; j++) A[j] = activate(g, (A[j] ?? 0) + (b[j] ?? 0))
}

/** T = σ(Z), softmax(Z) or Z (9). */
function writeOutput(kind: Network['output'], Z: ArrayLike<number>, T: { [index: number]: number }): void {
  switch (kind) {
    case 'sigmoid':
      for (let j = 0; j < Z.length; j++) T[j] = activate('sigmoid', Z[j] ?? Number.NaN)
      return
    case 'identity':
      for (let j = 0; j < Z.length; j++) T[j] = Z[j] ?? Number.NaN
      return
    case 'softmax': {
      let [largest, sum] = [Number.NEGATIVE_INFINITY, 0]
      for (let j = 0; j < Z.length; j++) largest = Math.max(largest, Z[j] ?? Number.NaN)
      for (let j = 0; j < Z.length; j++) sum += Math.exp((Z[j] ?? Number.NaN) - largest)
      for (let j = 0; j < Z.length; j++) T[j] = Math.exp((Z[j] ?? Number.NaN) - largest) / sum
      return
    }
    default:
      kind satisfies never
  }
}
