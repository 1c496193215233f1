import { RELU, reluSlope, slope, timesSlope } from './activation'
import { product } from './product'

/** dZ1 = W2ᵀ dZ2 ⊙ g′(Z1), the slope from A1 = g(Z1). dZ1, A1 k × m, W2 n × k, dZ2 n × m. Equation (13). */
export function backpropagate(dZ1: u32, W2: u32, dZ2: u32, A1: u32, n: u32, k: u32, m: u32, g: u32): void {
  if (n === 1) outerProduct(dZ1, W2, dZ2, A1, k, m, g)
  else {
    product(dZ1, W2, dZ2, 0, k, n, m, true, -Infinity)
    timesSlope(dZ1, A1, k * m, g)
  }
}

/**
 * One output: W2 is a row and each instance has one residual. A vector may spill over the end of a column, because the
 * next column is stored after it; but not over the end of the last, behind which a part of another thread may lie.
 */
function outerProduct(dZ1: u32, W2: u32, dZ2: u32, A1: u32, k: u32, m: u32, g: u32): void {
  const stride = k * 4
  const last = dZ2 + (m - 1) * 4
  for (let d = dZ2; d < last; d += 4) {
    timesResidual(dZ1, W2, d, A1, stride, g)
    dZ1 += stride
    A1 += stride
  }
  if (k < 4) timesResidual(dZ1, W2, last, A1, stride, g)
  else {
    // whole vectors, then the last four rows, some of them again
    timesResidual(dZ1, W2, last, A1, stride & ~15, g)
    const four = stride - 16
    timesResidual(dZ1 + four, W2 + four, last, A1 + four, 16, g)
  }
}

/** One column: `bytes` of it, in vectors. */
function timesResidual(dZ1: u32, W2: u32, d: u32, A1: u32, bytes: u32, g: u32): void {
  const residual = v128.load_splat<f32>(d)
  if (g === RELU) {
    for (let i: u32 = 0; i < bytes; i += 16) {
      const sum = f32x4.mul(v128.load(W2 + i), residual)
      v128.store(dZ1 + i, f32x4.mul(sum, reluSlope(v128.load(A1 + i))))
    }
  } else {
    for (let i: u32 = 0; i < bytes; i += 16) {
      const sum = f32x4.mul(v128.load(W2 + i), residual)
      v128.store(dZ1 + i, f32x4.mul(sum, slope(v128.load(A1 + i), g)))
    }
  }
}
