/** A whole number with its thousands set apart by thin spaces. */
export function whole(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u2009')
}

/** A cost: three significant digits, with a true minus. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  const text = size !== 0 && (size < 0.001 || size >= 10000) ? value.toExponential(1) : value.toPrecision(3)
  return text.replace(/-/g, '\u2212')
}

/** A number to be read aloud: three significant digits, a plain minus, and powers of ten in words. */
export function spoken(value: number): string {
  if (!Number.isFinite(value)) return 'not a number'
  const [digits = '', power] = value.toPrecision(3).split('e')
  return power === undefined ? digits : `${digits} times ten to the ${Number(power)}`
}

/** A share to be read aloud: whole per cents, and never all or nothing where it is not. */
export function spokenShare(share: number): string {
  if (share > 0 && share < 0.01) return 'under 1 per cent'
  if (share < 1 && share > 0.99) return 'over 99 per cent'
  return `${Math.round(100 * share)} per cent`
}

/** A signed number of two decimals. */
export function signed(value: number): string {
  return value.toFixed(2).replace('-', '\u2212')
}

/** A share as a percentage of one decimal. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}\u202f%`
}

/** Decimals that tell apart the hundredths of a span: 2 for a span of 4, 0 for one of 500. At most 9. */
export function decimalsOf(span: number): number {
  let decimals = 0
  for (let step = span; step < 100 && decimals < 9; step *= 10) decimals++
  return decimals
}

/** A value within a span, with as many decimals as tell its hundredths apart. */
export function within(span: number, value: number): string {
  const text = span < 1e-7 || span >= 1e9 ? value.toPrecision(3) : value.toFixed(decimalsOf(span))
  return (Number(text) === 0 ? text.replace('-', '') : text).replace(/-/g, '\u2212')
}
