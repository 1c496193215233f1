/** The random numbers a case is drawn from. */
export interface Draw {
  /** An integer, both ends included. */
  integer(least: number, most: number): number
  /** A number from [0, 1). */
  real(): number
  /** The smallest positive number that the device's format holds. */
  readonly smallest: number
}

/** Numbers that follow from a seed: Marsaglia's xorshift, since a large case takes a million of them. */
export function stream(seed: number, smallest: number): Draw {
  let state = Math.imul(seed, 0x9e3779b9) ^ 0x2545f491 || 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  for (let i = 0; i < 8; i++) next()
  const real = () => next() / 2 ** 32
  return { integer: (least, most) => least + Math.floor(real() * (most - least + 1)), real, smallest }
}

/** What the numbers of an operand are, and which simpler ones may replace them when a counterexample shrinks. */
export interface Kind {
  /** rows × columns numbers, column-major. */
  draw(draw: Draw, rows: number, columns: number): Float64Array
  /** The simplest numbers of this kind, simplest first. */
  readonly simple: readonly number[]
  /** Whether any other number, such as a rounded one, may stand here. */
  accepts(value: number): boolean
  /** Makes a changed matrix one of this kind again, in place: columns that must sum to 1. */
  repair?(values: Float64Array, rows: number): void
}

/** One of a list. */
export function pick<T>(draw: Draw, from: readonly [T, ...T[]]): T {
  return from[draw.integer(0, from.length - 1)] ?? from[0]
}

/** A kind whose elements are independent, drawn by one of several profiles chosen for the whole matrix. */
export function elements(
  profiles: readonly [Element, ...Element[]],
  simple: readonly number[],
  accepts: (value: number) => boolean,
): Kind {
  return {
    draw(draw, rows, columns) {
      const profile = pick(draw, profiles)
      return filled(profile, draw, rows * columns)
    },
    simple,
    accepts,
  }
}

/** One number of a kind, from the draw. */
export type Element = (draw: Draw) => number

/** From −2 to 2. */
export const plain: Element = (draw) => 4 * draw.real() - 2
/** That size, with either sign. */
export const signed = (draw: Draw, size: number): number => (draw.integer(0, 1) ? size : -size)
/** Of very different sizes. */
export const wide: Element = (draw) => signed(draw, (1 + draw.real()) * 2 ** draw.integer(-20, 10))
/** Mostly zeros, of both signs. */
export const sparse: Element = (draw) => pick(draw, [0, 0, -0, plain(draw)])
/** Now and then below the smallest normal number. */
export const subnormal: Element = (draw) =>
  pick(draw, [plain(draw), signed(draw, draw.smallest * draw.integer(1, 1000)), 0])
const whole = (draw: Draw) => draw.integer(-8, 8)

/** Any finite number: plain, of very different sizes, with zeros of both signs, with subnormals, whole. */
export const real: Kind = elements([plain, plain, wide, sparse, subnormal, whole], [0, 1, -1], () => true)

/** Gradients: any finite number, also large ones, whose squares a format still holds. */
export const gradient: Kind = elements(
  [
    plain,
    plain,
    wide,
    sparse,
    subnormal,
    (draw) => signed(draw, (1 + draw.real()) * 2 ** draw.integer(0, 30)),
  ],
  [0, 1, -1],
  () => true,
)

/** Places: whole numbers from 0 on; a law takes them modulo what there is. */
export const places: Kind = elements(
  [(draw) => draw.integer(0, 2 ** 20)],
  [0, 1],
  (v) => Number.isInteger(v) && v >= 0,
)

/** Quarters from −4 to 4. */
export const quarters: Kind = elements([(draw) => draw.integer(-16, 16) / 4], [0, 1, -1], (v) =>
  Number.isInteger(v * 4),
)

/** One number everywhere. */
export const constant = (value: number): Kind => elements([() => value], [value], (v) => v === value)

/** Any number of plain size. */
export const moderate: Kind = elements([plain], [0, 1, -1], () => true)

/** Sample weights: not negative, some of them zero. */
export const sampleWeight: Kind = elements(
  [
    (draw) => pick(draw, [0, 1, 2, draw.real(), 3 * draw.real()]),
    (draw) => 2 * draw.real(),
    (draw) => Math.abs(wide(draw)),
  ],
  [1, 0, 2],
  (v) => v >= 0,
)

/** Second moments: not negative, of very different sizes. */
export const square: Kind = elements(
  [(draw) => draw.real(), (draw) => pick(draw, [0, 2 ** -draw.integer(0, 60)]), () => 0],
  [0, 1],
  (v) => v >= 0,
)

/** So many numbers of one kind. */
export function filled(element: Element, draw: Draw, count: number): Float64Array {
  const values = new Float64Array(count)
  for (let i = 0; i < count; i++) values[i] = element(draw)
  return values
}
