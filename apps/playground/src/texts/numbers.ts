import { decimalMark } from './language.ts'

/** A number's text as it is written in the language of the page, with a true minus. */
export function written(text: string): string {
  return text.replace('.', decimalMark()).replace(/-/g, '\u2212')
}

/** A whole number with its thousands set apart by thin spaces. */
export function whole(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u2009')
}

/** A cost: three significant digits. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  const text = size !== 0 && (size < 0.001 || size >= 10000) ? value.toExponential(1) : value.toPrecision(3)
  return written(text)
}

/** A signed number of two decimals, or of as many as are asked for. */
export function signed(value: number, decimals = 2): string {
  return written(value.toFixed(decimals))
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
  const text = span < 1e-7 || span >= 1e9 ? value.toPrecision(3) : value.toFixed(decimalsOf(span))
  return written(Number(text) === 0 ? text.replace('-', '') : text)
}
