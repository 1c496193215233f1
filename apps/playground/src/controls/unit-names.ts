import type { Network } from '@leven/core'
import type { Problem } from '../data/problem.ts'
import type { Neuron } from '../session/pointed.ts'
import { isolated } from '../texts/isolated.ts'
import { networkTexts } from '../texts/network.ts'

/** What a unit is called: 'input x1', 'hidden unit 2 of layer 1', 'output blue'. */
export function unitName(
  { sizes }: Network,
  { features, labels }: Pick<Problem, 'features' | 'labels'>,
  { layer, unit }: Neuron,
): string {
  const t = networkTexts()
  if (layer === 0) return t.inputName(isolated(features[unit] ?? ''))
  if (layer < sizes.length - 1) return t.hiddenName(unit + 1, layer)
  return labels.length > 2 ? t.outputName(isolated(labels[unit] ?? '')) : t.output
}

/** Whether two units are one. */
export function isSame(one: Neuron | null, other: Neuron): boolean {
  return one?.layer === other.layer && one.unit === other.unit
}
