import type { DateOrder } from '../dates/read-date.ts'
import type { NotationOptions } from '../notation/settle-notation.ts'

/** How a table is read, where the user says it. Names are of columns. */
export interface ReadingOptions extends NotationOptions {
  /** Columns of numbers: what is none in them is an error. */
  readonly numeric?: readonly string[]
  /** Columns of categories, whatever they look like. */
  readonly categorical?: readonly string[]
  /** Columns of dates or times. */
  readonly date?: readonly string[]
  /** Whether day or month comes first in dates of numbers. */
  readonly dateOrder?: DateOrder
  /** Columns of free text, which are no features. */
  readonly text?: readonly string[]
  /** The words that are missing, in place of the usual ones (missing/words.ts). */
  readonly missing?: readonly string[]
  /** Whether a row without a target is an error; else it is left out, with a note. */
  readonly strict?: boolean
}

/** Of some options those about reading, as far as they are given. */
export function readingOf(options: ReadingOptions): ReadingOptions {
  const { numeric, categorical, date, dateOrder, text, missing, strict, decimal, thousands } = options
  return {
    ...(numeric && { numeric }),
    ...(categorical && { categorical }),
    ...(date && { date }),
    ...(dateOrder && { dateOrder }),
    ...(text && { text }),
    ...(missing && { missing }),
    ...(strict && { strict }),
    ...(decimal && { decimal }),
    ...(thousands !== undefined && { thousands }),
  }
}
