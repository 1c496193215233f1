import type { Layout } from '@leven/tabular'

const [lineFeed, carriageReturn] = [0x0a, 0x0d]

/**
 * Rewrites a text table as the reader takes it, piece by piece: every line end LF; blank lines in place of what is
 * no part of the table, so that lines keep their numbers; a header with a field for each of the rows' fields.
 * What stands in quotes stays as it is.
 */
export class Rewriter {
  readonly #layout: Layout
  /** Physical lines passed. */
  #line = 0
  #at: 'line start' | 'above' | 'comment' | 'header' | 'row' = 'line start'
  #quoted = false
  /** What the character before was, outside quotes: a quote opens a field only as its first character. */
  #before: 'delimiter' | 'closing quote' | 'text' = 'delimiter'
  #rest = ''

  constructor(layout: Layout) {
    this.#layout = layout
  }

  /** The rewritten text of one more piece, but for an end that waits for the next. */
  take(piece: string, isLast = false): string {
    const text = this.#rest + piece
    const { comment = '', delimiter, headerLines, names, quote } = this.#layout
    let out = ''
    let from = 0
    let i = 0
    for (; i < text.length; i++) {
      if (this.#at === 'line start') {
        if (!isLast && text.length - i < comment.length) break
        this.#at = this.#kindOfLine(text, i)
        this.#before = 'delimiter'
      }
      const code = text.charCodeAt(i)
      if (code === lineFeed || code === carriageReturn) {
        const pair = code === carriageReturn && text.charCodeAt(i + 1) === lineFeed
        if (code === carriageReturn && i + 1 === text.length && !isLast) break
        this.#line++
        if (this.#quoted) {
          if (pair) i++
          continue
        }
        if (this.#at === 'row') out += text.slice(from, i)
        if (this.#at === 'header') {
          out += '\n'.repeat(headerLines - 1) + names.map((_, column) => `c${column}`).join(delimiter)
        }
        // In a table of one column a blank line is a row.
        if (this.#at !== 'comment' || names.length > 1) out += '\n'
        this.#at = 'line start'
        if (pair) i++
        from = i + 1
        continue
      }
      if (this.#at === 'above' || this.#at === 'comment') continue
      const letter = text[i]
      if (this.#quoted) {
        if (letter === quote) {
          this.#quoted = false
          this.#before = 'closing quote'
        }
      } else if (letter === quote && this.#before !== 'text') this.#quoted = true
      else this.#before = letter === delimiter ? 'delimiter' : 'text'
    }
    if (this.#at === 'row' && from < i) out += text.slice(from, i)
    this.#rest = text.slice(i)
    return out
  }

  #kindOfLine(text: string, at: number): 'above' | 'comment' | 'header' | 'row' {
    const { above, comment, headerLines } = this.#layout
    if (this.#line < above) return 'above'
    if (this.#line < above + headerLines) return 'header'
    return comment !== undefined && text.startsWith(comment, at) ? 'comment' : 'row'
  }
}
