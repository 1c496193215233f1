import type { Values } from '@leven/core'
import type { LearnerState } from './learner.ts'

/** How a number is seen: (value − mean) / standardDeviation. */
export interface View {
  readonly mean: number
  readonly standardDeviation: number
}

/** From how numbers were seen to how they are seen now. */
export interface Change {
  readonly from: View
  readonly to: View
}

/** The inputs whose view changed, by their place, and the target where it is a number. */
export interface Rescaling {
  readonly inputs: readonly (Change & { readonly input: number })[]
  readonly target?: Change
}

/**
 * The state of a network that says of every place what it said before, though its inputs or its target are
 * scaled otherwise. With x = (v − μ)/s before and x′ = (v − μ′)/s′ now, x = (s′x′ + μ′ − μ)/s: so in the first layer
 * W′ = W s′/s and b′ = b + Σ W (μ′ − μ)/s; in the last, t′ = (s t + μ − μ′)/s′. Moments stay as they are.
 */
export function rescaled(state: LearnerState, { inputs, target }: Rescaling): LearnerState {
  const layers = state.layers.map(({ W, b, ...moments }) => ({ ...moments, W: W.slice(), b: b.slice() }))
  const first = layers[0]
  if (first) for (const change of inputs) seeInput(first.W, first.b, change)
  const last = layers.at(-1)
  if (last && target) {
    const { from, to } = target
    const scale = from.standardDeviation / to.standardDeviation
    scaleAll(last.W, scale)
    scaleAll(last.b, scale)
    for (const [i, bias] of last.b.entries()) last.b[i] = bias + (from.mean - to.mean) / to.standardDeviation
  }
  return { ...state, layers }
}

/** W is units × inputs, column-major: the weights of one input stand together. */
function seeInput(W: Values, b: Values, { input, from, to }: Change & { readonly input: number }): void {
  // A constant column is 0 everywhere, and its weights say nothing.
  if (from.standardDeviation === 0) return
  for (const [unit, bias] of b.entries()) {
    const place = input * b.length + unit
    const weight = W[place] ?? 0
    b[unit] = bias + (weight * (to.mean - from.mean)) / from.standardDeviation
    W[place] = (weight * to.standardDeviation) / from.standardDeviation
  }
}

function scaleAll(values: Values, scale: number): void {
  for (const [i, value] of values.entries()) values[i] = value * scale
}
