import { parseNumber } from '../cell.ts'
import { coreReader } from './conventions.ts'
import { isPlain, type Notation } from './notation.ts'
import { isCurrency, takeApart } from './take-apart.ts'

/** Reads a cell of a column: its number, infinite where beyond float64, or undefined where it is none. */
export type NumberReader = (text: string) => number | undefined

/**
 * The reader of a column's notation; of the plain grammar where there is none.
 * @example
 * numberReader({ decimal: ',', thousands: '.', beside: '€', negative: 'minus' })('1.234,50 €') // 1234.5
 */
export function numberReader(notation: Notation | undefined): NumberReader {
  if (notation === undefined || isPlain(notation)) return parseNumber
  const { beside, negative } = notation
  const read = coreReader(notation)
  const optional = beside === '' || isCurrency(beside)
  return (text) => {
    const apart = takeApart(text)
    if (!apart) return undefined
    if (apart.beside !== beside && !(optional && apart.beside === '')) return undefined
    if (apart.negative !== 'minus' && apart.negative !== negative) return undefined
    const value = read(apart.core)
    return value !== undefined && apart.isNegative ? -value : value
  }
}

/** A number as a column of this notation has it, without thousands parted: what its reader reads back. */
export function numberText(value: number, notation: Notation | undefined): string {
  const text = String(value)
  if (notation === undefined) return text
  const digits = notation.decimal === ',' ? text.replace('.', ',') : text
  return digits + notation.beside
}
