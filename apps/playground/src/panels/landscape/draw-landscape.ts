import { density } from '../../painting/density.ts'
import { diverging, drawHeatMap } from '../../painting/heat-map.ts'
import { isolines } from '../../painting/isolines.ts'
import type { Palette } from '../../painting/palette.ts'
import type { Landscape } from '../../training/landscape.ts'
import { ranksOf } from './ranks.ts'

/** Contour lines, by rank. */
const levels = [1, 2, 3, 4, 5, 6, 7].map((eighth) => eighth / 8)

/** Draws the costs, a pixel for each, from blue for the lowest to orange, and their contour lines over them. */
export function drawCosts(
  area: HTMLCanvasElement,
  lines: CanvasRenderingContext2D,
  { J, side }: Landscape,
  colors: Palette,
): void {
  const ranks = ranksOf(J)
  drawHeatMap(area, side, (pixel) => diverging(colors.scale, 2 * (ranks[pixel] ?? 0) - 1))
  const { width } = lines.canvas
  lines.clearRect(0, 0, width, width)
  lines.strokeStyle = colors.inkSoft
  lines.lineWidth = 0.75 * density()
  for (const level of levels) {
    for (const line of isolines(ranks, side, level)) {
      trace(lines, line.length / 2, (i) => [
        ((line[2 * i] ?? 0) * width) / side,
        ((line[2 * i + 1] ?? 0) * width) / side,
      ])
      lines.stroke()
    }
  }
}

/** Draws the way of the run over the costs, and where it is now. */
export function drawWay(
  context: CanvasRenderingContext2D,
  way: readonly (readonly [x: number, y: number])[],
  reach: number,
  colors: Palette,
): void {
  const { width } = context.canvas
  const pixel = ([x, y]: readonly [number, number]): readonly [number, number] => [
    ((x / reach + 1) * width) / 2,
    ((1 - y / reach) * width) / 2,
  ]
  context.clearRect(0, 0, width, width)
  context.lineJoin = 'round'
  trace(context, way.length, (i) => pixel(way[i] ?? [0, 0]))
  // A lighter line below keeps it apart from the map.
  for (const [color, thick] of [
    [colors.sheet, 5],
    [colors.ink, 2],
  ] as const) {
    context.strokeStyle = color
    context.lineWidth = thick * density()
    context.stroke()
  }
  const last = way.at(-1)
  if (!last) return
  context.beginPath()
  context.arc(...pixel(last), 5 * density(), 0, 2 * Math.PI)
  context.fillStyle = colors.sheet
  context.fill()
  context.strokeStyle = colors.ink
  context.lineWidth = 2.5 * density()
  context.stroke()
}

function trace(
  context: CanvasRenderingContext2D,
  points: number,
  at: (i: number) => readonly [x: number, y: number],
): void {
  context.beginPath()
  for (let i = 0; i < points; i++) {
    if (i === 0) context.moveTo(...at(i))
    else context.lineTo(...at(i))
  }
}
