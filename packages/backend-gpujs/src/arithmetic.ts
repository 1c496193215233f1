import type { Arithmetic } from '@leven/core'
import type { KernelMode } from './library.ts'

const float32 = { unitRoundoff: 2 ** -24 } as const

/**
 * GL: float32. Sums and products are correctly rounded; a division is within 2.5 ulp and a root, 1/(1/√x), within 4.5, as
 * GLSL ES 3.00 section 4.5.1 has it (software renderers do better). Subnormals may be flushed anywhere.
 * exp, log and tanh are kernels/elementary.ts, whose divisions carry that error on.
 */
const gl: Arithmetic = {
  ...float32,
  exp: 3,
  log: 7,
  tanh: 6,
  division: 5,
  squareRoot: 9,
  flushesSubnormals: true,
  underflow: 2 ** -126,
  losesNaN: true, // GLSL leaves max(NaN, 0) open, and drivers make it 0
}

/** WebAssembly: float32 throughout, IEEE 754. */
const webasm: Arithmetic = {
  ...float32,
  exp: 1.5,
  log: 3,
  tanh: 2.5,
  division: 1,
  squareRoot: 1,
  flushesSubnormals: false,
  underflow: 2 ** -149,
}

/** JavaScript: float64 within a kernel, rounded to float32 when its result is stored. */
const cpu: Arithmetic = { ...webasm, exp: 1, log: 1, tanh: 1.25 }

/** What a mode's kernels promise. test/elementary.ts holds each of them to it. */
export function arithmeticOf(mode: KernelMode): Arithmetic {
  switch (mode) {
    case 'webgl2':
    case 'webgl':
    case 'headlessgl':
      return gl
    case 'webasm':
      return webasm
    case 'cpu':
      return cpu
    default:
      return mode satisfies never
  }
}
