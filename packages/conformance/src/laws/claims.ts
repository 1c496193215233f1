import type { Arithmetic } from '@leven/core'
import fc from 'fast-check'
import { overflowOf } from '../bounds/rounding.ts'
import { type Law, LawBroken, law } from '../law.ts'

/** The largest errors of functions, in units of u, that a device may state: beyond these its bars prove nothing. */
const ceilings = { exp: 16, log: 16, tanh: 16, division: 8, squareRoot: 12 } as const

/** What WebGL 2 guarantees of a texture's side is twice this. */
const leastDimension = 1024

/** What of a device's statement cannot be; the first of it is what a law says. */
function absurdities(arithmetic: Arithmetic): string[] {
  const { unitRoundoff: u, underflow, flushesSubnormals } = arithmetic
  const wrong: string[] = []
  const half = u > 2 ** -24
  if (!(u > 0 && u <= 2 ** -8 && Number.isInteger(Math.log2(u)))) {
    wrong.push(`unitRoundoff is ${u}; it must be a power of two, and at most 2^-8, that of a bfloat16`)
  }
  for (const name of ['exp', 'log', 'tanh', 'division', 'squareRoot'] as const) {
    const said = arithmetic[name]
    if (said >= 0.5 && said <= ceilings[name]) continue
    wrong.push(`${name} is ${said}; it must be from 0.5 to ${ceilings[name]}`)
  }
  const smallestNormal = half ? 2 ** -14 : 2 ** -126
  if (!(underflow > 0 && underflow <= smallestNormal)) {
    wrong.push(`underflow is ${underflow}; it must be above 0 and at most ${smallestNormal}`)
  }
  if (typeof flushesSubnormals !== 'boolean') wrong.push(`flushesSubnormals is ${String(flushesSubnormals)}`)
  const most = overflowOf(arithmetic)
  if (!(most >= (half ? 65_504 : 2 ** 127) && most < Number.POSITIVE_INFINITY)) {
    wrong.push(`overflow is ${most}; it must be the largest finite number of a format`)
  }
  return wrong
}

const sane: Law = law<null>({
  name: 'claims: what the device says of its arithmetic can be',
  operation: 'info',
  share: 0.01,
  draw: () => fc.constant(null),
  async check({ on }) {
    const [first] = absurdities(on.info.arithmetic)
    if (first !== undefined)
      throw new LawBroken(`info.arithmetic: ${first}.`, { operation: 'info', output: 'arithmetic' })
    const most = on.info.largestDimension ?? Number.POSITIVE_INFINITY
    if (most >= leastDimension) return 0
    const message = `info.largestDimension is ${most}; it must be at least ${leastDimension}, or most laws of sizes try nothing.`
    throw new LawBroken(message, { operation: 'info', output: 'largestDimension' })
  },
  operands: () => [],
})

/** Every bar is derived from what the device says of itself, so that may not be anything. */
export const claimLaws: readonly Law[] = [sane]
