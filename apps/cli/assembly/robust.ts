// Numbers as a robust scale sees them (packages/tabular/src/robust-scale.ts), two at a time and in the same bits: the
// softly clipped number, then its bins.

import { NUMBERS, SCALE } from './layout'

/** Bins, at most, and edges. */
export const MOST_BINS: u32 = 6
const EDGES: u32 = SCALE + 16
/** By the number of edges below a value: the bins that are full, float32, in 32 bytes; then the bin it is in. */
const FULL: u32 = EDGES + (MOST_BINS + 1) * 8
const OWN: u32 = FULL + (MOST_BINS + 2) * 32

/**
 * Writes `count` of NUMBERS by the SCALE: its median, its spread, 7 edges, of which those that are not there are
 * infinite; for each number of edges below a value the bins that are full, and the low edge and the width of its own.
 * @param to address of the first input; `stride` bytes behind it is that of the next number.
 */
export function writeRobust(to: u32, count: u32, stride: u32, bins: u32): void {
  const median = v128.load64_splat(SCALE)
  const spread = v128.load64_splat(SCALE + 8)
  const three = f64x2.splat(3)
  for (let i: u32 = 0; i < count; i += 2) {
    const value = v128.load(NUMBERS + i * 8)
    const v = f64x2.div(f64x2.sub(value, median), spread)
    // v / √(1 + (v/3)²), where |v| > 3 as ±3 / √(1 + (3/v)²)
    const isFar = f64x2.gt(f64x2.abs(v), three)
    const ratio = f64x2.div(v128.bitselect(three, v, isFar), v128.bitselect(v, three, isFar))
    const root = f64x2.sqrt(f64x2.add(f64x2.splat(1), f64x2.mul(ratio, ratio)))
    const end = v128.or(v128.and(v, i64x2.splat(i64.MIN_VALUE)), three)
    const clipped = f64x2.div(v128.bitselect(end, v, isFar), root)
    // A comparison is −1 where it holds.
    let below = f64x2.gt(value, v128.load64_splat(EDGES))
    below = i64x2.add(below, f64x2.gt(value, v128.load64_splat(EDGES, 8)))
    below = i64x2.add(below, f64x2.gt(value, v128.load64_splat(EDGES, 16)))
    below = i64x2.add(below, f64x2.gt(value, v128.load64_splat(EDGES, 24)))
    below = i64x2.add(below, f64x2.gt(value, v128.load64_splat(EDGES, 32)))
    below = i64x2.add(below, f64x2.gt(value, v128.load64_splat(EDGES, 40)))
    below = i64x2.neg(i64x2.add(below, f64x2.gt(value, v128.load64_splat(EDGES, 48))))
    const one = <u32>i64x2.extract_lane(below, 0)
    const two = <u32>i64x2.extract_lane(below, 1)
    const low = v128.load64_lane(OWN + two * 16, v128.load64_splat(OWN + one * 16), 1)
    const way = v128.load64_lane(OWN + two * 16 + 8, v128.load64_splat(OWN + one * 16 + 8), 1)
    const share = f64x2.mul(f64x2.splat(0.3), f64x2.div(f64x2.sub(value, low), way))
    const inputs = f32x4.demote_f64x2_zero(clipped)
    const shares = f32x4.demote_f64x2_zero(share)
    writeInputs(to, bins, one, f32x4.extract_lane(inputs, 0), f32x4.extract_lane(shares, 0))
    to += stride
    if (i + 1 === count) return
    writeInputs(to, bins, two, f32x4.extract_lane(inputs, 1), f32x4.extract_lane(shares, 1))
    to += stride
  }
}

/** The inputs of one number that has so many edges below it. */
function writeInputs(to: u32, bins: u32, below: u32, clipped: f32, share: f32): void {
  store<f32>(to, clipped)
  const full = FULL + below * 32
  if (bins === MOST_BINS) {
    v128.store(to, v128.load(full), 4)
    store<u64>(to, load<u64>(full, 16), 20)
  } else {
    for (let bin: u32 = 0; bin < bins; bin++) store<f32>(to + bin * 4, load<f32>(full + bin * 4), 4)
  }
  if (below - 1 < bins) store<f32>(to + below * 4, share)
}
