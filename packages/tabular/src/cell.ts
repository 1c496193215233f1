/**
 * What a cell means. One missing-value rule and one number grammar for every reader and every column.
 */

/** Cells that stand for a missing value, after surrounding blanks are trimmed. NaN is none of them: it is refused. */
export const missingMarkers: readonly string[] = ['', 'NA', 'N/A', 'n/a', '#N/A', '?', 'null', 'NULL']

const missing = new Set(missingMarkers)

/** A cell's text without surrounding blanks, or null where it is missing. */
export function present(cell: string | null | undefined): string | null {
  if (cell === null || cell === undefined) return null
  const text = cell.trim()
  return missing.has(text) ? null : text
}

/** Sign, digits, decimal point, exponent; all else is text: no hexadecimal, no thousands separators, no decimal comma. */
const grammar = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/

/** Words for what is no finite number, in the spellings of C, Python, R and JavaScript. */
const notFinite = /^[+-]?(?:nan|inf|infinity)$/i

/**
 * The float64 number nearest to the text, or undefined where the text is none by the grammar.
 * Infinite where the text's number is beyond float64.
 * @param text without surrounding blanks.
 */
export function parseNumber(text: string): number | undefined {
  return grammar.test(text) ? Number(text) : undefined
}

/** Whether the text is a word for NaN or infinity: a broken number rather than a category. */
export function isNotFiniteWord(text: string): boolean {
  return notFinite.test(text)
}
