import type { Bytes } from '@leven/core'

/** Whether this machine writes the lowest byte of a number first, as files have it. */
const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

/**
 * The bytes of numbers of `width` bytes each, from this machine's order to that of files, or the other way round. They
 * are copied as bytes: an engine may change the payload of a NaN that it moves as a number.
 */
function reordered(bytes: Uint8Array, width: 4 | 8): Bytes {
  const copy = Uint8Array.from(bytes)
  if (!littleEndian) for (let at = 0; at < copy.length; at += width) copy.subarray(at, at + width).reverse()
  return copy
}

function own(values: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

/** Numbers as little-endian float32, bit for bit, whatever the byte order of the machine. */
export function toBytes(values: Float32Array): Bytes {
  return reordered(own(values), 4)
}

/** Little-endian float32 as numbers, bit for bit; `bytes` is a whole number of them. */
export function fromBytes(bytes: Uint8Array): Float32Array {
  return new Float32Array(reordered(bytes, 4).buffer)
}

/** Numbers as little-endian float64. */
export function float64ToBytes(values: Float64Array): Bytes {
  return reordered(own(values), 8)
}

/** Little-endian float64 as numbers; `bytes` is a whole number of them. */
export function float64FromBytes(bytes: Uint8Array): Float64Array {
  return new Float64Array(reordered(bytes, 8).buffer)
}
