import type { Output } from '@leven/core'
import { gamma } from '../bounds/rounding.ts'
import { constant, type Kind } from '../draw.ts'
import type { Law } from '../law.ts'
import { entry } from '../matrix.ts'
import { cost, drawnAs, type Operation } from '../operation.ts'
import { barLaw } from './operations.ts'

/** A column at one place, which holds `there` in its first row, and `elsewhere` in all others. */
const atOnePlace = (there: (columns: number) => number, elsewhere: number): Kind => ({
  draw(_, rows, columns) {
    const values = new Float64Array(rows * columns).fill(elsewhere)
    values[Math.floor(columns / 3) * rows] = there(columns)
    return values
  },
  simple: [],
  accepts: () => false,
})

/** A whole number from 41 to 127 that follows from the number of instances. */
const whole = (m: number) => 41 + ((m * 37) % 87)

/** Predictions that are all sure and right but for one, whose loss is a whole number: see `wrongLosses` in exact.ts. */
const kinds: Readonly<Record<Output, Readonly<Record<string, Kind>>>> = {
  sigmoid: { Z: atOnePlace(whole, -1e4), Y: constant(0) },
  identity: { Z: atOnePlace(whole, 0), Y: constant(0) },
  softmax: { Z: atOnePlace((m) => -whole(m), 0), Y: atOnePlace(() => 1, 0) },
}

/** cost where one loss is not zero: only 1/m rounds, a division and a product, and with a weight of 2 no more. */
function oneLoss(kind: Output, weighted: boolean): Operation {
  const sizes = { n: kind === 'softmax' ? 'small' : 'few', m: 'any' } as const
  const operation = drawnAs(cost(kind, weighted), sizes, { ...kinds[kind], s: constant(2) })
  return {
    ...operation,
    bars(x, arithmetic) {
      const { rows: n, columns: m, values } = entry(x, 'Z')
      const z = Math.max(...values.map((v) => (v === -1e4 ? 0 : Math.abs(v))))
      // Of identity ½z²; of softmax z + log Σ e^z, whose second part is that of the n − 1 others.
      const others = kind === 'softmax' ? Math.log(n - 1) : 0
      const loss = kind === 'identity' ? z ** 2 / 2 : z + others
      const ofLog = kind === 'softmax' && n > 2 ? 4 + arithmetic.exp + arithmetic.log : 0
      const units = arithmetic.division + 1 + ofLog
      return { J: Float64Array.of(((weighted ? 2 : 1) * loss * gamma(units, arithmetic)) / m) }
    },
  }
}

/** The narrowest bars of `cost` where m is no power of two. */
export const oneLossLaws: readonly Law[] = (['sigmoid', 'softmax', 'identity'] as const).flatMap((kind) =>
  [false, true].map((weighted) => {
    const operation = oneLoss(kind, weighted)
    return barLaw(`exact: ${operation.name}, of one wrong prediction among right ones`, operation, 0.5)
  }),
)
