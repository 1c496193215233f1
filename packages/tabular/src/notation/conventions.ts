import type { Notation, Thousands } from './notation.ts'

/** Which sign parts the fraction, and which the thousands. */
export type Convention = Pick<Notation, 'decimal' | 'thousands'>

/** All that are known, the plain one first: of equals the earlier is taken. */
export const conventions: readonly Convention[] = [
  { decimal: '.', thousands: '' },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '' },
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: '.', thousands: '_' },
  { decimal: ',', thousands: ' ' },
  { decimal: ',', thousands: "'" },
]

/** The signs that count as one of the thousands separators: blanks of every width, both apostrophes. */
const signs: Readonly<Record<Exclude<Thousands, ''>, string>> = {
  ',': ',',
  '.': '\\.',
  ' ': '[ \\u00a0\\u2009\\u202f]',
  "'": "['\\u2019]",
  _: '_',
}

/** Reads the digits of a number, without sign and what stands beside: a number, or undefined. */
export type CoreReader = (core: string) => number | undefined

/**
 * The reader of a convention. Groups are of three digits; in India those above the thousands are of two; the first
 * does not begin with 0.
 * An exponent may follow.
 */
export function coreReader({ decimal, thousands }: Convention): CoreReader {
  const point = decimal === '.' ? '\\.' : ','
  const sign = thousands === '' ? undefined : signs[thousands]
  const whole = sign === undefined ? '\\d+' : `(?:\\d+|[1-9]\\d{0,2}(?:${sign}\\d{2,3})*${sign}\\d{3})`
  const grammar = new RegExp(`^(?:${whole}(?:${point}\\d*)?|${point}\\d+)(?:[eE][+-]?\\d+)?$`)
  const separators = sign === undefined ? undefined : new RegExp(sign, 'g')
  return (core) => {
    if (!grammar.test(core)) return undefined
    const together = separators ? core.replace(separators, '') : core
    return Number(decimal === ',' ? together.replace(',', '.') : together)
  }
}
