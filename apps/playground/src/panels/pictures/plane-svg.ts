import { columnName } from '../../controls/column-name.ts'
import { firstStyle, stylesOf } from '../../data/class-styles.ts'
import type { Axis } from '../../data/plane.ts'
import type { Problem, Spot } from '../../data/problem.ts'
import { type Contour, contourLines } from '../../painting/contours.ts'
import { predictionColors } from '../../painting/heat-map.ts'
import { outlinePath } from '../../painting/mark.ts'
import { heightColor, pixelOf } from '../../painting/marks.ts'
import type { Palette } from '../../painting/palette.ts'
import { heightScale, sceneOf } from '../../painting/scene.ts'
import { isolated } from '../../texts/isolated.ts'
import { within } from '../../texts/numbers.ts'
import { picturesTexts } from '../../texts/pictures.ts'
import type { Frame } from '../../training/frame.ts'
import { heatMapUrl } from './heat-map-url.ts'
import { summary } from './summary.ts'
import { drawing, element, short, words } from './svg.ts'

/** The side of the plane, the room below it for its axes and where the run stands, and that for a line more. */
const side = 640
const below = 56
const line = 24

/**
 * The plane as the page shows it: the prediction, its contour lines and all points, with what the axes are.
 * @param title is a line more, such as what the network is.
 */
export function planeSvg(now: Frame, about: Problem, colors: Palette, title?: string): string {
  const { prediction } = now.picture
  const area = heatMapUrl(prediction.side, predictionColors(colors, prediction.T, about.labels, heightScale))
  const contours = contourLines(prediction.T, prediction.side, about.outputs, about.task)
  const { across, up } = about.plane
  return drawing(
    side,
    side + below + (title === undefined ? 0 : line),
    colors.sheet,
    picturesTexts().names.plane,
    element('image', { width: side, height: side, preserveAspectRatio: 'none', href: area }),
    // Contour lines run on beyond the frame, and a point may lie on it.
    element('clipPath', { id: 'plane' }, element('rect', { width: side, height: side })),
    element(
      'g',
      { 'clip-path': 'url(#plane)' },
      ...contours.map((contour) => lines(contour, side / prediction.side, colors)),
      ...about.training.map((spot) => mark(spot, about, colors, false)),
      ...about.test.map((spot) => mark(spot, about, colors, true)),
    ),
    words(8, side + 22, colors.ink, 'start', `→ ${axisText(across)}`),
    words(side - 8, side + 22, colors.ink, 'end', `↑ ${axisText(up)}`),
    words(8, side + 44, colors.inkSoft, 'start', summary(now)),
    ...(title === undefined ? [] : [words(8, side + 44 + line, colors.inkSoft, 'start', title)]),
  )
}

function axisText({ column, lower, upper }: Axis): string {
  const span = upper - lower
  return `${isolated(columnName(column.name))}: ${within(span, lower)} … ${within(span, upper)}`
}

function lines({ strong, lines }: Contour, unit: number, colors: Palette): string {
  const d = lines.map((line) =>
    Array.from({ length: line.length / 2 }, (_, i) => {
      const [x, y] = [(line[2 * i] ?? 0) * unit, (line[2 * i + 1] ?? 0) * unit]
      return `${i === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`
    }).join(''),
  )
  return element('path', {
    d: d.join(''),
    fill: 'none',
    stroke: strong ? colors.ink : colors.inkSoft,
    'stroke-width': strong ? 1.75 : 0.75,
    ...(strong ? {} : { 'stroke-dasharray': '4 3' }),
  })
}

/** A point with the mark and colours that the page's own plane gives it; sizes in radii. */
function mark({ across, up, target }: Spot, about: Problem, colors: Palette, hollow: boolean): string {
  const scene = sceneOf(about)
  const numbers = about.labels.length === 0
  const style = stylesOf(about.labels)[target] ?? firstStyle
  const color = numbers ? heightColor(colors, scene.height(target)) : colors.mark[style.color]
  const x = short(pixelOf(scene.across, across, side))
  const y = short(side - pixelOf(scene.up, up, side))
  return element('path', {
    d: outlinePath(numbers ? 'diamond' : style.mark),
    transform: `translate(${x} ${y}) scale(${short(side / 105)})`,
    fill: hollow ? colors.sheet : color,
    stroke: hollow ? color : numbers ? colors.inkSoft : colors.sheet,
    'stroke-width': hollow ? 0.5 : 0.32,
  })
}
