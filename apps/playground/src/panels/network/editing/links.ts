import type { Network } from '@leven/core'
import { type Signal, signal } from '@preact/signals'
import { unitName } from '../../../controls/unit-names.ts'
import type { Problem } from '../../../data/problem.ts'
import type { ParameterPlace } from '../../../learner/learner-state.ts'
import { pointingTexts } from '../../../texts/pointing.ts'
import { type DiagramLayout, pairs } from '../diagram-layout.ts'

/** One weight as a link of the diagram. Units count from 0. */
export interface Link {
  /** Of the unit that it leads to: l of W[l]. */
  readonly layer: number
  /** A unit of the layer before. */
  readonly from: number
  readonly to: number
}

/** The link whose weight is shown to be changed. */
export const chosen: Signal<Link | null> = signal(null)

/** Whether two links are one. */
export function isSameLink(one: Link | null, other: Link): boolean {
  return one?.layer === other.layer && one.from === other.from && one.to === other.to
}

/** The links that are drawn, those of each layer together. */
export function drawnLinks(layout: DiagramLayout): readonly Link[] {
  return layout.layers
    .slice(1)
    .flatMap((_, before) => pairs(layout, before).map(([from, to]) => ({ layer: before + 1, from, to })))
}

/** Whether a network has a link. */
export function hasLink({ sizes }: Network, { layer, from, to }: Link): boolean {
  return layer > 0 && from < (sizes[layer - 1] ?? 0) && to < (sizes[layer] ?? 0)
}

/** The indices of a weight as the notes have them: j, the unit, and k, the unit before; of a single output k alone. */
export function indicesOf({ sizes }: Network, { layer, from, to }: Link): string {
  const isSingle = layer === sizes.length - 1 && sizes[layer] === 1
  return isSingle ? `${from + 1}` : `${to + 1},${from + 1}`
}

/** What a link is called: 'W[1] 2,1, from input x1 to hidden unit 2 of layer 1'. */
export function linkName(network: Network, about: Pick<Problem, 'features' | 'labels'>, link: Link): string {
  return `W[${link.layer}] ${indicesOf(network, link)}, ${pointingTexts().way(...endsOf(network, about, link))}`
}

/** What the units at a link's ends are called. */
export function endsOf(
  network: Network,
  about: Pick<Problem, 'features' | 'labels'>,
  { layer, from, to }: Link,
): readonly [from: string, to: string] {
  return [
    unitName(network, about, { layer: layer - 1, unit: from }),
    unitName(network, about, { layer, unit: to }),
  ]
}

/** Where a link's weight stands among the parameters. */
export function placeOf({ sizes }: Network, { layer, from, to }: Link): ParameterPlace {
  return { layer: layer - 1, kind: 'W', index: from * (sizes[layer] ?? 1) + to }
}
