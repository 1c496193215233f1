import type { Activation } from '@leven/core'
import { type Draw, elements, type Kind, pick, plain, signed, sparse, subnormal, wide } from './draw.ts'

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

/** Activations above zero, however near to it: relu and leakyRelu rise there. */
const near0 = (draw: Draw) => (1 + draw.real()) * 2 ** -draw.integer(1, 125)

/** What g can give: for `backpropagate`, whose slope is a function of A. */
export function image(g: Activation): Kind {
  switch (g) {
    case 'identity':
    case 'leakyRelu':
      return elements([plain, sparse, wide, (d) => signed(d, near0(d))], [0, 1, -1], () => true)
    case 'relu':
      return elements(
        [(d) => Math.max(0, plain(d)), (d) => Math.max(0, sparse(d)), near0],
        [0, 1],
        (v) => v >= 0,
      )
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
