import { type DrawnSource, snapped } from '../../data/drawn.ts'
import type { Point } from '../../data/points.ts'

/** Points while they are being drawn: each has its side. */
export type Sketch = Required<DrawnSource>

/** What a new point is: of a class, or at a height. */
export type Ink = { readonly label: string } | { readonly height: number }

/** Where something is drawn. */
export interface Spot {
  readonly x1: number
  readonly x2: number
}

/** The most points that can be drawn. */
export const mostPoints = 2000

/** The sketch with one point more; as many points of its class are held out as the share asks for. */
export function added(sketch: Sketch, { x1, x2 }: Spot, ink: Ink, testShare: number): Sketch {
  if (sketch.points.length >= mostPoints) return sketch
  const point: Point = { x1: snapped(x1), x2: snapped(x2), ...inkOnGrid(ink) }
  const own = sketch.points.flatMap((other, i) => (isAlike(other, point) ? [sketch.held[i] === true] : []))
  const holds = own.filter(Boolean).length < Math.round((own.length + 1) * testShare)
  return {
    ...sketch,
    points: [...sketch.points, point],
    held: [...sketch.held, holds && own.length > 0],
  }
}

/** The sketch without the points within a distance of a place. */
export function erased(sketch: Sketch, place: Spot, distance: number): Sketch {
  const stays = sketch.points.map((point) => squaredDistance(point, place) > distance * distance)
  if (stays.every(Boolean)) return sketch
  return {
    ...sketch,
    points: sketch.points.filter((_, i) => stays[i]),
    held: sketch.held.filter((_, i) => stays[i]),
  }
}

/** The sketch without one of its points. */
export function without(sketch: Sketch, index: number): Sketch {
  return {
    ...sketch,
    points: sketch.points.filter((_, i) => i !== index),
    held: sketch.held.filter((_, i) => i !== index),
  }
}

/** The sketch with one of its points elsewhere. */
export function moved(sketch: Sketch, index: number, { x1, x2 }: Spot): Sketch {
  const points = sketch.points.map((point, i) =>
    i === index ? { ...point, x1: snapped(x1), x2: snapped(x2) } : point,
  )
  return { ...sketch, points }
}

/** The point nearest to a place, within a distance; undefined where none is. */
export function nearestPoint(points: readonly Point[], place: Spot, distance: number): number | undefined {
  let best: number | undefined
  let least = distance * distance
  for (const [i, point] of points.entries()) {
    const squared = squaredDistance(point, place)
    if (squared > least) continue
    best = i
    least = squared
  }
  return best
}

/** Places along a line, `spacing` apart, behind its start; none where its end is nearer. */
export function along(from: Spot, to: Spot, spacing: number): readonly Spot[] {
  const length = Math.sqrt(squaredDistance(from, to))
  const count = Math.floor(length / spacing)
  return Array.from({ length: count }, (_, i) => {
    const share = ((i + 1) * spacing) / length
    return { x1: from.x1 + share * (to.x1 - from.x1), x2: from.x2 + share * (to.x2 - from.x2) }
  })
}

function inkOnGrid(ink: Ink): Ink {
  return 'height' in ink ? { height: snapped(ink.height) } : ink
}

function isAlike(one: Point, other: Point): boolean {
  return 'label' in one && 'label' in other ? one.label === other.label : true
}

function squaredDistance(a: Spot, b: Spot): number {
  return (a.x1 - b.x1) * (a.x1 - b.x1) + (a.x2 - b.x2) * (a.x2 - b.x2)
}
