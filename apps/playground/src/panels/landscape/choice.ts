import { generator, layerShapes, type Network, type NetworkParameters, uniform } from '@leven/core'
import type { ParameterPlace } from '../../learner/learner-state.ts'
import type { Slice } from '../../training/slice.ts'

/** What the landscape is asked to run over. */
export type SliceChosen =
  | { readonly kind: 'numbers'; readonly across: ParameterPlace; readonly up: ParameterPlace }
  | { readonly kind: 'directions'; readonly seed: number }

/** The slice of a network that was chosen: one seed, the same two random directions. */
export function sliceOf(chosen: SliceChosen, network: Network): Slice {
  if (chosen.kind === 'numbers') return chosen
  const { seed } = chosen
  return { kind: 'directions', across: direction(seed, 0, network), up: direction(seed, 1, network) }
}

/** Evenly drawn from [−1, 1) for each weight; biases stay. */
function direction(seed: number, which: number, network: Network): NetworkParameters {
  const random = generator(seed, 'sample', which)
  return layerShapes(network).map(({ inputs, units }) => ({
    W: Float64Array.from({ length: inputs * units }, () => uniform(random, 1)),
    b: new Float64Array(units),
  }))
}
