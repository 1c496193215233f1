import type { Network } from '@leven/core'
import { unitName } from '../../controls/unit-names.ts'
import type { Problem } from '../../data/problem.ts'
import type { ParameterPlace } from '../../learner/learner-state.ts'
import { landscapeTexts } from '../../texts/landscape.ts'

/** A number of the network that can be chosen. */
export interface NamedPlace {
  readonly place: ParameterPlace
  readonly name: string
}

/** The most numbers of a layer that are offered: a list is read from top to bottom. */
const most = 64

/** The numbers of each layer by name, weights first; a layer of more than 64 offers its first. */
export function parameterList(
  network: Network,
  about: Pick<Problem, 'features' | 'labels'>,
): readonly (readonly NamedPlace[])[] {
  const t = landscapeTexts()
  return network.sizes.slice(1).map((units, layer) => {
    const inputs = network.sizes[layer] ?? 0
    const to = (unit: number) => unitName(network, about, { layer: layer + 1, unit })
    const weights = Array.from({ length: Math.min(most, inputs * units) }, (_, index): NamedPlace => {
      const from = unitName(network, about, { layer, unit: Math.floor(index / units) })
      return { place: { layer, kind: 'W', index }, name: t.weight(from, to(index % units)) }
    })
    const biases = Array.from({ length: Math.min(units, most - weights.length) }, (_, index): NamedPlace => {
      return { place: { layer, kind: 'b', index }, name: t.bias(to(index)) }
    })
    return [...weights, ...biases]
  })
}

/** How many numbers a network has. */
export function parameterCount({ sizes }: Network): number {
  return sizes.slice(1).reduce((sum, units, layer) => sum + units * ((sizes[layer] ?? 0) + 1), 0)
}

/** A place as the value of an option. */
export function keyOf({ layer, kind, index }: ParameterPlace): string {
  return `${layer} ${kind} ${index}`
}
