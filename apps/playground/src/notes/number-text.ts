import { written } from '../texts/numbers.ts'

/**
 * A number in at most four significant digits, with a true minus sign and in the language of the page:
 * '0.5731', '−12.4', '3.10 × 10⁻⁷'.
 * @example
 * numberText(-0.000034567) // '−3.46 × 10⁻⁵'
 */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  return written(shortest(value, size))
}

function shortest(value: number, size: number): string {
  if (size >= 1e5 || (size < 1e-3 && size > 0)) return value.toExponential(2)
  if (Number.isInteger(value)) return String(Math.abs(value) === 0 ? 0 : value)
  if (size < 0.1) return value.toPrecision(3)
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3)
}
