import type { Palette } from '../../painting/palette.ts'
import { significant } from '../../texts/numbers.ts'
import { picturesTexts } from '../../texts/pictures.ts'
import type { Frame } from '../../training/frame.ts'
import { summary } from './summary.ts'
import { drawing, element, short, words } from './svg.ts'

const [width, height] = [720, 420]
/** Where the axes lie. */
const box = { left: 72, right: 700, top: 20, bottom: 350 }
const ticks = 4

/** Cost by epoch on the training and the test points. The cost axis is logarithmic: what is not above 0 has no place. */
export function curvesSvg(now: Frame, colors: Palette): string {
  const { epoch, cost, testCost } = now.curve
  const positive = [...cost, ...testCost].filter((value) => value > 0 && Number.isFinite(value))
  const [low, high] = ends(positive)
  const last = Math.max(1, epoch.at(-1) ?? 1)
  const across = (value: number) => box.left + ((box.right - box.left) * value) / last
  const up = (value: number) => {
    const share = (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
    return box.bottom - (box.bottom - box.top) * share
  }
  const curve = (costs: Float64Array, stroke: string, dashes: string) =>
    element('path', {
      d: path(epoch, costs, across, up),
      fill: 'none',
      stroke,
      'stroke-width': 2,
      'stroke-dasharray': dashes,
    })
  return drawing(
    width,
    height,
    colors.sheet,
    picturesTexts().names.curves,
    ...grid(low, high, up, colors),
    ...Array.from({ length: ticks + 1 }, (_, i) => Math.round((last * i) / ticks)).map((value) =>
      words(across(value), box.bottom + 20, colors.inkSoft, 'middle', String(value)),
    ),
    curve(cost, colors.ink, 'none'),
    curve(testCost, colors.mark.orange, '6 4'),
    words(box.left, height - 36, colors.ink, 'start', `— ${picturesTexts().training}`),
    words(box.left + 120, height - 36, colors.mark.orange, 'start', `╌ ${picturesTexts().test}`),
    words(box.left, height - 12, colors.inkSoft, 'start', summary(now)),
  )
}

/** The least and the largest cost with a little room; never the same. */
function ends(costs: readonly number[]): readonly [low: number, high: number] {
  if (costs.length === 0) return [0.1, 1]
  const least = costs.reduce((one, other) => Math.min(one, other))
  const most = costs.reduce((one, other) => Math.max(one, other))
  return [least / 1.1, most * 1.1]
}

/** Lines at even steps of the logarithm. */
function grid(low: number, high: number, up: (value: number) => number, colors: Palette): readonly string[] {
  return Array.from({ length: ticks + 1 }, (_, i) => low * (high / low) ** (i / ticks)).flatMap((value) => [
    element('path', { d: `M${box.left} ${short(up(value))}H${box.right}`, stroke: colors.rule }),
    words(box.left - 8, up(value) + 5, colors.inkSoft, 'end', significant(value)),
  ])
}

/** A line through the costs that are above 0, broken where one is not. */
function path(
  epoch: Float64Array,
  costs: Float64Array,
  across: (value: number) => number,
  up: (value: number) => number,
): string {
  let pen: 'M' | 'L' = 'M'
  let d = ''
  for (const [i, cost] of costs.entries()) {
    if (!(cost > 0 && Number.isFinite(cost))) {
      pen = 'M'
      continue
    }
    d += `${pen}${short(across(epoch[i] ?? 0))} ${short(up(cost))}`
    pen = 'L'
  }
  return d
}
