import type { EncodingRoom } from '@leven/tabular'

/** Room in an array that is kept for the next rows. */
export function heldRoom(): EncodingRoom {
  let held = new Float32Array(0)
  return {
    floats(length) {
      if (held.length < length) held = new Float32Array(length)
      return held.subarray(0, length)
    },
    writerOf: () => undefined,
  }
}
