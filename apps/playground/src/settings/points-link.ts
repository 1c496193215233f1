import { colorNames } from '../data/class-styles.ts'
import { type DrawnSource, gridPlace, gridSize, gridValue } from '../data/drawn.ts'
import type { Point } from '../data/points.ts'

/*
 * Drawn points as text: c for classes or h for heights, then of each point x1 and x2 as two digits each, and
 * its class as one digit or its height as two. A digit is one of 64, so two are a place of the grid.
 */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const names: readonly string[] = colorNames

/** The most points that a link carries. */
export const mostLinked = 1000

/** The points as text for a link; undefined where they are too many, or of a class that is no colour. */
export function writePoints({ points, heights }: DrawnSource): string | undefined {
  if (points.length > mostLinked) return undefined
  const words: string[] = []
  for (const point of points) {
    const place = two(gridPlace(point.x1)) + two(gridPlace(point.x2))
    if ('height' in point) words.push(place + two(gridPlace(point.height)))
    else {
      const color = names.indexOf(point.label)
      if (color < 0) return undefined
      words.push(place + digits[color])
    }
  }
  return (heights ? 'h' : 'c') + words.join('')
}

/** The points that a text holds; undefined where it holds none. */
export function readPoints(text: string): DrawnSource | undefined {
  const [kind, body] = [text[0], text.slice(1)]
  const heights = kind === 'h'
  const length = heights ? 6 : 5
  if ((kind !== 'c' && !heights) || body.length % length !== 0) return undefined
  if (body.length / length > mostLinked || !/^[\w-]*$/.test(body)) return undefined
  const points: Point[] = []
  for (let at = 0; at < body.length; at += length) {
    const x1 = gridValue(place(body, at))
    const x2 = gridValue(place(body, at + 2))
    if (heights) {
      points.push({ x1, x2, height: gridValue(place(body, at + 4)) })
      continue
    }
    const label = colorNames[digits.indexOf(body[at + 4] ?? '')]
    if (label === undefined) return undefined
    points.push({ x1, x2, label })
  }
  return { kind: 'drawn', points, heights }
}

function two(place: number): string {
  return `${digits[Math.floor(place / 64) % (gridSize / 64)]}${digits[place % 64]}`
}

function place(body: string, at: number): number {
  return digits.indexOf(body[at] ?? '') * 64 + digits.indexOf(body[at + 1] ?? '')
}
