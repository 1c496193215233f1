/**
 * What a cell means before its column is known: its text without blanks, and the one number grammar. How a
 * column may depart from it is its notation (notation/); which words are missing, its rule (missing/).
 */

/** A cell's text without surrounding blanks, or null where nothing is left. */
export function filled(cell: string | null | undefined): string | null {
  if (cell === null || cell === undefined) return null
  const text = cell.trim()
  return text === '' ? null : text
}

/** What the grammar makes of a text. The order matters: all above `none` are numbers. */
export const shape = {
  none: 0,
  /** 42, −7, 0 */
  integer: 1,
  /** 007: digits with a zero too many in front, which a measurement does not have. */
  padded: 2,
  /** 1E2: digits, an unsigned exponent and no point, as no program prints a number but codes look. */
  exponentCode: 3,
  /** 1.119 or 1.234.567 without a zero in front: the point might part thousands. Only 1.119 is a number. */
  grouped: 4,
  /** 0.5, 1e-3, 12.25 */
  decimal: 5,
} as const

/** One of the shapes. */
export type Shape = (typeof shape)[keyof typeof shape]

const [zero, nine, plus, minus, point] = [0x30, 0x39, 0x2b, 0x2d, 0x2e]

/**
 * The number grammar: sign, digits, decimal point, exponent; all else is text: no hexadecimal, no thousands
 * separators, no decimal comma. Written as a scan because it is asked of every cell, and says more than yes.
 * @param text without surrounding blanks.
 */
export function shapeOf(text: string): Shape {
  const { length } = text
  const first = text.charCodeAt(0)
  const signed = first === plus || first === minus
  const whole = signed ? 1 : 0
  let at = digitsEnd(text, whole)
  const wholeDigits = at - whole
  let fraction = -1
  if (text.charCodeAt(at) === point) {
    const begin = at + 1
    at = digitsEnd(text, begin)
    fraction = at - begin
  }
  if (wholeDigits + Math.max(0, fraction) === 0) return shape.none
  if (at === length) {
    if (fraction === 3 && wholeDigits > 0 && wholeDigits <= 3 && text.charCodeAt(whole) !== zero)
      return shape.grouped
    if (fraction >= 0) return shape.decimal
    return wholeDigits > 1 && text.charCodeAt(whole) === zero ? shape.padded : shape.integer
  }
  if ((text.charCodeAt(at) | 0x20) !== 0x65) return shape.none
  const sign = text.charCodeAt(at + 1)
  const signedExponent = sign === plus || sign === minus
  const begin = at + (signedExponent ? 2 : 1)
  at = digitsEnd(text, begin)
  if (at === begin || at < length) return shape.none
  return signed || signedExponent || fraction >= 0 ? shape.decimal : shape.exponentCode
}

function digitsEnd(text: string, from: number): number {
  let at = from
  for (let code = text.charCodeAt(at); code >= zero && code <= nine; code = text.charCodeAt(at)) at++
  return at
}

/** What is written for a minus: hyphens, dashes and the sign itself, which typesetters and spreadsheets put there. */
const minusSigns = /^[\u2010\u2011\u2012\u2013\u2212\uFE63\uFF0D](?=[0-9.,])/

/** The text with a hyphen for a minus sign of another kind in front. */
export function withHyphen(text: string): string {
  return text.charCodeAt(0) >= 0x2010 ? text.replace(minusSigns, '-') : text
}

/**
 * The float64 number nearest to the text, or undefined where the text is none by the grammar.
 * Infinite where the text's number is beyond float64. A Unicode minus is a minus.
 * @param text without surrounding blanks.
 */
export function parseNumber(text: string): number | undefined {
  if (shapeOf(text) !== shape.none) return Number(text)
  const plain = withHyphen(text)
  return plain !== text && shapeOf(plain) !== shape.none ? Number(plain) : undefined
}

const infinite = /^[+-]?inf(?:inity)?$/i

/** Whether the text is a word for infinity: a broken number rather than a category. NaN is missing instead. */
export function isInfinityWord(text: string): boolean {
  return infinite.test(text)
}
