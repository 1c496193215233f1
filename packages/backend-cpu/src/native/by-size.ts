import type { NativeKernels } from '@leven/backend-native'
import type { Kernels } from '../kernels.ts'

/** From which sizes on a native call, which costs about 0.1 µs to make, is the faster one. */
export interface LeastSizes {
  /** Multiply-adds of a product. */
  readonly product: number
  /** Numbers of an element-wise operation. */
  readonly elements: number
}

export const measuredSizes: LeastSizes = { product: 4096, elements: 512 }
const sigmoidOutput = 1

/** The kernels of WebAssembly, but for large operands the native ones; both have the same bits. */
export function nativeBySize(wasm: Kernels, native: NativeKernels, least: LeastSizes): Kernels {
  return {
    ...wasm,
    dense(A, W, X, b, n, k, m, g) {
      ;(n * k * m < least.product ? wasm : native).dense(A, W, X, b, n, k, m, g)
    },
    gradients(dW, db, dZ, A, n, k, m, begin, end) {
      ;(n * k * m < least.product ? wasm : native).gradients(dW, db, dZ, A, n, k, m, begin, end)
    },
    backpropagate(dZ1, W2, dZ2, A1, n, k, m, g) {
      ;(n * k * m < least.product ? wasm : native).backpropagate(dZ1, W2, dZ2, A1, n, k, m, g)
    },
    output(T, Z, n, m, kind) {
      if (kind === sigmoidOutput && n * m >= least.elements) native.sigmoid(T, Z, n * m)
      else wasm.output(T, Z, n, m, kind)
    },
    residual(dZ, T, Y, s, n, m) {
      ;(n * m < least.elements ? wasm : native).residual(dZ, T, Y, s, n, m)
    },
    gradientDescent(P, dP, count, rate, l2) {
      ;(count < least.elements ? wasm : native).gradientDescent(P, dP, count, rate, l2)
    },
    momentum(P, dP, v, count, rate, l2, mu) {
      ;(count < least.elements ? wasm : native).momentum(P, dP, v, count, rate, l2, mu)
    },
    adam(P, dP, m, v, count, ...settings) {
      ;(count < least.elements ? wasm : native).adam(P, dP, m, v, count, ...settings)
    },
  }
}
