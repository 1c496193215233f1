import type { Arithmetic } from '@leven/core'

/**
 * What the kernels promise, in units of u = 2⁻²⁴. test/elementary.test.ts holds exp, log and tanh to these
 * bounds over every binade. Division and square root are IEEE 754's, correctly rounded; subnormals are kept.
 */
export const arithmetic: Arithmetic = {
  unitRoundoff: 1 / 16_777_216,
  exp: 1.5,
  log: 1.5,
  tanh: 2.5,
  division: 1,
  squareRoot: 1,
  flushesSubnormals: false,
  underflow: 1.401298464324817e-45,
}
