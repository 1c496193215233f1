import type { Bytes } from '@leven/core'
/** Numbers as little-endian float32, bit for bit, whatever the byte order of the machine. */
export function toBytes(values: Float32Array): Bytes {
  // As words: an engine may change the payload of a NaN that it moves as a number.
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const bytes = new Uint8Array(words.byteLength)
  const view = new DataView(bytes.buffer)
  for (const [i, word] of words.entries()) view.setUint32(4 * i, word, true)
  return bytes
}

/** Little-endian float32 as numbers, bit for bit; `bytes` is a whole number of them. */
export function fromBytes(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = new Uint32Array(bytes.length / 4)
  for (let i = 0; i < words.length; i++) words[i] = view.getUint32(4 * i, true)
  return new Float32Array(words.buffer)
}

/** Numbers as little-endian float64. */
export function float64ToBytes(values: Float64Array): Bytes {
  const bytes = new Uint8Array(values.byteLength)
  const view = new DataView(bytes.buffer)
  for (const [i, value] of values.entries()) view.setFloat64(8 * i, value, true)
  return bytes
}

/** Little-endian float64 as numbers; `bytes` is a whole number of them. */
export function float64FromBytes(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true))
}
