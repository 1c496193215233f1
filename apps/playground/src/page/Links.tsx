import type { Frame } from '../training/frame.ts'
import { type DiagramLayout, link } from './diagram-layout.ts'
import { highlighted, opened } from './session.ts'

/** The weights as curves: width by size; colour and dashes by sign. A click opens the unit that the weight leads to. */
export function Links({ now, layout }: { readonly now: Frame; readonly layout: DiagramLayout }) {
  const { sizes } = now.network
  const pointed = highlighted.value
  return (
    <svg
      class="links"
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      width={layout.width}
      height={layout.height}
      aria-hidden="true"
    >
      {now.parameters.map(({ W }, l) =>
        pairs(layout, l).map(([from, to]) => {
          const place = from * (sizes[l + 1] ?? 1) + to
          const weight = W[place] ?? 0
          const lit =
            pointed &&
            ((pointed.layer === l + 1 && pointed.unit === to) ||
              (pointed.layer === l && pointed.unit === from))
          const sign = weight < 0 ? 'negative' : 'positive'
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut; the unit's own button does the same
            <path
              key={`${l}-${place}`}
              class={`link ${sign}${lit ? ' lit' : ''}${pointed && !lit ? ' dim' : ''}`}
              d={link(layout.at(l, from), layout.at(l + 1, to), layout.side)}
              stroke-width={width(weight)}
              onClick={() => {
                opened.value = { layer: l + 1, unit: to }
              }}
            />
          )
        }),
      )}
    </svg>
  )
}

/** The units of a layer and of the next that are drawn, each with each. */
function pairs({ layers }: DiagramLayout, layer: number): readonly (readonly [from: number, to: number])[] {
  return (layers[layer] ?? []).flatMap((from) => (layers[layer + 1] ?? []).map((to) => [from, to] as const))
}

/** In quarters of a pixel, so that small steps do not repaint. */
function width(weight: number): number {
  return Math.round(4 * Math.min(7, 0.5 + 1.9 * Math.abs(weight))) / 4
}
