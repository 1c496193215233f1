import type { Values } from '@leven/core'

/** From so many numbers on, digits sort faster than comparisons. */
const fewest = 1 << 16
/** Three digits of 11, 11 and 10 bits are the 32 of a number. */
const bitsOfDigit = 11
const digits = 1 << bitsOfDigit

/** The scores in ascending order, in their own array or another; −0 may become 0, which equals it. None is NaN. */
export function sortScores(scores: Values): Values {
  if (!(scores instanceof Float32Array) || scores.length < fewest || !areAllAtLeast0(scores)) {
    return scores.sort()
  }
  return byDigits(scores)
}

function areAllAtLeast0(scores: Float32Array): boolean {
  for (let i = 0; i < scores.length; i++) if (!((scores[i] ?? 0) >= 0)) return false
  return true
}

/** The bits of float32 that are not negative are in the order of the numbers: an integer each, sorted digit by digit. */
function byDigits(scores: Float32Array): Float32Array {
  const { length } = scores
  for (let i = 0; i < length; i++) scores[i] = (scores[i] ?? 0) + 0 // −0 is 0
  let from: Uint32Array = new Uint32Array(scores.buffer, scores.byteOffset, length)
  let to: Uint32Array = new Uint32Array(length)
  for (let shift = 0; shift < 32; shift += bitsOfDigit) {
    const ends = new Uint32Array(digits)
    for (let i = 0; i < length; i++) count(ends, ((from[i] ?? 0) >>> shift) & (digits - 1))
    let begin = 0
    for (let digit = 0; digit < digits; digit++) {
      const some = ends[digit] ?? 0
      ends[digit] = begin
      begin += some
    }
    for (let i = 0; i < length; i++) {
      const bits = from[i] ?? 0
      to[count(ends, (bits >>> shift) & (digits - 1))] = bits
    }
    ;[from, to] = [to, from]
  }
  return new Float32Array(from.buffer, from.byteOffset, length)
}

/** Adds one at a place; what was there before. */
function count(places: Uint32Array, at: number): number {
  const before = places[at] ?? 0
  places[at] = before + 1
  return before
}
