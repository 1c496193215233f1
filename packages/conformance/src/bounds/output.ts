import type { Arithmetic, Output, Values } from '@leven/core'
import { at, type Matrix } from '../matrix.ts'
import { sigmoidBar } from './functions.ts'
import { flush, gamma } from './rounding.ts'

/** What a softmax column's bar is made of: d = M − z, e^−d, their sum S, and the relative error of S in units of u. */
export interface Exponentials {
  /** M − z_k for each k. */
  readonly distance: Float64Array
  /** softmax(z)_k for each k. */
  readonly share: Float64Array
  readonly sum: number
  /** The relative error of Σ e^(z_k − M), in units of u: the weighted mean of its terms' errors and n − 1 additions. */
  readonly sumUnits: number
}

/** The exponentials of column j of Z. z_k − M is rounded once, which moves e^(z_k − M) by (M − z_k)·u. */
export function exponentials(Z: Matrix, j: number, arithmetic: Arithmetic): Exponentials {
  const n = Z.rows
  const [distance, share] = [new Float64Array(n), new Float64Array(n)]
  let largest = Number.NEGATIVE_INFINITY
  for (let k = 0; k < n; k++) largest = Math.max(largest, at(Z.values, j * n + k))
  let sum = 0
  for (let k = 0; k < n; k++) {
    distance[k] = largest - at(Z.values, j * n + k)
    share[k] = Math.exp(-at(distance, k))
    sum += at(share, k)
  }
  let ofTerms = 0
  for (let k = 0; k < n; k++) {
    const t = at(share, k) / sum
    share[k] = t
    ofTerms += t && t * gamma(at(distance, k) + arithmetic.exp, arithmetic)
  }
  return { distance, share, sum, sumUnits: ofTerms / arithmetic.unitRoundoff + n - 1 }
}

/**
 * The error bar of `output`. sigmoid: ((1 − T)·E + 1 + D)·u·T + η. softmax: T_k·γ_κ + (n + 2)·η with
 * κ = (M − z_k) + E + Σ_j T_j·((M − z_j) + E) + (n − 1) + D. identity: 0. `barOfZ` is how far Z itself may be off.
 * Z n × m; the result is n × m, column-major.
 */
export function outputBound(
  Z: Matrix,
  kind: Output,
  arithmetic: Arithmetic,
  barOfZ: Values = new Float64Array(Z.values.length),
): Float64Array {
  const lost = flush(arithmetic)
  switch (kind) {
    case 'sigmoid':
      return Float64Array.from(Z.values, (z, i) => sigmoidBar(z, at(barOfZ, i), arithmetic))
    case 'identity':
      return Float64Array.from(Z.values, (_, i) => at(barOfZ, i) + lost)
    case 'softmax':
      return softmaxBound(Z, arithmetic, barOfZ)
    default:
      return kind satisfies never
  }
}

function softmaxBound(Z: Matrix, arithmetic: Arithmetic, barOfZ: Values): Float64Array {
  const n = Z.rows
  const { unitRoundoff: u, exp, division, underflow } = arithmetic
  const bound = new Float64Array(Z.values.length)
  for (let j = 0; j < Z.columns; j++) {
    const { distance, share, sumUnits } = exponentials(Z, j, arithmetic)
    const off = Float64Array.from({ length: n }, (_, k) => at(barOfZ, j * n + k))
    // log T_k = z_k − log Σ e^z moves by at most δ_k + max δ_j.
    const most = off.reduce((a, b) => Math.max(a, b), 0)
    for (let k = 0; k < n; k++) {
      const units = at(distance, k) + exp + sumUnits + division + (at(off, k) + most) / u
      const bar = at(share, k) && at(share, k) * gamma(units, arithmetic)
      bound[j * n + k] = Math.min(1, bar) + (n + 2) * underflow + n * flush(arithmetic)
    }
  }
  return bound
}
