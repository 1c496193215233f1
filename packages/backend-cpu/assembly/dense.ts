import { activateAll, RELU } from './activation'
import { foldFourSums, foldToFour, lanesBelow } from './pairwise'
import { product } from './product'

/** A = g(W X + b). A n × m, W n × k, X k × m, b n × 1. Equations (6)–(8). */
export function dense(A: u32, W: u32, X: u32, b: u32, n: u32, k: u32, m: u32, g: u32): void {
  // ReLU is a floor under each sum before it is stored; the others pass over A once more
  const floor: f32 = g === RELU ? 0 : -Infinity
  if (n === 1) oneRow(A, W, X, b, k, m, floor)
  else if (n <= 4) fewRows(A, W, X, b, n, k, m, floor)
  else product(A, W, X, b, n, k, m, false, floor)
  if (g !== RELU) activateAll(A, n * m, g)
}

/** One output: a dot product for each instance, in sixteen lanes. Four instances at a time. */
function oneRow(A: u32, W: u32, X: u32, b: u32, k: u32, m: u32, floor: f32): void {
  const low = f32x4.splat(floor)
  const bias = v128.load_splat<f32>(b)
  const stride = k * 4
  for (let j: u32 = 0; j < m; j += 4) {
    // beyond the last instance the last one again; its results fall into the slack
    const x0 = X + j * stride
    const x1 = j + 1 < m ? x0 + stride : x0
    const x2 = j + 2 < m ? x1 + stride : x1
    const x3 = j + 3 < m ? x2 + stride : x2
    const z =
      k <= 4
        ? foldFourSums(oneVector(W, x0, k), oneVector(W, x1, k), oneVector(W, x2, k), oneVector(W, x3, k))
        : foldFourSums(lanes(W, x0, k), lanes(W, x1, k), lanes(W, x2, k), lanes(W, x3, k))
    v128.store(A + j * 4, f32x4.pmax(f32x4.add(z, bias), low))
  }
}

/** Σ w x in sixteen lanes, lane = index mod 16, folded to four. */
function lanes(w: u32, x: u32, k: u32): v128 {
  let s0 = f32x4.splat(0)
  let s4 = s0
  let s8 = s0
  let s12 = s0
  const end = x + (k & ~15) * 4
  while (x < end) {
    s0 = f32x4.add(s0, f32x4.mul(v128.load(w), v128.load(x)))
    s4 = f32x4.add(s4, f32x4.mul(v128.load(w, 16), v128.load(x, 16)))
    s8 = f32x4.add(s8, f32x4.mul(v128.load(w, 32), v128.load(x, 32)))
    s12 = f32x4.add(s12, f32x4.mul(v128.load(w, 48), v128.load(x, 48)))
    w += 64
    x += 64
  }
  // Adding +0 changes no lane: a sum that began with +0 is never −0.
  const rest = k & 15
  if (rest > 0) s0 = f32x4.add(s0, v128.and(f32x4.mul(v128.load(w), v128.load(x)), lanesBelow(rest, 0)))
  if (rest > 4)
    s4 = f32x4.add(s4, v128.and(f32x4.mul(v128.load(w, 16), v128.load(x, 16)), lanesBelow(rest, 1)))
  if (rest > 8)
    s8 = f32x4.add(s8, v128.and(f32x4.mul(v128.load(w, 32), v128.load(x, 32)), lanesBelow(rest, 2)))
  if (rest > 12) {
    s12 = f32x4.add(s12, v128.and(f32x4.mul(v128.load(w, 48), v128.load(x, 48)), lanesBelow(rest, 3)))
  }
  return foldToFour(s0, s4, s8, s12)
}

/** What `lanes` gives where k is at most four: the other lanes are zero and change nothing. */
function oneVector(w: u32, x: u32, k: u32): v128 {
  const terms = v128.and(f32x4.mul(v128.load(w), v128.load(x)), lanesBelow(k, 0))
  return f32x4.add(f32x4.splat(0), terms)
}

/**
 * Two to four outputs: one vector for each instance, each sum serial over k. A vector may spill over the
 * end of its column, because the next column is stored after it.
 */
function fewRows(A: u32, W: u32, X: u32, b: u32, n: u32, k: u32, m: u32, floor: f32): void {
  const low = f32x4.splat(floor)
  const bias = v128.load(b)
  const rowBytes = n * 4
  const stride = k * 4
  let a = A
  let x = X
  let j: u32 = 0
  for (; j + 4 <= m; j += 4) {
    let s0 = f32x4.splat(0)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    let x0 = x
    let x1 = x0 + stride
    let x2 = x1 + stride
    let x3 = x2 + stride
    let w = W
    const end = x0 + stride
    while (x0 < end) {
      const column = v128.load(w)
      s0 = f32x4.add(s0, f32x4.mul(column, v128.load_splat<f32>(x0)))
      s1 = f32x4.add(s1, f32x4.mul(column, v128.load_splat<f32>(x1)))
      s2 = f32x4.add(s2, f32x4.mul(column, v128.load_splat<f32>(x2)))
      s3 = f32x4.add(s3, f32x4.mul(column, v128.load_splat<f32>(x3)))
      w += rowBytes
      x0 += 4
      x1 += 4
      x2 += 4
      x3 += 4
    }
    v128.store(a, f32x4.pmax(f32x4.add(s0, bias), low))
    v128.store(a + rowBytes, f32x4.pmax(f32x4.add(s1, bias), low))
    v128.store(a + 2 * rowBytes, f32x4.pmax(f32x4.add(s2, bias), low))
    v128.store(a + 3 * rowBytes, f32x4.pmax(f32x4.add(s3, bias), low))
    a += 4 * rowBytes
    x += 4 * stride
  }
  for (; j < m; j++) {
    let s = f32x4.splat(0)
    let w = W
    const end = x + stride
    while (x < end) {
      s = f32x4.add(s, f32x4.mul(v128.load(w), v128.load_splat<f32>(x)))
      w += rowBytes
      x += 4
    }
    v128.store(a, f32x4.pmax(f32x4.add(s, bias), low))
    a += rowBytes
  }
}
