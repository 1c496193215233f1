import type { Arithmetic } from '@leven/core'
import { flush } from './rounding.ts'

/** A number in exact arithmetic, and how far a device's may be from it. */
export interface Approximate {
  readonly value: number
  readonly bar: number
}

/**
 * Running error analysis: each operation carries the errors of its operands on and adds its own
 * rounding. Used where a bar is no simple multiple of a sum: the update rules, where a root and a
 * division amplify.
 */
export interface RunningErrors {
  /** A number that the device holds exactly. */
  exact(value: number): Approximate
  /** A number that the host rounds once to the device's precision, such as a learning rate. */
  rounded(value: number): Approximate
  add(a: Approximate, b: Approximate): Approximate
  multiply(a: Approximate, b: Approximate): Approximate
  divide(a: Approximate, b: Approximate): Approximate
  squareRoot(a: Approximate): Approximate
}

/** The operations of `arithmetic` on numbers that carry their error bars. */
export function runningErrors(arithmetic: Arithmetic): RunningErrors {
  const { unitRoundoff: u, underflow: eta, division, squareRoot } = arithmetic
  const lost = flush(arithmetic)

  /** One more rounding, of at most `units` u relative to the computed value, and `absolute`. */
  const round = (value: number, bar: number, units: number, absolute: number): Approximate => ({
    value,
    bar: bar + (units * u * (Math.abs(value) + bar)) / (1 - units * u) + absolute,
  })

  return {
    exact: (value) => ({ value, bar: Math.min(Math.abs(value), lost) }),
    rounded: (value) => round(value, 0, 1, lost),
    add: (a, b) => round(a.value + b.value, a.bar + b.bar, 1, lost),
    multiply(a, b) {
      const bar = Math.abs(a.value) * b.bar + Math.abs(b.value) * a.bar + a.bar * b.bar
      const zero = (a.value === 0 && a.bar === 0) || (b.value === 0 && b.bar === 0)
      return round(a.value * b.value, bar, 1, zero ? 0 : eta)
    },
    divide(a, b) {
      const value = a.value / b.value
      const room = Math.abs(b.value) - b.bar
      if (room <= 0) return { value, bar: Number.POSITIVE_INFINITY }
      return round(value, (a.bar + Math.abs(value) * b.bar) / room, division, eta)
    },
    squareRoot(a) {
      const value = Math.sqrt(a.value)
      // |√x − √a| = |x − a| / (√x + √a), and never more than √|x − a|.
      const lowest = Math.sqrt(Math.max(0, a.value - a.bar))
      const bar = a.bar === 0 ? 0 : Math.min(Math.sqrt(a.bar), a.bar / (value + lowest))
      return round(value, bar, squareRoot, lost)
    },
  }
}
