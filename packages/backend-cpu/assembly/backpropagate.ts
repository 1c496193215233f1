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

/** One output: W2 is a row and each instance has one residual. Vectors spill into the column stored next. */
function outerProduct(dZ1: u32, W2: u32, dZ2: u32, A1: u32, k: u32, m: u32, g: u32): void {
  const stride = k * 4
  const end = dZ2 + m * 4
  for (let d = dZ2; d < end; d += 4) {
    const residual = v128.load_splat<f32>(d)
    if (g === RELU) {
      for (let i: u32 = 0; i < stride; i += 16) {
        const sum = f32x4.mul(v128.load(W2 + i), residual)
        v128.store(dZ1 + i, f32x4.mul(sum, reluSlope(v128.load(A1 + i))))
      }
    } else {
      for (let i: u32 = 0; i < stride; i += 16) {
        const sum = f32x4.mul(v128.load(W2 + i), residual)
        v128.store(dZ1 + i, f32x4.mul(sum, slope(v128.load(A1 + i), g)))
      }
    }
    dZ1 += stride
    A1 += stride
  }
}
