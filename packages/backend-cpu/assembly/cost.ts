import { exp, log, logOnePlus } from './elementary'
import { columnOf, loadFour } from './instances'
import { BLOCK, SUMS } from './layout'
import { IDENTITY_OUTPUT, SOFTMAX_OUTPUT } from './output'
import { carry, collect, foldToFour, foldToOne, lanesBelow } from './pairwise'

/**
 * J = (1/m) Σ s L, from the logits Z. Z and Y n × m, s 1 × m or 0 for none. Equations (5) and (10).
 * A loss is serial over the outputs. Losses are summed in blocks of 1,024 instances, sixteen lanes a block.
 */
export function cost(J: u32, Z: u32, Y: u32, s: u32, n: u32, m: u32, kind: u32): void {
  const blocks = (m + BLOCK - 1) / BLOCK
  for (let block: u32 = 0; block < blocks; block++) {
    const first = block * BLOCK
    const end = min(m, first + BLOCK)
    let s0 = f32x4.splat(0)
    let s4 = s0
    let s8 = s0
    let s12 = s0
    for (let j = first; j < end; j += 16) {
      const count = end - j
      s0 = f32x4.add(s0, v128.and(losses(Z, Y, s, j, n, m, kind), lanesBelow(count, 0)))
      if (count > 4) s4 = f32x4.add(s4, v128.and(losses(Z, Y, s, j + 4, n, m, kind), lanesBelow(count, 1)))
      if (count > 8) s8 = f32x4.add(s8, v128.and(losses(Z, Y, s, j + 8, n, m, kind), lanesBelow(count, 2)))
      if (count > 12) {
        s12 = f32x4.add(s12, v128.and(losses(Z, Y, s, j + 12, n, m, kind), lanesBelow(count, 3)))
      }
    }
    store<f32>(SUMS, foldToOne(foldToFour(s0, s4, s8, s12)))
    if (blocks > 1) carry(block, 16)
  }
  if (blocks > 1) collect(blocks, 16)
  store<f32>(J, load<f32>(SUMS) / <f32>m)
}

/** s L of instances j … j + 3. */
function losses(Z: u32, Y: u32, s: u32, j: u32, n: u32, m: u32, kind: u32): v128 {
  const z0 = columnOf(Z, j, 0, n, m)
  const z1 = columnOf(Z, j, 1, n, m)
  const z2 = columnOf(Z, j, 2, n, m)
  const z3 = columnOf(Z, j, 3, n, m)
  const y0 = columnOf(Y, j, 0, n, m)
  const y1 = columnOf(Y, j, 1, n, m)
  const y2 = columnOf(Y, j, 2, n, m)
  const y3 = columnOf(Y, j, 3, n, m)
  const bytes = n * 4
  const zero = f32x4.splat(0)
  let loss = zero
  if (kind === SOFTMAX_OUTPUT) {
    // Σ y (max z − z + log Σ e^(z − max z))
    let largest = loadFour(z0, z1, z2, z3, 0)
    for (let i: u32 = 4; i < bytes; i += 4) largest = f32x4.max(largest, loadFour(z0, z1, z2, z3, i))
    let sum = zero
    for (let i: u32 = 0; i < bytes; i += 4) {
      sum = f32x4.add(sum, exp(f32x4.sub(loadFour(z0, z1, z2, z3, i), largest)))
    }
    const logSum = log(sum)
    for (let i: u32 = 0; i < bytes; i += 4) {
      const below = f32x4.sub(largest, loadFour(z0, z1, z2, z3, i))
      loss = f32x4.add(loss, f32x4.mul(loadFour(y0, y1, y2, y3, i), f32x4.add(below, logSum)))
    }
  } else if (kind === IDENTITY_OUTPUT) {
    // Σ (z − y)² / 2
    for (let i: u32 = 0; i < bytes; i += 4) {
      const difference = f32x4.sub(loadFour(z0, z1, z2, z3, i), loadFour(y0, y1, y2, y3, i))
      loss = f32x4.add(loss, f32x4.mul(difference, difference))
    }
    loss = f32x4.mul(loss, f32x4.splat(0.5))
  } else {
    // Σ max(z, 0) − z y + log(1 + e^(−|z|))
    for (let i: u32 = 0; i < bytes; i += 4) {
      const z = loadFour(z0, z1, z2, z3, i)
      const linear = f32x4.sub(f32x4.pmax(z, zero), f32x4.mul(z, loadFour(y0, y1, y2, y3, i)))
      loss = f32x4.add(loss, f32x4.add(linear, logOnePlus(exp(f32x4.neg(f32x4.abs(z))))))
    }
  }
  if (!s) return loss
  const weights = loadFour(
    columnOf(s, j, 0, 1, m),
    columnOf(s, j, 1, 1, m),
    columnOf(s, j, 2, 1, m),
    columnOf(s, j, 3, 1, m),
    0,
  )
  return f32x4.mul(loss, weights)
}
