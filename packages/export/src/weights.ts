import { type Bytes, layerShapes } from '@leven/core'
import type { Model } from '@leven/model'

/** One layer with its weights row-major: row j holds those of unit j. */
export interface RowMajorLayer {
  readonly inputs: number
  readonly units: number
  readonly W: Float32Array
  readonly b: Float32Array
}

/** The layers of a model, first to last. */
export function rowMajorLayers({ network, parameters }: Model): readonly RowMajorLayer[] {
  return layerShapes(network).map(({ inputs, units }, index) => {
    const { W, b } = parameters[index] ?? { W: new Float32Array(0), b: new Float32Array(0) }
    const rows = Float32Array.from(W, (_, at) => W[(at % inputs) * units + Math.floor(at / inputs)] ?? 0)
    return { inputs, units, W: rows, b }
  })
}

/** float32 as little-endian bytes. */
export function bytesOf(values: Float32Array): Bytes {
  const view = new DataView(new ArrayBuffer(4 * values.length))
  for (const [i, value] of values.entries()) view.setFloat32(4 * i, value, true)
  return new Uint8Array(view.buffer)
}

/** float32 in base64, little-endian. */
export function base64Of(values: Float32Array): string {
  let text = ''
  for (const byte of bytesOf(values)) text += String.fromCharCode(byte)
  return btoa(text)
}
