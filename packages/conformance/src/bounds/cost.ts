import type { Arithmetic, Output } from '@leven/core'
import { at, type Matrix } from '../matrix.ts'
import { exponentials } from './output.ts'
import { flush, gamma } from './rounding.ts'

/** One instance: its loss, the part of the bar that is not relative to the loss, and the roundings of the rest. */
interface LossBar {
  readonly loss: number
  readonly absolute: number
  readonly roundings: number
  /** Outputs whose loss is not zero for certain. */
  readonly terms: number
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
  const bars = Array.from({ length: m }, (_, j) => lossBar(Z, Y, kind, j, arithmetic))
  const instances = bars.reduce((count, { terms }) => count + (terms > 0 ? 1 : 0), 0)
  const ofMean = Number.isInteger(Math.log2(m)) ? 0 : division + 1
  let [relative, absolute, lost] = [0, 0, 0]
  for (const [j, bar] of bars.entries()) {
    const weight = s ? Math.abs(at(s.values, j)) : 1
    // One addition less than there are outputs, and instances; s one product; 1/m a division and a product, unless m is a
    // power of two.
    const sums = Math.max(0, bar.terms - 1) + Math.max(0, instances - 1) + (s ? 1 : 0) + ofMean
    const rest = gamma(sums, arithmetic)
    relative += weight * bar.loss * gamma(sums + bar.roundings, arithmetic)
    absolute += weight * bar.absolute * (1 + rest)
    lost += (1 + weight) * (4 * n + 2) * (underflow + flush(arithmetic)) + bar.loss * flush(arithmetic)
  }
  return Float64Array.of((relative + absolute + lost) / m + 2 * underflow)
}

function lossBar(Z: Matrix, Y: Matrix, kind: Output, j: number, arithmetic: Arithmetic): LossBar {
  const n = Z.rows
  const { unitRoundoff: u, exp, log, division } = arithmetic
  const terms = (term: (z: number, y: number, k: number) => number): number => {
    let sum = 0
    for (let k = 0; k < n; k++) sum += term(at(Z.values, j * n + k), at(Y.values, j * n + k), k)
    return sum
  }
  const counted = (isThere: (z: number, y: number) => boolean) => terms((z, y) => (isThere(z, y) ? 1 : 0))
  switch (kind) {
    case 'sigmoid':
      return {
        terms: counted((z, y) => !(y === 0 && z < -745) && !(y === 1 && z > 745)),
        loss: terms((z, y) => Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)))),
        absolute: terms((z, y) => (y === 0 || y === 1 ? 0 : 2 * u * (Math.abs(z * y) + Math.max(z, 0)))),
        roundings: exp + log + 3 + division + 1,
      }
    case 'softmax': {
      const { distance, sum, sumUnits } = exponentials(Z, j, arithmetic)
      const logSum = Math.log(sum)
      const ofLogSum = gamma(sumUnits, arithmetic) + log * u * Math.max(1, logSum)
      return {
        terms: counted((_, y) => y !== 0),
        loss: terms((_, y, k) => Math.abs(y) * (at(distance, k) + logSum)),
        absolute: terms((_, y) => Math.abs(y) * ofLogSum) * (1 + gamma(3, arithmetic)),
        roundings: 3, // M − z_k, the sum with log S, the product with y
      }
    }
    case 'identity':
      return {
        terms: counted((z, y) => z !== y),
        loss: terms((z, y) => (z - y) ** 2) / 2,
        absolute: 0,
        roundings: 3,
      }
    default:
      return kind satisfies never
  }
}
