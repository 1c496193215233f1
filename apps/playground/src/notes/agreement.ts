import type { GradientBlock } from '@leven/core'

/**
 * How an analytic derivative stands to its difference quotient. `zero`: both are 0, which shows nothing, as of a
 * dead unit; `kink`: there is none to compare.
 */
export type Agreement = 'agrees' | 'differs' | 'zero' | 'kink'

/**
 * ‖a − n‖ / (‖a‖ + ‖n‖) at or below which a block agrees. Correct gradients stand near 1e-9 in float64; a
 * mistake stands at 1e-2 or more.
 */
export const agreementLimit = 1e-6

/** How a block agrees as a whole. */
export function blockAgreement({ relativeDifference, checked, analytic, numeric }: GradientBlock): Agreement {
  if (checked === 0) return 'kink'
  const none = (values: Float64Array) => values.every((value) => value === 0 || Number.isNaN(value))
  if (none(analytic) && none(numeric)) return 'zero'
  return relativeDifference <= agreementLimit ? 'agrees' : 'differs'
}

/**
 * How each parameter of a block agrees, column-major: |a − n| is held against the block's ‖a‖ + ‖n‖, since
 * of a derivative that is nearly 0 a difference quotient has no digits left.
 */
export function agreements({ analytic, numeric }: GradientBlock): Agreement[] {
  const size = (values: Float64Array) =>
    Math.sqrt(values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value * value), 0))
  const scale = size(analytic) + size(numeric)
  return Array.from(analytic, (a, i) => {
    const n = numeric[i] ?? Number.NaN
    if (Number.isNaN(a) && Number.isNaN(n)) return 'kink'
    if (a === 0 && n === 0) return 'zero'
    return Math.abs(a - n) <= agreementLimit * scale ? 'agrees' : 'differs'
  })
}
