import type { Activation } from '@leven/core'

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

function pick<T>(draw: Draw, from: readonly [T, ...T[]]): T {
  return from[draw.integer(0, from.length - 1)] ?? from[0]
}

/** A kind whose elements are independent, drawn by one of several profiles chosen for the whole matrix. */
function elements(
  profiles: readonly [(draw: Draw) => number, ...((draw: Draw) => number)[]],
  simple: readonly number[],
  accepts: (value: number) => boolean,
): Kind {
  return {
    draw(draw, rows, columns) {
      const profile = pick(draw, profiles)
      return Float64Array.from({ length: rows * columns }, () => profile(draw))
    },
    simple,
    accepts,
  }
}

const plain = (draw: Draw) => 4 * draw.real() - 2
const signed = (draw: Draw, size: number) => (draw.integer(0, 1) ? size : -size)
const wide = (draw: Draw) => signed(draw, (1 + draw.real()) * 2 ** draw.integer(-20, 10))
const sparse = (draw: Draw) => pick(draw, [0, 0, -0, plain(draw)])
const subnormal = (draw: Draw) =>
  pick(draw, [plain(draw), signed(draw, draw.smallest * draw.integer(1, 1000)), 0])
const whole = (draw: Draw) => draw.integer(-8, 8)

/** Any finite number: plain, of very different sizes, with zeros of both signs, with subnormals, whole. */
export const real: Kind = elements([plain, plain, wide, sparse, subnormal, whole], [0, 1, -1], () => true)

/** Whole numbers other than zero, so that a term that is lost shows. `most` bounds their size. */
export const counted = (most: number): Kind =>
  elements([(draw) => signed(draw, draw.integer(1, most))], [1, -1, 2], (v) => Number.isInteger(v) && v !== 0)

/**
 * Mostly zeros: at most four numbers other than zero in each column, or in each row. A sum over it has four terms whatever
 * its length, so its bar is as narrow and its whole numbers may have 20 bits.
 */
export function scattered(along: 'column' | 'row', element: Kind): Kind {
  return {
    ...element,
    draw(draw, rows, columns) {
      const values = new Float64Array(rows * columns)
      const [lines, length] = along === 'column' ? [columns, rows] : [rows, columns]
      const others = element.draw(draw, 4, lines)
      for (let line = 0; line < lines; line++) {
        for (let i = 0; i < 4; i++) {
          const place = draw.integer(0, length - 1)
          values[along === 'column' ? line * rows + place : place * rows + line] = others[4 * line + i] ?? 0
        }
      }
      return values
    },
    simple: [0, ...element.simple],
    accepts: (v) => v === 0 || element.accepts(v),
  }
}

/** One number nearly everywhere; about four are of another kind. */
export function mostly(value: number, other: Kind): Kind {
  return {
    ...other,
    draw(draw, rows, columns) {
      const values = new Float64Array(rows * columns).fill(value)
      const others = other.draw(draw, 4, 1)
      for (const v of others) values[draw.integer(0, values.length - 1)] = v
      return values
    },
    simple: [value, ...other.simple],
  }
}

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

/** Quarters from 0 to 1: activations at which the slopes of the sigmoid and of tanh round nothing. */
export const quartersOfOne: Kind = elements(
  [(draw) => draw.integer(0, 4) / 4],
  [0.5, 0, 1],
  (v) => v >= 0 && v <= 1 && Number.isInteger(v * 4),
)

const extremes = (draw: Draw) => pick(draw, [1e4, -1e4, 0, -0, 88, -88, 104, -104, 20, -20, plain(draw)])

/** Logits: plain ones, large ones, and those at which e^z overflows. */
export const logit: Kind = elements(
  [plain, (draw) => 40 * draw.real() - 20, (draw) => 240 * draw.real() - 120, extremes, subnormal, wide],
  [0, 1, -1],
  () => true,
)

/** Logits of one sign, of predictions that are sure. */
export const sure = (sign: 1 | -1): Kind =>
  elements(
    [(draw) => sign * (1 + 30 * draw.real()), (draw) => sign * 100 * draw.real()],
    [sign, 8 * sign],
    (v) => v * sign > 0,
  )

/** One number everywhere. */
export const constant = (value: number): Kind => elements([() => value], [value], (v) => v === value)

