import { type Label, markOf } from '../data/labels.ts'
import { type Point, reach } from '../data/shapes.ts'
import { diverging } from './heat-map.ts'
import type { Palette } from './palette.ts'

/** How points are drawn: on a square of `size` pixels, each `radius` wide. */
export interface MarkOptions {
  readonly size: number
  readonly radius: number
  /** Hollow marks are test points. */
  readonly hollow: boolean
}

/** Where a coordinate lies on a square of `size` pixels. */
export function pixelOf(coordinate: number, size: number): number {
  return ((coordinate / reach + 1) / 2) * size
}

/** Draws points: a mark and a colour for each class; for heights, a diamond in the colour of the height. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  palette: Palette,
  points: readonly Point[],
  { size, radius, hollow }: MarkOptions,
): void {
  for (const point of points) {
    const x = pixelOf(point.x1, size)
    const y = size - pixelOf(point.x2, size)
    const color = 'label' in point ? palette.mark[point.label] : heightColor(palette, point.height)
    context.beginPath()
    outline(context, 'label' in point ? markOf[point.label] : 'diamond', x, y, radius)
    context.lineWidth = hollow ? radius * 0.5 : radius * 0.32
    context.fillStyle = hollow ? palette.sheet : color
    context.strokeStyle = hollow ? color : 'label' in point ? palette.sheet : palette.inkSoft
    context.fill()
    context.stroke()
  }
}

/** The outline of one mark around (x, y). All have about the same area. */
export function outline(
  context: CanvasRenderingContext2D,
  mark: (typeof markOf)[Label] | 'diamond',
  x: number,
  y: number,
  radius: number,
): void {
  switch (mark) {
    case 'circle':
      context.arc(x, y, radius, 0, 2 * Math.PI)
      break
    case 'square': {
      const half = radius * 0.9
      context.rect(x - half, y - half, 2 * half, 2 * half)
      break
    }
    case 'triangle':
      context.moveTo(x, y - radius * 1.25)
      context.lineTo(x + radius * 1.15, y + radius * 0.8)
      context.lineTo(x - radius * 1.15, y + radius * 0.8)
      context.closePath()
      break
    case 'diamond':
      context.moveTo(x, y - radius * 1.2)
      context.lineTo(x + radius * 1.2, y)
      context.lineTo(x, y + radius * 1.2)
      context.lineTo(x - radius * 1.2, y)
      context.closePath()
      break
    default:
      mark satisfies never
  }
}

function heightColor(palette: Palette, height: number): string {
  const pixel = diverging(palette, height)
  return `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`
}
