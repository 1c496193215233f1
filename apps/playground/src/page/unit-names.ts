import type { Network } from '@leven/core'
import type { Label } from '../data/labels.ts'
import { features } from '../data/problem.ts'
import type { Neuron } from '../derivation-props.ts'

/** What a unit is called: 'x1', 'hidden unit 2 of layer 1', 'output blue'. */
export function unitName({ sizes }: Network, labels: readonly Label[], { layer, unit }: Neuron): string {
  if (layer === 0) return `input ${features[unit]}`
  if (layer < sizes.length - 1) return `hidden unit ${unit + 1} of layer ${layer}`
  return labels.length > 2 ? `output ${labels[unit]}` : 'output'
}

/** Whether two units are one. */
export function isSame(one: Neuron | null, other: Neuron): boolean {
  return one?.layer === other.layer && one.unit === other.unit
}
