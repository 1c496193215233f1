import { firstStyle, stylesOf } from '../data/class-styles.ts'
import { type Ends, shareOf } from '../data/plane.ts'
import type { Spot } from '../data/problem.ts'
import { diverging } from './heat-map.ts'
import { outline } from './mark.ts'
import type { Palette } from './palette.ts'

/** What spots are drawn on, and of what they are. */
export interface Scene {
  readonly across: Ends
  readonly up: Ends
  /** The classes; none where the targets are numbers. */
  readonly labels: readonly string[]
  /** A target as a height from −1 to 1 and beyond, where there are no classes. */
  height(target: number): number
}

/** How spots are drawn: on a square of `size` pixels, each `radius` wide. */
export interface MarkOptions {
  readonly size: number
  readonly radius: number
  /** Hollow marks are test points. */
  readonly hollow: boolean
}

/** Where a value of an axis lies on `size` pixels, from its lower end. */
export function pixelOf(axis: Ends, value: number, size: number): number {
  return shareOf(axis, value) * size
}

/** Draws spots: a mark and a colour for each class; for heights, a diamond in the colour of the height. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  palette: Palette,
  spots: readonly Spot[],
  scene: Scene,
  { size, radius, hollow }: MarkOptions,
): void {
  const styles = stylesOf(scene.labels)
  const numbers = scene.labels.length === 0
  for (const { across, up, target } of spots) {
    const x = pixelOf(scene.across, across, size)
    const y = size - pixelOf(scene.up, up, size)
    const style = styles[target] ?? firstStyle
    const color = numbers ? heightColor(palette, scene.height(target)) : palette.mark[style.color]
    context.beginPath()
    outline(context, numbers ? 'diamond' : style.mark, x, y, radius)
    context.lineWidth = hollow ? radius * 0.5 : radius * 0.32
    context.fillStyle = hollow ? palette.sheet : color
    context.strokeStyle = hollow ? color : numbers ? palette.inkSoft : palette.sheet
    context.fill()
    if (numbers && hollow) edge(context, palette.inkSoft, radius)
    context.stroke()
  }
}

/** Makes the colour of a height stand out from an area of the same. */
function edge(context: CanvasRenderingContext2D, color: string, radius: number): void {
  const { strokeStyle, lineWidth } = context
  context.strokeStyle = color
  context.lineWidth = lineWidth + radius * 0.36
  context.stroke()
  context.strokeStyle = strokeStyle
  context.lineWidth = lineWidth
}

/** The colour of a height from −1 to 1 and beyond. */
export function heightColor(palette: Palette, height: number): string {
  const pixel = diverging(palette.scale, height)
  return `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`
}
