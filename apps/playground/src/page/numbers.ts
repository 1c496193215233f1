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

/** A signed number of two decimals. */
export function signed(value: number): string {
  return value.toFixed(2).replace('-', '\u2212')
}

/** A share as a percentage of one decimal. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}\u202f%`
}
