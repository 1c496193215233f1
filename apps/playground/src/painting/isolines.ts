import type { Values } from '@leven/core'

/** A line through points: x and y in turn, in pixels of the picture. A closed one ends where it begins. */
export type Isoline = Float64Array

/**
 * Where values, side × side in rows from the top left, cross a level: marching squares between the middles of
 * neighbouring pixels, with linear interpolation. An open line is drawn on by a pixel at both ends, to the frame
 * of the picture and beyond.
 */
export function isolines(values: Values, side: number, level: number): readonly Isoline[] {
  const crossings = new Crossings(side)
  for (let y = 0; y + 1 < side; y++) {
    let left = y * side
    let [a, d] = [(values[left] ?? 0) >= level, (values[left + side] ?? 0) >= level]
    for (let x = 0; x + 1 < side; x++, left++) {
      const b = (values[left + 1] ?? 0) >= level
      const c = (values[left + side + 1] ?? 0) >= level
      if (a !== b || b !== c || c !== d) crossings.joinCell(left, values, level, [a, b, c, d])
      a = b
      d = c
    }
  }
  return crossings.lines(values, level)
}

/** Nothing is joined here. */
const none = -1

/** Joins of the picture's size that was drawn last, all undone: lines() leaves them so. */
let undone = new Int32Array(0)

/**
 * Places between two neighbouring pixels where a level is crossed, and which of them are joined. The place to the
 * right of pixel p is 2p, the one below it 2p + 1.
 */
class Crossings {
  readonly #side: number
  /** For each place, the two it is joined to. */
  readonly #joined: Int32Array
  readonly #places: number[] = []

  constructor(side: number) {
    this.#side = side
    if (undone.length !== 4 * side * side) undone = new Int32Array(4 * side * side).fill(none)
    this.#joined = undone
  }

  /** Joins the crossings of the square whose upper left pixel is p. Corners clockwise: whether each is at the level or above. */
  joinCell(
    p: number,
    values: Values,
    level: number,
    [a, b, c, d]: readonly [boolean, boolean, boolean, boolean],
  ): void {
    const [top, left, right, bottom] = [2 * p, 2 * p + 1, 2 * p + 3, 2 * (p + this.#side)]
    const crossed = [
      ...(a !== b ? [top] : []),
      ...(b !== c ? [right] : []),
      ...(c !== d ? [bottom] : []),
      ...(d !== a ? [left] : []),
    ]
    const [first = top, second = right] = crossed
    if (crossed.length === 2) {
      this.#join(first, second)
      return
    }
    // A saddle: its middle tells which corners belong together.
    const corners = [p, p + 1, p + this.#side + 1, p + this.#side]
    const middle = corners.reduce((sum, corner) => sum + (values[corner] ?? 0), 0) / 4 >= level
    this.#join(top, middle === a ? right : left)
    this.#join(bottom, middle === a ? left : right)
  }

  /** The lines that the joined places make. */
  lines(values: Values, level: number): readonly Isoline[] {
    const open = this.#places.filter((place) => this.#joined[2 * place + 1] === none)
    return [...open, ...this.#places].flatMap((place) => {
      const line = this.#follow(place)
      return line.length < 2 ? [] : [this.#points(line, values, level)]
    })
  }

  #join(one: number, other: number): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      if (this.#joined[2 * from] === none) {
        this.#joined[2 * from] = to
        this.#places.push(from)
      } else this.#joined[2 * from + 1] = to
    }
  }

  /** Takes the line that begins at a place apart; what was taken before is no longer there. */
  #follow(begin: number): readonly number[] {
    const line = [begin]
    let here = begin
    for (;;) {
      const next = this.#cut(here)
      if (next === none) return line
      line.push(next)
      here = next
    }
  }

  /** Undoes a join of a place, and returns the other end of it. */
  #cut(place: number): number {
    const slot = this.#joined[2 * place] === none ? 2 * place + 1 : 2 * place
    const next = this.#joined[slot] ?? none
    this.#joined[slot] = none
    if (next === none) return none
    this.#joined[this.#joined[2 * next] === place ? 2 * next : 2 * next + 1] = none
    return next
  }

  #points(line: readonly number[], values: Values, level: number): Isoline {
    const closed = line[0] === line.at(-1)
    const ends = closed ? 0 : 1
    const points = new Float64Array(2 * (line.length + 2 * ends))
    for (const [i, place] of line.entries()) {
      const [p, down] = [place >> 1, place & 1]
      const [from, to] = [values[p] ?? 0, values[down ? p + this.#side : p + 1] ?? 0]
      const share = (level - from) / (to - from)
      points[2 * (i + ends)] = (p % this.#side) + 0.5 + (down ? 0 : share)
      points[2 * (i + ends) + 1] = Math.floor(p / this.#side) + 0.5 + (down ? share : 0)
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
