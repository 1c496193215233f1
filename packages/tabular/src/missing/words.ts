import { parseNumber } from '../cell.ts'

/**
 * Which cells are missing. A blank cell always is. A word is by its column: in a column of numbers or dates
 * every word of `number` is, whatever its case; in a column of texts the words of `text` are, as they are
 * spelt, unless they are levels or labels of the column (labels.ts). Stored with the encoder.
 */
export interface MissingWords {
  /** Exact spellings that are missing among texts. */
  readonly text: readonly string[]
  /** Words, in lower case, that are missing among numbers and dates. */
  readonly number: readonly string[]
}

/** Words that mean nothing but missing, as databases, spreadsheets, R and Python write them. */
const certain: readonly string[] = [
  ...['N/A', 'n/a', '#N/A', '#N/A N/A', '#NA', '<NA>', '<na>', 'null', 'NULL', 'Null', '(null)', '#NULL!'],
  ...['nan', 'NaN', 'NAN', '-nan', '-NaN', 'NaT', '1.#IND', '-1.#IND', '1.#QNAN', '-1.#QNAN', '\\N'],
]

/** Words that are missing among texts unless the column's other texts are like them. */
export const ambiguous: readonly string[] = [
  ...['NA', 'None', '?', '-', '--', '.', 'unknown', 'Unknown', 'UNKNOWN', 'missing', 'Missing'],
]

/** Words that say missing only where numbers or dates are expected. */
const amongNumbers: readonly string[] = [
  ...[
    'na',
    'none',
    'nil',
    'n.a.',
    'n.a',
    'n/d',
    'nd',
    'n.d.',
    '---',
    '..',
    '...',
    '–',
    '—',
    '*',
    'tba',
    'tbd',
  ],
  ...['not available', 'not applicable', 'not known', 'no data', 'undefined', 'unbekannt', 'k.a.', 'k. a.'],
]

/** The words that are missing where no option says otherwise. */
export const defaultMissing: MissingWords = {
  text: [...certain, ...ambiguous],
  number: [...new Set([...certain, ...ambiguous, ...amongNumbers].map((word) => word.toLowerCase()))],
}

/** The words an option gives in place of the default ones, or the default ones. */
export function missingWords(given: readonly string[] | undefined): MissingWords {
  if (given === undefined) return defaultMissing
  const words = given.map((word) => word.trim()).filter((word) => word !== '')
  return { text: words, number: words.map((word) => word.toLowerCase()) }
}

/** Asks a list of words whether a text is among them. */
export interface MissingRule {
  /** Whether some words are numbers. */
  readonly hasNumbers: boolean
  readonly amongTexts: (text: string) => boolean
  /** @param value what the column's notation reads in the text; a number is missing where a word is that number: -999. */
  readonly amongNumbers: (text: string, value?: number | undefined) => boolean
}

/** The rule that a list of words makes. That of the usual words is made once: it is asked for by every column. */
export function missingRule(words: MissingWords): MissingRule {
  return words === defaultMissing ? usualRule : ruleOf(words)
}

function ruleOf({ text, number }: MissingWords): MissingRule {
  const [texts, numbers] = [new Set(text), new Set(number)]
  const values = new Set(number.flatMap((word) => parseNumber(word) ?? []))
  const longest = Math.max(0, ...number.map((word) => word.length))
  return {
    hasNumbers: values.size > 0,
    amongTexts: (cell) => texts.has(cell),
    amongNumbers: (cell, value) =>
      value === undefined ? cell.length <= longest && numbers.has(cell.toLowerCase()) : values.has(value),
  }
}

const usualRule = ruleOf(defaultMissing)
