import type { Arithmetic, Output } from '@leven/core'
import { at, type Matrix } from '../matrix.ts'
import { exponentials } from './output.ts'
import { flush, gamma } from './rounding.ts'

/** What each instance adds to the bar, m numbers each. */
interface Losses {
  readonly loss: Float64Array
  /** The part of the bar that is not relative to the loss. */
  readonly absolute: Float64Array
  /** Outputs whose loss is not zero for certain. */
  readonly terms: Float64Array
}

/**
 * The error bar of `cost`, J = (1/m) Σ s L: γ_κ·J with κ the roundings of L, of the sums over outputs and
 * instances, of s and of 1/m, and what of L's own error is not relative to L. To add a loss of zero rounds nothing.
 * - sigmoid: log(1 + e) within (E_exp + E_log + 3 + D)·u of itself; soft targets add 2u(|zy| + max(z, 0)).
 * - softmax: y_k·(M − z_k + log S); log S has the error of S, absolute, and E_log·u·max(1, log S).
 * - identity: ½(z − y)², three roundings.
 *
 * Z and Y n × m, s 1 × m; the result has one element.
 */
export function costBound(
  Z: Matrix,
  Y: Matrix,
  kind: Output,
  arithmetic: Arithmetic,
  s?: Matrix,
): Float64Array {
  const [n, m] = [Z.rows, Z.columns]
  const { division, underflow } = arithmetic
  const losses: Losses = {
    loss: new Float64Array(m),
    absolute: new Float64Array(m),
    terms: new Float64Array(m),
  }
  const roundings = addLosses(Z, Y, kind, arithmetic, losses)
  const instances = losses.terms.reduce((count, terms) => count + (terms > 0 ? 1 : 0), 0)
  const ofMean = Number.isInteger(Math.log2(m)) ? 0 : division + 1
  const subnormal = flush(arithmetic)
  let [relative, absolute, lost] = [0, 0, 0]
  for (let j = 0; j < m; j++) {
    const [weight, loss] = [s ? Math.abs(at(s.values, j)) : 1, at(losses.loss, j)]
    // One addition less than there are outputs, and instances; s one product; 1/m a division and a product, unless m is a
    // power of two.
    const sums = Math.max(0, at(losses.terms, j) - 1) + Math.max(0, instances - 1) + (s ? 1 : 0) + ofMean
    relative += weight * loss * gamma(sums + roundings, arithmetic)
    absolute += weight * at(losses.absolute, j) * (1 + gamma(sums, arithmetic))
    lost += (1 + weight) * (4 * n + 2) * (underflow + subnormal) + loss * subnormal
  }
  return Float64Array.of((relative + absolute + lost) / m + 2 * underflow)
}

/** Adds every output to the losses of its instance. Returns how many roundings the loss of one output has. */
function addLosses(Z: Matrix, Y: Matrix, kind: Output, arithmetic: Arithmetic, to: Losses): number {
  const n = Z.rows
  const { unitRoundoff: u, exp, log, division } = arithmetic
  const add = (j: number, loss: number, absolute: number, isThere: boolean) => {
    to.loss[j] = at(to.loss, j) + loss
    to.absolute[j] = at(to.absolute, j) + absolute
    if (isThere) to.terms[j] = at(to.terms, j) + 1
  }
  switch (kind) {
    case 'sigmoid':
      for (let i = 0; i < n * Z.columns; i++) {
        const [z, y] = [at(Z.values, i), at(Y.values, i)]
        const loss = Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)))
        const absolute = y === 0 || y === 1 ? 0 : 2 * u * (Math.abs(z * y) + Math.max(z, 0))
        add(Math.floor(i / n), loss, absolute, !(y === 0 && z < -745) && !(y === 1 && z > 745))
      }
      return exp + log + 3 + division + 1
    case 'softmax':
      for (let j = 0; j < Z.columns; j++) {
        const { distance, sum, sumUnits } = exponentials(Z, j, arithmetic)
        const logSum = Math.log(sum)
        const ofLogSum =
          (gamma(sumUnits, arithmetic) + log * u * Math.max(1, logSum)) * (1 + gamma(3, arithmetic))
        for (let k = 0; k < n; k++) {
          const y = Math.abs(at(Y.values, j * n + k))
          add(j, y * (at(distance, k) + logSum), y * ofLogSum, y !== 0)
        }
      }
      return 3 // M − z_k, the sum with log S, the product with y
    case 'identity':
      for (let i = 0; i < n * Z.columns; i++) {
        const [z, y] = [at(Z.values, i), at(Y.values, i)]
        add(Math.floor(i / n), (z - y) ** 2 / 2, 0, z !== y)
      }
      return 3
    default:
      return kind satisfies never
  }
}
