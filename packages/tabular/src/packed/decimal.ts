/**
 * Plain decimals: a minus or none, digits without a zero too many in front, perhaps a point with digits behind it, at
 * most 15 digits from the first that is not 0, at most 22 behind the point; not −0. A subset of the one number grammar
 * (cell.ts) that is read from bytes, and whose text is given back by the number and its digits behind the point:
 *
 * - m / 10ᵈ is the float64 number nearest to the text, as m < 2⁵³ and 10ᵈ ≤ 10²² are float64 numbers without an error
 *   and a division is rounded once (Clinger 1990).
 * - `toFixed(d)` writes the integer nearest to value · 10ᵈ, which is m: the value is wrong by less than half of its last
 *   place, and so times 10ᵈ by less than m · 2⁻⁵³ < 0.5.
 */
export const mostFractionDigits = 22

/** What `decimalDigits` returns for what is no plain decimal. */
export const noDecimal = -1

const powersOfTen = Float64Array.from({ length: mostFractionDigits + 1 }, (_, power) => Number(`1e${power}`))

/** 10¹⁵: 15 digits are below it. */
const tooLarge = 1e15

const [zero, minus, point] = [0x30, 0x2d, 0x2e]

/**
 * Reads a plain decimal from bytes.
 * @param value its first number is set to what is read.
 * @returns the number of digits behind its point, or `noDecimal`.
 */
export function readDecimal(bytes: Uint8Array, from: number, to: number, value: Float64Array): number {
  let at = from
  const isNegative = bytes[at] === minus
  if (isNegative) at++
  const whole = at
  let mantissa = 0
  let digit = (bytes[at] ?? 0) - zero
  while (at < to && digit >= 0 && digit <= 9) {
    mantissa = 10 * mantissa + digit
    digit = (bytes[++at] ?? 0) - zero
  }
  const wholeDigits = at - whole
  if (wholeDigits === 0 || (wholeDigits > 1 && bytes[whole] === zero)) return noDecimal
  let fraction = 0
  if (at < to) {
    if (bytes[at] !== point) return noDecimal
    const begin = ++at
    for (; at < to; at++) {
      digit = (bytes[at] ?? 0) - zero
      if (digit < 0 || digit > 9) return noDecimal
      mantissa = 10 * mantissa + digit
    }
    fraction = at - begin
    if (fraction === 0 || fraction > mostFractionDigits) return noDecimal
  }
  if (mantissa >= tooLarge || (isNegative && mantissa === 0)) return noDecimal
  const size = mantissa / (powersOfTen[fraction] ?? 1)
  value[0] = isNegative ? -size : size
  return fraction
}

/** The text of a plain decimal. */
export function decimalText(value: number, fractionDigits: number): string {
  return value.toFixed(fractionDigits)
}
