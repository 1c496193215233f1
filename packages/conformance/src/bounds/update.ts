import type { Arithmetic, UpdateRule } from '@leven/core'
import { at, type Matrix } from '../matrix.ts'
import { type Approximate, type RunningErrors, runningErrors } from './running.ts'

/** The error bars of everything `update` changes, each the shape of P. */
export interface UpdateBound {
  /** How far each parameter may be off, in the order of P. */
  readonly P: Float64Array
  /** How far each element of each moment may be off. */
  readonly moments: readonly Float64Array[]
}

/**
 * The error bars of `update`, by running error analysis of the equations of the port, element by element.
 * Learning rate, l2, decays, 1 − β, ε and corrections are rounded once from float64 (1 − β is taken before rounding:
 * from a rounded β = 0.999 it would be a thousand roundings off).
 */
export function updateBound(
  P: Matrix,
  dP: Matrix,
  moments: readonly Matrix[],
  rule: UpdateRule,
  arithmetic: Arithmetic,
): UpdateBound {
  const on = runningErrors(arithmetic)
  const step = stepOf(rule, on)
  const bars = {
    P: new Float64Array(P.values.length),
    moments: moments.map((m) => new Float64Array(m.values.length)),
  }
  for (let i = 0; i < P.values.length; i++) {
    const here = moments.map((moment) => on.exact(at(moment.values, i)))
    const after = step(on.exact(at(P.values, i)), on.exact(at(dP.values, i)), here)
    bars.P[i] = after.P.bar
    for (let k = 0; k < after.moments.length; k++) {
      const [bar, moment] = [bars.moments[k], after.moments[k]]
      if (bar && moment) bar[i] = moment.bar
    }
  }
  return bars
}

/** One parameter and its moments after the step, from what they and the derivative were. */
type Step = (
  p: Approximate,
  dp: Approximate,
  moments: readonly Approximate[],
) => { readonly P: Approximate; readonly moments: readonly Approximate[] }

/** The step of a rule, whose settings are rounded once for all elements. */
function stepOf(rule: UpdateRule, on: RunningErrors): Step {
  const l2 = rule.l2 === 0 ? undefined : on.rounded(rule.l2)
  const alpha = on.rounded(-rule.learningRate)
  const gradient = (p: Approximate, dp: Approximate) => (l2 ? on.add(dp, on.multiply(l2, p)) : dp)
  const moved = (p: Approximate, by: Approximate) => on.add(p, on.multiply(alpha, by))
  const none = on.exact(Number.NaN)
  switch (rule.kind) {
    case 'gradientDescent':
      return (p, dp) => ({ P: moved(p, gradient(p, dp)), moments: [] })
    case 'momentum': {
      const momentum = on.rounded(rule.momentum)
      return (p, dp, [before = none]) => {
        const v = on.add(on.multiply(momentum, before), gradient(p, dp))
        return { P: moved(p, v), moments: [v] }
      }
    }
    case 'adam': {
      const [beta1, rest1] = [on.rounded(rule.beta1), on.rounded(1 - rule.beta1)]
      const [beta2, rest2] = [on.rounded(rule.beta2), on.rounded(1 - rule.beta2)]
      const [correction1, correction2] = [on.rounded(rule.correction1), on.rounded(rule.correction2)]
      const epsilon = on.rounded(rule.epsilon)
      return (p, dp, [meanBefore = none, squareBefore = none]) => {
        const G = gradient(p, dp)
        const m = on.add(on.multiply(beta1, meanBefore), on.multiply(rest1, G))
        const v = on.add(on.multiply(beta2, squareBefore), on.multiply(on.multiply(rest2, G), G))
        const root = on.squareRoot(on.divide(v, correction2))
        const by = on.divide(on.divide(m, correction1), on.add(root, epsilon))
        return { P: moved(p, by), moments: [m, v] }
      }
    }
    default:
      return rule satisfies never
  }
}
