import { type Draw, elements, filled, type Kind, plain, signed } from './draw.ts'

/** Whole numbers other than zero, so that a term that is lost shows. `most` bounds their size. */
export const counted = (most: number): Kind =>
  elements([(draw) => signed(draw, draw.integer(1, most))], [1, -1, 2], (v) => Number.isInteger(v) && v !== 0)

/**
 * Whole numbers other than zero, of as many bits as leave the sum of each row, or each column, below 2²²: 20 where few meet.
 * Beside factors of 1 and −1 such a sum rounds nothing in any order, and neither a lost term nor a shorter format passes.
 */
export function summable(along: 'column' | 'row'): Kind {
  const whole = (most: number) => (draw: Draw) => signed(draw, draw.integer(1 + (most >> 1), most))
  return {
    ...counted(2 ** 20),
    draw(draw, rows, columns) {
      const terms = along === 'column' ? rows : columns
      return filled(whole(Math.max(2, Math.min(2 ** 20, Math.floor(2 ** 22 / terms)))), draw, rows * columns)
    },
  }
}

/** Where the four numbers of a scattered line stand: at both ends, and at two places between. */
const scatter = (draw: Draw, length: number): readonly number[] => [
  draw.integer(0, length - 1),
  draw.integer(0, length - 1),
  0,
  length - 1,
]

/**
 * Mostly zeros: at most four numbers other than zero in each column, or in each row, the first and the last of it among them.
 * A sum over it has four terms whatever its length, so its bar is as narrow and its whole numbers may have 20 bits.
 */
export function scattered(along: 'column' | 'row', element: Kind): Kind {
  return {
    ...element,
    draw(draw, rows, columns) {
      const values = new Float64Array(rows * columns)
      const [lines, length] = along === 'column' ? [columns, rows] : [rows, columns]
      const others = element.draw(draw, 4, lines)
      for (let line = 0; line < lines; line++) {
        for (const [i, place] of scatter(draw, length).entries())
          values[along === 'column' ? line * rows + place : place * rows + line] = others[4 * line + i] ?? 0
      }
      return values
    },
    simple: [0, ...element.simple],
    accepts: (v) => v === 0 || element.accepts(v),
  }
}

const scatteredPlain: Kind = scattered(
  'column',
  elements([plain], [0, 1, -1], () => true),
)
/**
 * Columns by turns full of small numbers and scattered: of the first every term shows in a sum of some hundred, of the others
 * every bit.
 */
export const fullAndScattered: Kind = {
  ...scatteredPlain,
  draw(draw, rows, columns) {
    const values = scatteredPlain.draw(draw, rows, columns)
    const full = rows > 257 ? columns : draw.integer(0, 1)
    for (let j = full; j < columns; j += 2) {
      for (let i = 0; i < rows; i++) values[j * rows + i] = draw.real() / 2 - 0.25
    }
    return values
  },
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
