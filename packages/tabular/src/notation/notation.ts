/** What parts thousands. A blank stands for every kind of blank, an apostrophe for both kinds. */
export type Thousands = '' | ',' | '.' | ' ' | "'" | '_'

/** How the numbers of one column are written, where it is not the plain grammar of cell.ts. */
export interface Notation {
  /** What parts whole from fraction. */
  readonly decimal: '.' | ','
  /** '' where thousands are not parted. A number may leave its thousands together all the same. */
  readonly thousands: Thousands
  /**
   * What stands beside the numbers and is no part of their value: a currency on either side, which a cell may
   * leave out, or a percent sign or unit behind each of them. '' for nothing. 26 % is 26.
   */
  readonly beside: string
  /** How negative numbers are written: −5, (5) or 5−. The first is understood in every column. */
  readonly negative: 'minus' | 'parentheses' | 'trailing'
}

/** The notation of the plain grammar. */
export const plain: Notation = { decimal: '.', thousands: '', beside: '', negative: 'minus' }

/** Whether a notation is the plain one, so that nothing needs to be stored. */
export function isPlain({ decimal, thousands, beside, negative }: Notation): boolean {
  return decimal === '.' && thousands === '' && beside === '' && negative === 'minus'
}

/** A notation in words, as the end of "numbers written with …". */
export function inWords({ decimal, thousands, beside, negative }: Notation): string {
  const parts: string[] = []
  if (decimal === ',') parts.push('a decimal comma')
  if (thousands !== '') parts.push(`${thousandsNames[thousands]} between thousands`)
  if (beside !== '') parts.push(`${JSON.stringify(beside)} beside them`)
  if (negative === 'parentheses') parts.push('parentheses for a minus')
  if (negative === 'trailing') parts.push('the minus behind')
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? 'nothing')
}

const thousandsNames: Readonly<Record<Exclude<Thousands, ''>, string>> = {
  ',': 'commas',
  '.': 'points',
  ' ': 'blanks',
  "'": 'apostrophes',
  _: 'underscores',
}
