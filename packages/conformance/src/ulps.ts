/**
 * How many float32 numbers lie between two: their distance in units in the last place. 0 for the same number
 * (and for 0 and −0), infinite where one is no number. Float64 values are rounded to float32 first.
 * @example
 * ulps(1, 1.0000001192092896) // 1
 */
export function ulps(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b))
    return Number.isNaN(a) && Number.isNaN(b) ? 0 : Number.POSITIVE_INFINITY
  return Math.abs(place(a) - place(b))
}

const float = new Float32Array(1)
const bits = new Int32Array(float.buffer)

/** The place of a number among all float32 numbers in their order; 0 for 0. */
function place(value: number): number {
  float[0] = value
  const [pattern = 0] = bits
  return pattern < 0 ? -(pattern & 0x7fffffff) : pattern
}

/** The largest distance of two lists of numbers of one length. */
export function mostUlps(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < a.length; i++) most = Math.max(most, ulps(a[i] ?? Number.NaN, b[i] ?? Number.NaN))
  return most
}
