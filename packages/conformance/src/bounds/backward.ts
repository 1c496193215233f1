import type { Activation, Arithmetic } from '@leven/core'
import { slope } from '@leven/core'
import { at, type Matrix } from '../matrix.ts'
import { slopeRoundings } from './functions.ts'
import { flush, gamma, underflowOfSum } from './rounding.ts'

/** The error bar of `residual`, (T − Y) ⊙ s: γ₂·|T − Y|·|s|, or γ₁·|T − Y| without s. T and Y n × m, s 1 × m; n × m. */
export function residualBound(T: Matrix, Y: Matrix, arithmetic: Arithmetic, s?: Matrix): Float64Array {
  const lost = flush(arithmetic)
  return Float64Array.from(T.values, (t, i) => {
    const difference = Math.abs(t - at(Y.values, i))
    if (!s) return gamma(1, arithmetic) * difference + 3 * lost
    const weight = Math.abs(at(s.values, Math.floor(i / T.rows)))
    const underflow = arithmetic.underflow + lost * (3 * weight + difference)
    return gamma(2, arithmetic) * difference * weight + underflow
  })
}

/** The error bars of both outputs of `gradients`. */
export interface GradientsBound {
  /** n × k, column-major. */
  readonly dW: Float64Array
  /** n × 1. */
  readonly db: Float64Array
}

/**
 * The error bars of `gradients`: γ_(t+1+D)·|dZ||A|ᵀ/m for dW (a product, t − 1 additions, a division and a product for
 * 1/m, wherever it is applied) and γ_(t+D)·Σ|dZ|/m for db, where t of the m terms are not zero: to add a zero rounds
 * nothing. dZ n × m, A k × m.
 */
export function gradientsBound(dZ: Matrix, A: Matrix, arithmetic: Arithmetic): GradientsBound {
  const [n, k, m] = [dZ.rows, A.rows, dZ.columns]
  const { division, underflow } = arithmetic
  const [dW, db] = [new Float64Array(n * k), new Float64Array(n)]
  for (let i = 0; i < n; i++) {
    let [bias, terms] = [0, 0]
    for (let j = 0; j < m; j++) {
      const dz = Math.abs(at(dZ.values, j * n + i))
      bias += dz
      if (dz !== 0) terms++
    }
    // 1/m may be applied to each dZ first: then each loses η of its own.
    const lost = (m + 2) * underflow + underflowOfSum(m, m + bias, arithmetic)
    db[i] = (gamma(terms + division, arithmetic) * bias) / m + lost
    for (let l = 0; l < k; l++) {
      let [sum, other, products] = [0, 0, 0]
      for (let j = 0; j < m; j++) {
        const a = Math.abs(at(A.values, j * k + l))
        const dz = Math.abs(at(dZ.values, j * n + i))
        sum += dz * a
        other += a
        if (dz !== 0 && a !== 0) products++
      }
      const missing = (2 + other) * underflow + underflowOfSum(m, bias + other, arithmetic)
      dW[l * n + i] = (gamma(products + 1 + division, arithmetic) * sum) / m + missing
    }
  }
  return { dW, db }
}

/**
 * The error bar of `backpropagate`, W2ᵀ dZ2 ⊙ g′: γ_(t+r)·(|W2|ᵀ|dZ2|)·|g′| with t the terms that are not zero, of n, and
 * r the roundings of the slope (0 for identity and relu, 2 leakyRelu, 3 sigmoid, 4 tanh, whose slope is (1 − A)(1 + A)).
 * W2 n × k, dZ2 n × m, A1 k × m; the result is k × m.
 */
export function backpropagateBound(
  W2: Matrix,
  dZ2: Matrix,
  A1: Matrix,
  g: Activation,
  arithmetic: Arithmetic,
): Float64Array {
  const [n, k, m] = [W2.rows, W2.columns, dZ2.columns]
  const bound = new Float64Array(k * m)
  for (let j = 0; j < m; j++) {
    for (let l = 0; l < k; l++) {
      let [sum, operands, terms] = [0, 0, 0]
      for (let i = 0; i < n; i++) {
        const [w, dz] = [Math.abs(at(W2.values, l * n + i)), Math.abs(at(dZ2.values, j * n + i))]
        sum += w * dz
        operands += w + dz
        if (w !== 0 && dz !== 0) terms++
      }
      const growth = gamma(terms + slopeRoundings[g], arithmetic)
      const a = at(A1.values, j * k + l)
      const steep = Math.abs(slope(g, a))
      // A positive subnormal A that the device takes for zero turns the slope of relu over.
      const flushed = arithmetic.flushesSubnormals && a !== 0 && Math.abs(a) <= arithmetic.underflow
      const turned = flushed && (g === 'relu' || g === 'leakyRelu') ? sum : 0
      const lost = underflowOfSum(n, operands, arithmetic) * steep
      const ofSlope =
        g === 'identity' || g === 'relu' ? flush(arithmetic) : arithmetic.underflow * (1 + 3 * sum)
      bound[j * k + l] = growth * sum * steep + (1 + growth) * lost + ofSlope + turned
    }
  }
  return bound
}
