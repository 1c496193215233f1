import { decimalMark } from './language.ts'

/** Whole digits with their thousands set apart as in the language of the page. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, decimalMark() === ',' ? '.' : ',')
}

/**
 * A number's text as it is written in the language of the page: with a true minus, its thousands apart from 10,000 on
 * (a year has none), and powers of ten as people write them.
 * @example written('1.5e-7') // '1.5 × 10⁻⁷'
 */
export function written(text: string): string {
  const [digits = '', power] = text.split('e')
  const [ones = '', ...tenths] = digits.split('.')
  const plain = [/\d{5}/.test(ones) ? grouped(ones) : ones, ...tenths].join(decimalMark())
  return (power ? `${plain}\u202f×\u202f10${raised(power)}` : plain).replace('-', '\u2212')
}

function raised(power: string): string {
  return power.replace('+', '').replace(/./g, (sign) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(sign)] ?? '')
}

/** A whole number with its thousands set apart. */
export function whole(value: number): string {
  return grouped(String(Math.round(value)))
}

/** A cost: three significant digits. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  if (size >= 1000 && size < 1e6) return written(String(Number(value.toPrecision(3))))
  const isFar = size >= 1e6 || (size !== 0 && size < 1e-4)
  return written(isFar ? value.toExponential(1) : value.toPrecision(size !== 0 && size < 1e-3 ? 2 : 3))
}

/** A signed number of two decimals, or of as many as are asked for. */
export function signed(value: number, decimals = 2): string {
  return written(Math.abs(value) < 1e9 ? value.toFixed(decimals) : value.toPrecision(3))
}

/** A share as a percentage of one decimal. */
export function percent(share: number): string {
  return `${written((100 * share).toFixed(1))}\u202f%`
}

/** Decimals that tell apart the hundredths of a span: 2 for a span of 4, 0 for one of 500. At most 9. */
function decimalsOf(span: number): number {
  let decimals = 0
  for (let step = span; step < 100 && decimals < 9; step *= 10) decimals++
  return decimals
}

/** A value within a span, with as many decimals as tell its hundredths apart. */
export function within(span: number, value: number): string {
  const isFar = span < 1e-7 || span >= 1e9 || Math.abs(value) >= 1e15
  const text = isFar ? value.toPrecision(3) : value.toFixed(decimalsOf(span))
  return written(Number(text) === 0 ? text.replace('-', '') : text)
}
