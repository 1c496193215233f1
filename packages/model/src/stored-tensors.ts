import {
  type LayerParameters,
  layerShapes,
  type Network,
  type NetworkParameters,
  type Values,
} from '@leven/core'
import { toBytes } from './float-bytes.ts'
import type { StoredLayer } from './model.ts'
import { ModelError } from './model-error.ts'
import type { NamedTensor } from './safetensors.ts'
import { sha256 } from './sha256.ts'

/** Parameters rounded to float32, as the file stores them. */
export function roundToStored(parameters: NetworkParameters): readonly StoredLayer[] {
  return parameters.map(({ W, b }) => ({ W: new Float32Array(W), b: new Float32Array(b) }))
}

/** A rows × columns matrix, column-major, as its transpose: the same numbers row-major. */
function transposed(values: Values, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length)
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[at++] = values[column * rows + row] ?? 0
  }
  return turned
}

/** W1, b1, W2, …: W[l] is [n_l, n_(l−1)] row-major, b[l] is [n_l]. */
export function toTensors(parameters: NetworkParameters): readonly NamedTensor[] {
  return parameters.flatMap(({ W, b }: LayerParameters, index) => {
    const [units, inputs] = [b.length, W.length / b.length]
    return [
      { name: `W${index + 1}`, shape: [units, inputs], values: transposed(W, units, inputs) },
      { name: `b${index + 1}`, shape: [units], values: new Float32Array(b) },
    ]
  })
}

/**
 * The parameters of a network from the tensors of a file, in whatever order they stand there.
 * @throws ModelError where a tensor is missing, superfluous or of another shape.
 */
export function fromTensors(
  network: Network,
  tensors: readonly NamedTensor[],
  source: string,
): readonly StoredLayer[] {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]))
  const take = (name: string, shape: readonly number[]) => {
    const tensor = byName.get(name)
    byName.delete(name)
    if (tensor && tensor.shape.join() === shape.join()) return tensor.values
    throw new ModelError(
      source,
      `the network needs a tensor ${name} of shape [${shape.join(', ')}], but the file has ${tensor ? `[${tensor.shape.join(', ')}]` : 'none'}.`,
      'Give an intact model file.',
    )
  }
  const layers = layerShapes(network).map(({ inputs, units }, index) => {
    const W = transposed(take(`W${index + 1}`, [units, inputs]), inputs, units)
    return { W, b: take(`b${index + 1}`, [units]) }
  })
  const [extra] = byName.keys()
  if (extra !== undefined) {
    throw new ModelError(
      source,
      `the file has a tensor ${JSON.stringify(extra)} that the network has no place for.`,
      'Give an intact model file.',
    )
  }
  return layers
}

/** The bytes of W1, b1, W2, … in this order. */
export function tensorBytes(parameters: NetworkParameters): readonly Uint8Array[] {
  return toTensors(parameters).map(({ values }) => toBytes(values))
}

/** The SHA-256 of W1, b1, W2, … as the file stores them (float32, W row-major, little-endian), in hexadecimal. */
export async function parametersSha256(parameters: NetworkParameters): Promise<string> {
  return sha256(tensorBytes(parameters))
}