/** A number from [0, 1], often near an end of it. */
const unit = (draw: Draw) =>
  pick(draw, [draw.real(), draw.real(), 0, 1, 1 - 2 ** -draw.integer(2, 24), 2 ** -draw.integer(1, 40)])

/** Targets 0 or 1, and now and then anything between. */
export const binaryTarget: Kind = elements(
  [(draw) => draw.integer(0, 1), (draw) => draw.integer(0, 1), unit],
  [0, 1, 0.5],
  (v) => v >= 0 && v <= 1,
)

/** Predictions of a sigmoid or softmax. */
export const probability: Kind = elements([unit], [0, 1, 0.5], (v) => v >= 0 && v <= 1)

/** Targets whose columns sum to 1: one-hot, and now and then soft. */
export const distribution: Kind = {
  draw(draw, rows, columns) {
    const soft = draw.integer(0, 2) === 0
    const values = Float64Array.from({ length: rows * columns }, () => (soft ? draw.real() : 0))
    for (let j = 0; j < columns; j++) values[j * rows + draw.integer(0, rows - 1)] = 1
    this.repair?.(values, rows)
    return values
  },
  simple: [0, 1],
  accepts: () => false,
  repair(values, rows) {
    for (let start = 0; start < values.length; start += rows) {
      const column = values.subarray(start, start + rows)
      const sum = column.reduce((a, b) => a + b, 0)
      if (sum === 0) column[0] = 1
      else for (const [k, v] of column.entries()) column[k] = v / sum
    }
  },
}

/** Whole logits of one sign, beyond 40: e^−|z| is far below the last place of |z|. */
export const farOut = (sign: 1 | -1): Kind =>
  elements(
    [(draw) => sign * draw.integer(40, 127)],
    [sign * 64, sign * 40],
    (v) => Number.isInteger(v) && v * sign >= 40 && v * sign <= 127,
  )

/** How far the peak of a column is above the others, at least. */
const peakHeight = 48

/** Whole logits whose first row is at least 48 above the others of its column: softmax is sure of it. */
export const peaked: Kind = {
  draw(draw, rows, columns) {
    return Float64Array.from({ length: rows * columns }, (_, i) => {
      return i % rows === 0 ? draw.integer(0, 60) : -draw.integer(peakHeight, 127)
    })
  },
  simple: [],
  accepts: () => false,
  repair(values, rows) {
    for (let start = 0; start < values.length; start += rows) values[start] = Math.max(0, values[start] ?? 0)
  },
}

/** Columns that are one-hot in any row but the first, of which `peaked` is sure; all zeros where there is no other. */
export const beyondPeak: Kind = {
  draw(draw, rows, columns) {
    const values = new Float64Array(rows * columns)
    for (let j = 0; rows > 1 && j < columns; j++) values[j * rows + draw.integer(1, rows - 1)] = 1
    return values
  },
  simple: [0],
  accepts: () => false,
  repair(values, rows) {
    for (let start = 0; start < values.length; start += rows) values[start] = 0
  },
}

/** Sample weights: not negative, some of them zero. */
export const sampleWeight: Kind = elements(
  [(draw) => pick(draw, [0, 1, 2, draw.real(), 3 * draw.real()]), (draw) => 2 * draw.real()],
  [1, 0, 2],
  (v) => v >= 0,
)

/** Second moments: not negative, of very different sizes. */
export const square: Kind = elements(
  [(draw) => draw.real(), (draw) => pick(draw, [0, 2 ** -draw.integer(0, 60)]), () => 0],
  [0, 1],
  (v) => v >= 0,
)

/** What g can give: for `backpropagate`, whose slope is a function of A. */
export function image(g: Activation): Kind {
  switch (g) {
    case 'identity':
    case 'leakyRelu':
      return elements([plain, sparse, wide], [0, 1, -1], () => true)
    case 'relu':
      return elements([(d) => Math.max(0, plain(d)), (d) => Math.max(0, sparse(d))], [0, 1], (v) => v >= 0)
    case 'sigmoid':
      return probability
    case 'tanh':
      return elements(
        [(d) => signed(d, unit(d)), (d) => 2 * d.real() - 1],
        [0, 1, -1, 0.5],
        (v) => Math.abs(v) <= 1,
      )
    default:
      return g satisfies never
  }
}
