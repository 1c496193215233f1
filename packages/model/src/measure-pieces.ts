import { type Backend, inTurns, type Values } from '@leven/core'
import { computeMetricsInTurns, type Metrics } from '@leven/tabular'
import { predictKept } from './kept-predictor.ts'
import { costOfLogits, predictLogits } from './members/logits.ts'
import type { Model } from './model.ts'

/** Some rows that are measured, encoded. */
export interface MeasuredPiece {
  /** m, the rows of this piece. */
  readonly instances: number
  /** n0 × m, column-major. */
  readonly X: Values
  /** nL × m, column-major. */
  readonly Y: Float32Array
  /** The truth of each: the index of its label, or its value. */
  readonly targets: Float64Array
  /** How many rows each stands for; of all pieces or of none. */
  readonly rowWeights?: Float32Array | undefined
}

/** Rows that come piece by piece, measured as one table. */
export interface Measurement {
  /** Rows so far. */
  readonly rows: number
  /** Measures the rows of one more piece. */
  add(piece: MeasuredPiece): Promise<void>
  /** Of all rows. */
  metrics(): Promise<Metrics>
}

/**
 * Measures a model on rows that come in pieces: the same figures as of one table, to the bit. Ranks and quantiles need
 * every row: of each its logits, truth and weight are kept, 8 nL + 12 bytes in float32, and nothing of its features.
 * @example
 * const measurement = measurePieces(on, model)
 * for await (const piece of pieces) await measurement.add(piece)
 * const metrics = await measurement.metrics()
 */
export function measurePieces(
  on: Backend,
  { network, parameters, encoder }: Pick<Model, 'network' | 'parameters' | 'encoder'>,
): Measurement {
  const own = [...parameters] // a network of other outputs is another one to whoever keeps it on the device
  const logits: Values[] = []
  const truth: Float32Array[] = []
  const targets: Float64Array[] = []
  const weights: Float32Array[] = []
  let rows = 0
  return {
    get rows() {
      return rows
    },
    async add({ X, Y, instances, targets: ofPiece, rowWeights }) {
      logits.push(await predictKept(on, { ...network, output: 'identity' }, own, X, instances))
      truth.push(Y)
      targets.push(ofPiece)
      if (rowWeights) weights.push(rowWeights)
      rows += instances
    },
    async metrics() {
      const { output, sizes } = network
      const size = rows * (sizes.at(-1) ?? 0)
      const isWide = logits[0] instanceof Float64Array
      const Z = joined(logits, isWide ? new Float64Array(size) : new Float32Array(size))
      const Y = joined(truth, new Float32Array(size))
      const of = joined(targets, new Float64Array(rows))
      const counts = weights.length > 0 ? joined(weights, new Float32Array(rows)) : undefined
      const loss = await costOfLogits(on, { output, Z, Y, weights: counts }, rows)
      const T = await predictLogits(on, output, Z, rows)
      return inTurns(computeMetricsInTurns(encoder.target, of, T, loss, counts))
    },
  }
}

/** Parts in one; they are let go of, so that numbers are not held twice. */
function joined<V extends Values>(parts: Values[], whole: V): V {
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  parts.splice(0, parts.length, whole)
  return whole
}
