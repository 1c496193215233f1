import { parseNumber } from '../cell.ts'

/** The lengths of texts that may be numbers of more than 15 digits, or small ones with an exponent. */
const [fewest, most] = [4, 25]

const [zero, nine, minus] = [0x30, 0x39, 0x2d]

/**
 * Reads a number that is written as JavaScript writes it, of whatever length: its text is its number's.
 * @returns undefined where the text is none, or is written in another way.
 */
export function readShortest(bytes: Uint8Array, from: number, to: number): number | undefined {
  if (to - from < fewest || to - from > most) return undefined
  const [first = 0, last = 0] = [bytes[from], bytes[to - 1]]
  if (!(first === minus || isDigit(first)) || !isDigit(last)) return undefined
  const text = String.fromCharCode(...bytes.subarray(from, to))
  const value = parseNumber(text)
  return value !== undefined && String(value) === text ? value : undefined
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine
}
