import type { Activation, Arithmetic } from '@leven/core'
import { flush, gamma } from './rounding.ts'

/** σ(z) without overflow. */
export function sigmoid(z: number): number {
  const e = Math.exp(-Math.abs(z))
  return (z < 0 ? e : 1) / (1 + e)
}

/**
 * How far σ computed at a pre-activation within `bar` of z may be from σ(z):
 * slope · bar, and ((1 − T)·E + 1 + D)·u relative for e^−z (which moves σ by 1 − T of its own error), one addition and one
 * division.
 */
export function sigmoidBar(z: number, bar: number, arithmetic: Arithmetic): number {
  const nearestToZero = Math.max(0, Math.abs(z) - bar)
  const moved = sigmoid(nearestToZero) * sigmoid(-nearestToZero) * bar
  const rest = Math.min(1, sigmoid(-z) + moved)
  const units = rest * arithmetic.exp + 1 + arithmetic.division
  return moved + gamma(units, arithmetic) * (sigmoid(z) + moved) + arithmetic.underflow + flush(arithmetic)
}

/** How far tanh computed at a pre-activation within `bar` of z may be from tanh z. tanh′ = 1 / cosh². */
function tanhBar(z: number, bar: number, arithmetic: Arithmetic): number {
  const moved = bar / Math.cosh(Math.max(0, Math.abs(z) - bar)) ** 2
  const error = gamma(arithmetic.tanh, arithmetic) * Math.min(1, Math.abs(Math.tanh(z)) + moved)
  return moved + error + arithmetic.underflow + flush(arithmetic)
}

/**
 * How far g computed at a pre-activation within `bar` of z may be from g(z). relu and identity are exact;
 * leakyRelu rounds its constant 0.01 and one product.
 */
export function activationBar(g: Activation, z: number, bar: number, arithmetic: Arithmetic): number {
  switch (g) {
    case 'identity':
      return bar
    case 'relu':
      return z < -bar ? 0 : bar
    case 'leakyRelu': {
      if (z > bar) return bar
      const below = 0.01 * gamma(2, arithmetic) * (Math.abs(z) + bar) + arithmetic.underflow
      return below + (z < -bar ? 0.01 : 1) * bar + flush(arithmetic)
    }
    case 'sigmoid':
      return sigmoidBar(z, bar, arithmetic)
    case 'tanh':
      return tanhBar(z, bar, arithmetic)
    default:
      return g satisfies never
  }
}

/** How many roundings g′(A) and the product with it add in `backpropagate`. The slope 0 or 1 adds none. */
export const slopeRoundings: Readonly<Record<Activation, number>> = {
  identity: 0,
  relu: 0,
  leakyRelu: 2, // the constant, the product
  sigmoid: 3, // 1 − A, A(1 − A), the product
  tanh: 4, // 1 − A, 1 + A, their product, the product
}
