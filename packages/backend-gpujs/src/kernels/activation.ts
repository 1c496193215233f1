import type { Activation } from '@leven/core'
import { elementary } from './elementary.ts'

/** A function as kernel text: an expression, and the functions it calls. */
export interface Expression {
  readonly text: string
  readonly functions: readonly string[]
}

/** g(z) as an expression of `z`. ReLU(0) = 0. */
export function activationOf(g: Activation): Expression {
  switch (g) {
    case 'identity':
      return { text: 'z', functions: [] }
    case 'relu':
      return { text: 'Math.max(z, 0.0)', functions: [] }
    case 'leakyRelu':
      return { text: 'Math.max(z, 0.01 * z)', functions: [] }
    case 'sigmoid':
      return { text: 'logistic(z)', functions: elementary.logistic }
    case 'tanh':
      return { text: 'hyperbolic(z)', functions: elementary.hyperbolic }
    default:
      return g satisfies never
  }
}

/** The lines that give `result` = sum · g′, from `a` = g(z). ReLU′(0) = 0; tanh′ = (1 − a)(1 + a), never 1 − a². */
export function slopeOf(g: Activation): string {
  switch (g) {
    case 'identity':
      return 'const result = sum;'
    case 'relu':
      return 'let result = 0.0; if (a > 0.0) { result = sum; }'
    case 'leakyRelu':
      return 'let result = sum; if (a <= 0.0) { result = 0.01 * sum; }'
    case 'sigmoid':
      return 'const result = sum * (a * (1.0 - a));'
    case 'tanh':
      return 'const result = sum * ((1.0 - a) * (1.0 + a));'
    default:
      return g satisfies never
  }
}
