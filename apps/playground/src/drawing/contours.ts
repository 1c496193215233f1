import type { Values } from '@leven/core'
import { contours } from 'd3-contour'

/** A line through points (x, y), in pixels of the picture. */
export type Line = readonly (readonly [number, number])[]

/** The lines of one level. `strong` marks where the prediction turns. */
export interface Contour {
  readonly strong: boolean
  readonly lines: readonly Line[]
}

/** The contour lines of predictions, side × side: of a probability, of each class against the best other, or of a height. */
export function contourLines(T: Values, side: number, outputs: number, task: string): readonly Contour[] {
  if (outputs > 1) {
    return Array.from({ length: outputs }, (_, k) => line(margins(T, outputs, k), side, 0, true))
  }
  const values = Array.from(T)
  if (task === 'regression') {
    return [-1.5, -1, -0.5, 0, 0.5, 1, 1.5].map((level) => line(values, side, level, level === 0))
  }
  return [0.1, 0.5, 0.9].map((level) => line(values, side, level, level === 0.5))
}

/** For each pixel, how far class k is above the best other. */
function margins(T: Values, outputs: number, k: number): number[] {
  return Array.from({ length: T.length / outputs }, (_, pixel) => {
    let other = 0
    for (let j = 0; j < outputs; j++) if (j !== k) other = Math.max(other, T[pixel * outputs + j] ?? 0)
    return (T[pixel * outputs + k] ?? 0) - other
  })
}

function line(values: number[], side: number, level: number, strong: boolean): Contour {
  const { coordinates } = contours().size([side, side]).contour(values, level)
  return { strong, lines: coordinates.flat().flatMap((ring) => withoutFrame(ring, side)) }
}

/** d3-contour closes rings along the picture's frame; what runs there is no contour. */
function withoutFrame(ring: readonly (readonly number[])[], side: number): Line[] {
  const lines: [number, number][][] = []
  let onFrame = true
  for (const [x = 0, y = 0] of ring) {
    const was = onFrame
    onFrame = x <= 0.5 || y <= 0.5 || x >= side - 0.5 || y >= side - 0.5
    if (onFrame) continue
    if (was) lines.push([])
    lines.at(-1)?.push([x, y])
  }
  return lines.map(toFrame)
}

/** The line, drawn on by a pixel at an open end: the frame lies half a pixel beyond the middle of its last pixels. */
function toFrame(line: Line): Line {
  const [first, second] = line
  const [beforeLast, last] = [line.at(-2), line.at(-1)]
  if (!first || !second || !beforeLast || !last) return line
  if (Math.abs(first[0] - last[0]) + Math.abs(first[1] - last[1]) < 1e-9) return line
  return [beyond(second, first), ...line, beyond(beforeLast, last)]
}

/** The point one pixel beyond `to`, coming from `from`. */
function beyond(from: Line[number], to: Line[number]): Line[number] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.sqrt(dx * dx + dy * dy) || 1
  return [to[0] + dx / length, to[1] + dy / length]
}
