import { activate, layerShapes, type Network } from '@leven/core'
import { type Encoder, type Row, rowEncoder } from '@leven/tabular'

/** A model as exported code has it: plain JSON. */
export interface CarriedModel {
  readonly network: Network
  readonly encoder: Encoder
  /** W1, b1, W2, …, each row-major float32, little-endian, in base64. */
  readonly tensors: readonly string[]
  readonly golden: CarriedGolden
}

/** Rows of cells, and what the network says of them. */
export interface CarriedGolden {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** T of each row. */
  readonly expected: readonly (readonly number[])[]
  /** How far each may be off. */
  readonly bounds: readonly (readonly number[])[]
}

/** What is predicted of a row. */
export interface Prediction {
  readonly prediction: string | number
  /** Of the positive label, or of the one predicted. */
  readonly probability?: number
  readonly probabilities?: Readonly<Record<string, number>>
  /** Sentences about cells that training never saw. */
  readonly notes: readonly string[]
}

/** A model that predicts. */
export interface Scorer {
  predict(row: Row): Prediction
  /** T of a row: nL numbers. */
  outputs(row: Row): Float64Array
  /** @throws Error where the golden rows are not predicted as expected. */
  selfTest(): { readonly rows: number; readonly worst: number }
}

/** Makes a carried model ready. */
export function scorer({ network, encoder, tensors, golden }: CarriedModel): Scorer {
  const layers = layerShapes(network).map(({ inputs, units, activation }, index) => {
    const [W, b] = [floats(tensors[2 * index]), floats(tensors[2 * index + 1])]
    return { inputs, units, activation, W, b }
  })
  const rows = rowEncoder(encoder)
  const x = new Float32Array(rows.inputs)

  function forward(): Float64Array {
    let A = Float64Array.from(x)
    for (const { inputs, units, activation, W, b } of layers) {
      const next = new Float64Array(units)
      for (let j = 0; j < units; j++) {
        let z = b[j] ?? 0
        for (let k = 0; k < inputs; k++) z += (W[j * inputs + k] ?? 0) * (A[k] ?? 0)
        next[j] = activate(activation, z)
      }
      A = next
    }
    return output(network, A)
  }

  function outputs(row: Row): Float64Array {
    rows.encode(row, x)
    return forward()
  }

  return {
    outputs,
    predict(row) {
      const notes = rows.encode(row, x)
      return { ...decoded(encoder, forward()), notes }
    },
    selfTest() {
      let worst = 0
      golden.rows.forEach((cells, i) => {
        const T = outputs(Object.fromEntries(golden.columns.map((name, k) => [name, cells[k] ?? null])))
        T.forEach((t, k) => {
          const [wanted = Number.NaN, bound = 0] = [golden.expected[i]?.[k], golden.bounds[i]?.[k]]
          const off = Math.abs(t - wanted)
          if (!(off <= bound))
            throw new Error(`Golden row ${i + 1} predicts ${t}, but ${wanted} is expected.`)
          worst = Math.max(worst, off)
        })
      })
      return { rows: golden.rows.length, worst }
    },
  }
}

/** T of the logits: σ(Z), softmax(Z) or Z. */
function output({ output: kind }: Network, Z: Float64Array): Float64Array {
  switch (kind) {
    case 'identity':
      return Z
    case 'sigmoid':
      return Z.map((z) => activate('sigmoid', z))
    case 'softmax': {
      const largest = Z.reduce((most, z) => Math.max(most, z))
      const powers = Z.map((z) => Math.exp(z - largest))
      const sum = powers.reduce((all, power) => all + power)
      return powers.map((power) => power / sum)
    }
    default:
      return kind satisfies never
  }
}

function decoded({ target }: Encoder, T: Float64Array): Omit<Prediction, 'notes'> {
  const [first = Number.NaN] = T
  switch (target.task) {
    case 'regression':
      return { prediction: first * target.standardDeviation + target.mean }
    case 'binary': {
      const negative = target.labels.find((label) => label !== target.positive) ?? ''
      return { prediction: first >= 0.5 ? target.positive : negative, probability: first }
    }
    case 'multiclass': {
      const best = T.reduce((most, t, k) => (t > (T[most] ?? 0) ? k : most), 0)
      return {
        prediction: target.labels[best] ?? '',
        probability: T[best] ?? Number.NaN,
        probabilities: Object.fromEntries(target.labels.map((label, k) => [label, T[k] ?? Number.NaN])),
      }
    }
    default:
      return target satisfies never
  }
}

function floats(base64 = ''): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const view = new DataView(bytes.buffer)
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true))
}
