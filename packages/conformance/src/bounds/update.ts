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
  const bars = {
    P: new Float64Array(P.values.length),
    moments: moments.map((m) => new Float64Array(m.values.length)),
  }
  for (let i = 0; i < P.values.length; i++) {
    const here = moments.map((moment) => on.exact(at(moment.values, i)))
    const after = element(on, on.exact(at(P.values, i)), on.exact(at(dP.values, i)), here, rule)
    bars.P[i] = after.P.bar
    for (const [k, moment] of after.moments.entries()) {
      const bar = bars.moments[k]
      if (bar) bar[i] = moment.bar
    }
  }
  return bars
}

/** One parameter and its moments after the step. */
function element(
  on: RunningErrors,
  p: Approximate,
  dp: Approximate,
  moments: readonly Approximate[],
  rule: UpdateRule,
): { P: Approximate; moments: readonly Approximate[] } {
  const G = rule.l2 === 0 ? dp : on.add(dp, on.multiply(on.rounded(rule.l2), p))
  const alpha = on.rounded(-rule.learningRate)
  const decay = (moment: Approximate | undefined, factor: number, added: Approximate) =>
    on.add(on.multiply(on.rounded(factor), moment ?? on.exact(Number.NaN)), added)
  switch (rule.kind) {
    case 'gradientDescent':
      return { P: on.add(p, on.multiply(alpha, G)), moments: [] }
    case 'momentum': {
      const v = decay(moments[0], rule.momentum, G)
      return { P: on.add(p, on.multiply(alpha, v)), moments: [v] }
    }
    case 'adam': {
      const m = decay(moments[0], rule.beta1, on.multiply(on.rounded(1 - rule.beta1), G))
      const v = decay(moments[1], rule.beta2, on.multiply(on.multiply(on.rounded(1 - rule.beta2), G), G))
      const mean = on.divide(m, on.rounded(rule.correction1))
      const root = on.squareRoot(on.divide(v, on.rounded(rule.correction2)))
      const by = on.divide(mean, on.add(root, on.rounded(rule.epsilon)))
      return { P: on.add(p, on.multiply(alpha, by)), moments: [m, v] }
    }
    default:
      return rule satisfies never
  }
}
