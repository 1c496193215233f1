import { exp, sigmoid } from './elementary'
import { columnOf, loadFour, storeFour } from './instances'

export const IDENTITY_OUTPUT: u32 = 0
export const SIGMOID_OUTPUT: u32 = 1
export const SOFTMAX_OUTPUT: u32 = 2

/** T = σ(Z), softmax(Z) by columns, or Z. T and Z n × m. Equation (9). */
export function output(T: u32, Z: u32, n: u32, m: u32, kind: u32): void {
  const bytes = n * m * 4
  if (kind === SOFTMAX_OUTPUT) softmax(T, Z, n, m)
  else if (kind === SIGMOID_OUTPUT) {
    for (let i: u32 = 0; i < bytes; i += 16) v128.store(T + i, sigmoid(v128.load(Z + i)))
  } else {
    for (let i: u32 = 0; i < bytes; i += 16) v128.store(T + i, v128.load(Z + i))
  }
}

/** e^(z − max z) over their sum, which is serial over the classes. */
function softmax(T: u32, Z: u32, n: u32, m: u32): void {
  const bytes = n * 4
  for (let j: u32 = 0; j < m; j += 4) {
    const z0 = columnOf(Z, j, 0, n, m)
    const z1 = columnOf(Z, j, 1, n, m)
    const z2 = columnOf(Z, j, 2, n, m)
    const z3 = columnOf(Z, j, 3, n, m)
    const t0 = columnOf(T, j, 0, n, m)
    const t1 = columnOf(T, j, 1, n, m)
    const t2 = columnOf(T, j, 2, n, m)
    const t3 = columnOf(T, j, 3, n, m)
    let largest = loadFour(z0, z1, z2, z3, 0)
    for (let i: u32 = 4; i < bytes; i += 4) largest = f32x4.max(largest, loadFour(z0, z1, z2, z3, i))
    let sum = f32x4.splat(0)
    for (let i: u32 = 0; i < bytes; i += 4) {
      const e = exp(f32x4.sub(loadFour(z0, z1, z2, z3, i), largest))
      sum = f32x4.add(sum, e)
      storeFour(t0, t1, t2, t3, i, e)
    }
    for (let i: u32 = 0; i < bytes; i += 4) {
      storeFour(t0, t1, t2, t3, i, f32x4.div(loadFour(t0, t1, t2, t3, i), sum))
    }
  }
}
