import type { Activation, Arithmetic } from '@leven/core'
import { at, type Matrix } from '../matrix.ts'
import { activationBar } from './functions.ts'
import { gamma, underflowOfSum } from './rounding.ts'

/** Z = W X + b in float64, and how far a device's may be from it. Both n × m, column-major. */
export interface PreActivation {
  readonly Z: Float64Array
  readonly bar: Float64Array
}

/**
 * W X + b and its bar γ_(t+1)·(|W||X| + |b|): each of the t terms of k that are not zero meets one product and at most t
 * additions, in whatever order they are added; to add a zero rounds nothing. `barOfX` is how far X itself may be off (|W|·barOfX more).
 */
export function preActivation(
  W: Matrix,
  X: Matrix,
  b: Matrix,
  arithmetic: Arithmetic,
  barOfX?: Float64Array,
): PreActivation {
  const [n, k, m] = [W.rows, W.columns, X.columns]
  const [Z, bar] = [new Float64Array(n * m), new Float64Array(n * m)]
  for (let j = 0; j < m; j++) {
    for (let i = 0; i < n; i++) {
      let [sum, absolute, moved, operands] = [at(b.values, i), Math.abs(at(b.values, i)), 0, 0]
      let terms = 0
      for (let l = 0; l < k; l++) {
        const w = at(W.values, l * n + i)
        const x = at(X.values, j * k + l)
        const off = barOfX ? at(barOfX, j * k + l) : 0
        sum += w * x
        absolute += Math.abs(w) * (Math.abs(x) + off)
        moved += Math.abs(w) * off
        operands += Math.abs(w) + Math.abs(x) + off
        if (w !== 0 && (x !== 0 || off !== 0)) terms++
      }
      const growth = gamma(terms + 1, arithmetic)
      Z[j * n + i] = sum
      bar[j * n + i] = moved + growth * absolute + (1 + growth) * underflowOfSum(k, operands, arithmetic)
    }
  }
  return { Z, bar }
}

/**
 * The error bar of `dense`, A = g(W X + b): that of the pre-activation carried through g, and the error of g itself.
 * W n × k, X k × m, b n × 1; the result is n × m, column-major.
 */
export function denseBound(
  W: Matrix,
  X: Matrix,
  b: Matrix,
  g: Activation,
  arithmetic: Arithmetic,
): Float64Array {
  const { Z, bar } = preActivation(W, X, b, arithmetic)
  return bar.map((own, i) => activationBar(g, at(Z, i), own, arithmetic))
}
