import type { Values } from '@leven/core'

/** A line through points: x and y in turn, in pixels of the picture. A closed one ends where it begins. */
export type Isoline = Float64Array

/**
 * Where values, side × side in rows from the top left, cross a level: marching squares between the middles of
 * neighbouring pixels, with linear interpolation. An open line is drawn on by a pixel at both ends, to the frame
 * of the picture and beyond.
 */
export function isolines(values: Values, side: number, level: number): readonly Isoline[] {
  if (desk.joined.length !== 4 * side * side) desk = deskOf(side)
  const crossings = new Crossings(values, side, level)
  for (let y = 0; y + 1 < side; y++) {
    let pixel = y * side
    let upperLeft = (values[pixel] ?? 0) >= level
    let lowerLeft = (values[pixel + side] ?? 0) >= level
    for (let x = 0; x + 1 < side; x++, pixel++) {
      const upper = (values[pixel + 1] ?? 0) >= level
      const lower = (values[pixel + side + 1] ?? 0) >= level
      if (upper !== upperLeft || lower !== lowerLeft || lower !== upper) {
        crossings.joinCell(
          pixel,
          (upperLeft ? 1 : 0) + (upper ? 2 : 0) + (lower ? 4 : 0) + (lowerLeft ? 8 : 0),
        )
      }
      upperLeft = upper
      lowerLeft = lower
    }
  }
  return crossings.lines()
}

/** Nothing is joined here. */
const none = -1

/** Which sides of a square a line joins, by the corners it parts from the others: 0 above, 1 right, 2 below, 3 left. */
const ends: readonly (readonly number[])[] = [[], [0, 3], [0, 1], [1, 3], [1, 2], [], [0, 2], [2, 3]]

/** What lines are found with, for pictures of the size that was drawn last: a frame of the page has several. */
let desk = deskOf(0)

function deskOf(side: number) {
  return {
    /** For each place, the two it is joined to. All undone: lines() leaves them so. */
    joined: new Int32Array(4 * side * side).fill(none),
    /** The places that are joined. */
    places: new Int32Array(2 * side * side),
    /** The places of the line that is followed; a closed one ends where it begins. */
    line: new Int32Array(2 * side * side + 1),
  }
}

/**
 * Places between two neighbouring pixels where a level is crossed, and which of them are joined. The place to the
 * right of pixel p is 2p, the one below it 2p + 1. A frame of the page has thousands of them, so nothing is made for
 * each.
 */
class Crossings {
  readonly #values: Values
  readonly #side: number
  readonly #level: number
  /** From 2p to the place on each side of the square whose upper left pixel is p. */
  readonly #across: readonly number[]
  readonly #desk = desk
  /** How many places are joined. */
  #count = 0

  constructor(values: Values, side: number, level: number) {
    this.#values = values
    this.#side = side
    this.#level = level
    this.#across = [0, 3, 2 * side, 1]
  }

  /**
   * Joins the crossings of the square whose upper left pixel is p.
   * @param corners which of them are at the level or above: 1 upper left, 2 upper right, 4 lower right, 8 lower left.
   */
  joinCell(p: number, corners: number): void {
    // One line between some corners and the others: the same for a square and its opposite.
    const [one, other] = ends[corners < 8 ? corners : 15 - corners] ?? []
    if (one !== undefined && other !== undefined) {
      this.#join(p, one, other)
      return
    }
    // A saddle: its middle tells which corners belong together.
    const at = (pixel: number) => this.#values[pixel] ?? 0
    const sum = at(p) + at(p + 1) + at(p + this.#side) + at(p + this.#side + 1)
    const withMiddle = sum / 4 >= this.#level === (corners & 1) > 0
    this.#join(p, 0, withMiddle ? 1 : 3)
    this.#join(p, 2, withMiddle ? 3 : 1)
  }

  /** The lines that the joined places make: first those with ends, then those without. */
  lines(): readonly Isoline[] {
    const { places, joined } = this.#desk
    const lines: Isoline[] = []
    for (const wanted of ['open', 'all']) {
      for (let i = 0; i < this.#count; i++) {
        const place = places[i] ?? 0
        if (wanted === 'open' && joined[2 * place + 1] !== none) continue
        const length = this.#follow(place)
        if (length > 1) lines.push(this.#points(length))
      }
    }
    return lines
  }

  #join(p: number, one: number, other: number): void {
    const [from = 0, to = 0] = [this.#across[one], this.#across[other]]
    this.#link(2 * p + from, 2 * p + to)
    this.#link(2 * p + to, 2 * p + from)
  }

  #link(from: number, to: number): void {
    const { joined, places } = this.#desk
    if (joined[2 * from] === none) {
      joined[2 * from] = to
      places[this.#count++] = from
    } else joined[2 * from + 1] = to
  }

  /** Takes the line that begins at a place apart, and returns how long it is; what was taken before is no longer there. */
  #follow(begin: number): number {
    const { line } = this.#desk
    let length = 0
    for (let here = begin; here !== none; here = this.#cut(here)) line[length++] = here
    return length
  }

  /** Undoes a join of a place, and returns the other end of it. */
  #cut(place: number): number {
    const { joined } = this.#desk
    const slot = joined[2 * place] === none ? 2 * place + 1 : 2 * place
    const next = joined[slot] ?? none
    joined[slot] = none
    if (next === none) return none
    joined[joined[2 * next] === place ? 2 * next : 2 * next + 1] = none
    return next
  }

  /** The points of the line that was followed. */
  #points(length: number): Isoline {
    const [values, side, level, { line }] = [this.#values, this.#side, this.#level, this.#desk]
    const closed = line[0] === line[length - 1]
    const ends = closed ? 0 : 1
    const points = new Float64Array(2 * (length + 2 * ends))
    for (let i = 0; i < length; i++) {
      const place = line[i] ?? 0
      const p = place >> 1
      const down = (place & 1) === 1
      const from = values[p] ?? 0
      const share = (level - from) / ((values[down ? p + side : p + 1] ?? 0) - from)
      points[2 * (i + ends)] = (p % side) + 0.5 + (down ? 0 : share)
      points[2 * (i + ends) + 1] = Math.floor(p / side) + 0.5 + (down ? share : 0)
    }
    if (!closed) {
      extend(points, 0, 2, 4)
      extend(points, points.length - 2, points.length - 4, points.length - 6)
    }
    return points
  }
}

/** Sets the point at `end` one pixel beyond the one at `last`, coming from the one at `before`. */
function extend(points: Isoline, end: number, last: number, before: number): void {
  const at = (index: number) => points[index] ?? 0
  const [dx, dy] = [at(last) - at(before), at(last + 1) - at(before + 1)]
  const length = Math.sqrt(dx * dx + dy * dy) || 1
  points[end] = at(last) + dx / length
  points[end + 1] = at(last + 1) + dy / length
}
