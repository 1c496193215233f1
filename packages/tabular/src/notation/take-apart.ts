import { withHyphen } from '../cell.ts'
import type { Notation } from './notation.ts'

/** A cell that may be a number: its digits and separators, its sign, and what stands beside them. */
export interface Apart {
  readonly core: string
  readonly isNegative: boolean
  readonly negative: Notation['negative']
  readonly beside: string
}

/** Words for currencies that are no signs of their own, and the codes of those most written. */
const currencyWords =
  'US\\$|CA\\$|AU\\$|NZ\\$|HK\\$|R\\$|C\\$|A\\$|S\\$|kr\\.?|z\u0142|K\u010d|Ft|Fr\\.?|Rs\\.?|lei|' +
  'AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|JPY|KES|KRW|MAD|' +
  'MXN|MYR|NGN|NOK|NZD|PEN|PHP|PKR|PLN|QAR|RON|RSD|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR'
const currency = `(?:\\p{Sc}|${currencyWords})`
const isCurrencyText = new RegExp(`^${currency}$`, 'u')

const digits = "(?:\\d|[.,]\\d)(?:[\\d.,'\u2019_ \u00a0\u2009\u202f]*[\\d.,])?(?:[eE][+-]?\\d+)?"
const whole = new RegExp(
  `^([+-]?)\\s*(${currency})?\\s*([+-]?)(${digits})\\s*([^\\d\\s.,+()-][^\\d,()+-]{0,11})?(-?)$`,
  'u',
)
/** A unit of one letter is glued only where it is one that is used so: 12A is rather a room than a current. */
const oneLetterUnits = /^[%\u2030\u00b0\u00b5\u2032\u2033"'#a-zKCFV]$/u

/** Whether a text beside a number is a currency, which may stand on either side and be left out. */
export function isCurrency(text: string): boolean {
  return isCurrencyText.test(text)
}

/**
 * Parts a cell into what may be a number's digits and what stands around them, or undefined.
 * Only currencies stand in front: `s05` and `#5` are names.
 * @param text without surrounding blanks.
 */
export function takeApart(text: string): Apart | undefined {
  const parenthesised = text.startsWith('(') && text.endsWith(')')
  const inner = withHyphen(parenthesised ? text.slice(1, -1).trim() : text)
  const parts = whole.exec(inner)
  if (!parts) return undefined
  const [, sign = '', before = '', inside = '', core = '', unit = '', behind = ''] = parts
  const after = unit.trimEnd()
  if (before !== '' && after !== '') return undefined
  if (after.length === 1 && !isCurrency(after) && !oneLetterUnits.test(after)) return undefined
  const minuses = [sign, inside, behind].filter((one) => one !== '').length + (parenthesised ? 1 : 0)
  if (minuses > 1) return undefined
  return {
    core,
    isNegative: parenthesised || sign === '-' || inside === '-' || behind === '-',
    negative: parenthesised ? 'parentheses' : behind === '-' ? 'trailing' : 'minus',
    beside: before || after,
  }
}
