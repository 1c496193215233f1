import type { Network } from '@leven/core'
import type { Problem } from '../data/problem.ts'
import type { Neuron } from '../derivation-props.ts'

/** What a unit is called: 'input x1', 'hidden unit 2 of layer 1', 'output blue'. */
export function unitName(
  { sizes }: Network,
  { features, labels }: Pick<Problem, 'features' | 'labels'>,
  { layer, unit }: Neuron,
): string {
  if (layer === 0) return `input ${features[unit]}`
  if (layer < sizes.length - 1) return `hidden unit ${unit + 1} of layer ${layer}`
  return labels.length > 2 ? `output ${labels[unit]}` : 'output'
}

/** Whether two units are one. */
export function isSame(one: Neuron | null, other: Neuron): boolean {
  return one?.layer === other.layer && one.unit === other.unit
}
