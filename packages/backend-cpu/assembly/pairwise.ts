// The order of summation over instances: blocks of 1,024, combined pairwise in index order.

import { LEVELS, SUMS, SUMS_BYTES } from './layout'

/**
 * Adds the sums of block number `block`, at SUMS, to a binary counter whose digit l holds the sums of 2^l
 * consecutive blocks. Two equal digits combine into one of the next level, the earlier block on the left.
 */
export function carry(block: u32, bytes: u32): void {
  let level = LEVELS
  for (let digits = block; digits & 1; digits >>= 1) {
    addInto(SUMS, level, bytes)
    level += SUMS_BYTES
  }
  copyVectors(level, SUMS, bytes)
}

/** What is left in the counter after `blocks` blocks, combined from the last blocks to the first, to SUMS. */
export function collect(blocks: u32, bytes: u32): void {
  let level = LEVELS
  let empty = true
  for (let digits = blocks; digits; digits >>= 1) {
    if (digits & 1) {
      if (empty) copyVectors(SUMS, level, bytes)
      else addInto(SUMS, level, bytes)
      empty = false
    }
    level += SUMS_BYTES
  }
}

/** right ← left + right. */
function addInto(right: u32, left: u32, bytes: u32): void {
  for (let i: u32 = 0; i < bytes; i += 16) {
    v128.store(right + i, f32x4.add(v128.load(left + i), v128.load(right + i)))
  }
}

function copyVectors(to: u32, from: u32, bytes: u32): void {
  for (let i: u32 = 0; i < bytes; i += 16) v128.store(to + i, v128.load(from + i))
}

/** Lanes 4·vector … 4·vector + 3 of 16 that lie below `count`: all ones there, else zeros. */
export function lanesBelow(count: u32, vector: u32): v128 {
  return i32x4.gt_s(i32x4.splat(<i32>count - <i32>(4 * vector)), i32x4(0, 1, 2, 3))
}

/** Sixteen lanes to four: lane l is added to lane l + 8, then to lane l + 4. */
export function foldToFour(lanes0: v128, lanes4: v128, lanes8: v128, lanes12: v128): v128 {
  return f32x4.add(f32x4.add(lanes0, lanes8), f32x4.add(lanes4, lanes12))
}

/** Four lanes of each of four sums to one each: lane l is added to lane l + 2, then to lane l + 1. */
export function foldFourSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7))
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7))
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7))
}

/** Four lanes to one: lane l is added to lane l + 2, then to lane l + 1. */
export function foldToOne(lanes: v128): f32 {
  const two = f32x4.add(lanes, v128.shuffle<f32>(lanes, lanes, 2, 3, 2, 3))
  return f32x4.extract_lane(two, 0) + f32x4.extract_lane(two, 1)
}
