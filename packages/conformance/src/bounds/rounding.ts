import type { Arithmetic } from '@leven/core'

/**
 * γ_k = k·u / (1 − k·u): what k roundings in a row can do to a number, relative to it.
 * k need not be whole: a function with an error of 2.5 u counts as 2.5 roundings.
 * Higham, Accuracy and Stability of Numerical Algorithms, lemma 3.1. Infinite where k·u ≥ 1.
 */
export function gamma(k: number, arithmetic: Arithmetic): number {
  const x = k * arithmetic.unitRoundoff
  return x < 1 ? x / (1 - x) : Number.POSITIVE_INFINITY
}

/**
 * The absolute error that underflow adds to Σ over `terms` products a·b, where `operands` is Σ(|a| + |b|).
 * Where subnormals are kept only the products can lose anything. Where they are flushed, each operand,
 * each product and each partial sum may become zero.
 */
export function underflowOfSum(terms: number, operands: number, arithmetic: Arithmetic): number {
  const { underflow, flushesSubnormals } = arithmetic
  return flushesSubnormals ? underflow * (2 * terms + 2 + operands) : underflow * terms
}

/** η where subnormals are flushed: what an addition or a copy may then lose. 0 elsewhere: there both are exact at that size. */
export function flush(arithmetic: Arithmetic): number {
  return arithmetic.flushesSubnormals ? arithmetic.underflow : 0
}

/**
 * The arithmetic whose bars hold between a backend and the float64 reference: the roundings of both.
 * Every bar is a convex function of u that is 0 at 0, so bar(u₁) + bar(u₂) ≤ bar(u₁ + u₂).
 * The reference takes e^z to infinity below z = −709, hence 2⁻¹⁰²² for its underflow.
 */
export function againstReference(backend: Arithmetic): Arithmetic {
  return {
    unitRoundoff: backend.unitRoundoff + 2 ** -53,
    exp: Math.max(backend.exp, 2),
    log: Math.max(backend.log, 2),
    tanh: Math.max(backend.tanh, 2),
    division: Math.max(backend.division, 1),
    squareRoot: Math.max(backend.squareRoot, 1),
    flushesSubnormals: backend.flushesSubnormals,
    underflow: backend.underflow + 2 ** -1022,
  }
}

/** The largest finite number: what the device says, or that of the IEEE 754 format with its u, float64 or float32. */
export function overflowOf({ overflow, unitRoundoff: u }: Arithmetic): number {
  return overflow ?? (u <= 2 ** -53 ? Number.MAX_VALUE : (1 - u) * 2 ** 128)
}

/** What gives the nearest number that the backend can hold: float32, float64, or any significand of −log₂ u bits (Veltkamp's splitting). */
export function nearest({ unitRoundoff: u }: Arithmetic): (value: number) => number {
  if (u <= 2 ** -53) return (value) => value
  if (u === 2 ** -24) return (value) => Math.fround(value)
  const factor = u * 2 ** 53 + 1
  return (value) => {
    const spread = value * factor
    return spread - (spread - value)
  }
}
