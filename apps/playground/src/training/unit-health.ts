import type { Activation, Values } from '@leven/core'

/** Whether a unit can still learn: dead, its slope is 0 on every instance; saturated, its slope is nearly 0 on nearly all. */
export type UnitHealth = 'well' | 'dead' | 'saturated'

/** The share of instances on which a saturated unit sits at an end of its range. */
const nearlyAll = 0.95

/** How near to an end: where the slope is under a twentieth of its largest. */
const tanhEnd = 0.975
const sigmoidEnd = 0.0125

/** The health of each unit of a layer. A units × m, column-major. */
export function unitHealth(g: Activation, A: Values, units: number): readonly UnitHealth[] {
  const instances = A.length / units
  return Array.from({ length: units }, (_, unit) => {
    let flat = 0
    for (let i = unit; i < A.length; i += units) if (isFlat(g, A[i] ?? 0)) flat++
    if (g === 'relu') return flat === instances ? 'dead' : 'well'
    return flat >= nearlyAll * instances ? 'saturated' : 'well'
  })
}

function isFlat(g: Activation, a: number): boolean {
  switch (g) {
    case 'relu':
      return a <= 0
    case 'tanh':
      return Math.abs(a) > tanhEnd
    case 'sigmoid':
      return a < sigmoidEnd || a > 1 - sigmoidEnd
    case 'identity':
    case 'leakyRelu':
      return false
    default:
      return g satisfies never
  }
}
