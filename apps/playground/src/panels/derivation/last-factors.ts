import { slope } from '@leven/core'
import type { Numbers } from '../../notes/calculation.ts'

/**
 * ∂L/∂t = −y/t + (1 − y)/(1 − t) and ∂t/∂z = t(1 − t) of a sigmoid; t − y and 1 of the identity. Their
 * product is core's residual, which is what trains: the first factor exists in the notes only.
 */
export function lastFactors({ network, T, Y }: Numbers): { dLdt: Float64Array; dtdz: Float64Array } {
  const identity = network.output === 'identity'
  const dLdt = Float64Array.from(T, (t, k) => {
    const y = Y[k] ?? Number.NaN
    if (identity) return t - y
    // 0/0 where a term's weight is 0: that term is absent.
    return (y === 0 ? 0 : -y / t) + (y === 1 ? 0 : (1 - y) / (1 - t))
  })
  return { dLdt, dtdz: Float64Array.from(T, (t) => slope(identity ? 'identity' : 'sigmoid', t)) }
}
