/**
 * What a terminal would obey instead of showing: C0 and C1 controls, the marks that turn the direction of text, and
 * the line and paragraph separators.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/**
 * Text as it may stand on a terminal: what the terminal would obey is written as \u001b, so that a name in a table
 * or a model cannot move the cursor, change colours or hide what stands beside it.
 */
export function visible(text: string): string {
  return text.replace(unseen, escaped)
}

/** The same of a text of several lines, which stay lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}

/** JSON as it may stand on a terminal; a reader gets the same values. */
export function visibleJson(value: unknown, indent?: number): string {
  // The only controls that are left are the line feeds of the indentation.
  return JSON.stringify(value, null, indent).replace(unseen, (sign) => (sign === '\n' ? sign : escaped(sign)))
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
}
