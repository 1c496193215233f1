import { unitColors } from '../../controls/unit-colors.ts'
import type { Problem } from '../../data/problem.ts'
import type { Palette } from '../../painting/palette.ts'
import { picturesTexts } from '../../texts/pictures.ts'
import type { Frame } from '../../training/frame.ts'
import { type DiagramLayout, drawnUnits, layOut, link } from '../network/diagram-layout.ts'
import { widthOf } from '../network/Links.tsx'
import { heatMapUrl } from './heat-map-url.ts'
import { summary } from './summary.ts'
import { drawing, element, words } from './svg.ts'

const width = 720
/** Between two units: a name is written there. */
const gap = 26
const above = 16
const below = 40

/** The network as the page shows it: every unit's picture of the plane, and every weight by width, colour and dashes. */
export function networkSvg(now: Frame, about: Problem, colors: Palette): string {
  const { across, up } = about.plane
  const layout = layOut(drawnUnits(now.network.sizes, [across.input, up.input]), width, gap)
  const height = above + layout.height + below
  return drawing(
    width,
    height,
    colors.sheet,
    picturesTexts().names.network,
    element(
      'g',
      { transform: `translate(0 ${above})` },
      ...links(now, layout, colors),
      ...units(now, about, layout, colors),
    ),
    words(12, height - 14, colors.inkSoft, 'start', summary(now)),
  )
}

/** W[l] is n_l × n_(l−1), column-major. */
function links({ parameters, network }: Frame, layout: DiagramLayout, colors: Palette): readonly string[] {
  return layout.layers.slice(1).flatMap((to, layer) =>
    (layout.layers[layer] ?? []).flatMap((source) =>
      to.map((target) => {
        const weight = parameters[layer]?.W[source * (network.sizes[layer + 1] ?? 1) + target] ?? 0
        return element('path', {
          d: link(layout.at(layer, source), layout.at(layer + 1, target), layout.side),
          fill: 'none',
          stroke: weight < 0 ? colors.mark.blue : colors.mark.orange,
          'stroke-width': widthOf(weight),
          ...(weight < 0 ? { 'stroke-dasharray': '6 4' } : {}),
        })
      }),
    ),
  )
}

function units(now: Frame, about: Problem, layout: DiagramLayout, colors: Palette): readonly string[] {
  const { side } = layout
  return layout.layers.flatMap((drawn, layer) =>
    drawn.map((unit) => {
      const { x, y } = layout.at(layer, unit)
      const place = { x: x - side / 2, y: y - side / 2, width: side, height: side }
      const href = heatMapUrl(
        now.picture.units.side,
        unitColors(now, about, colors, { layer, unit }, now.picture.units.side),
      )
      return element(
        'g',
        {},
        element('image', { ...place, preserveAspectRatio: 'none', href }),
        element('rect', { ...place, fill: 'none', stroke: colors.inkSoft }),
        words(x, y + side / 2 + 16, colors.ink, 'middle', nameOf(now, about, layer, unit)),
      )
    }),
  )
}

/** Inputs and classes have names; a hidden unit is its place. */
function nameOf(
  { network: { sizes } }: Frame,
  { features, labels }: Problem,
  layer: number,
  unit: number,
): string {
  if (layer === 0) return features[unit] ?? ''
  if (layer < sizes.length - 1) return ''
  return labels.length > 2 ? (labels[unit] ?? '') : ''
}
