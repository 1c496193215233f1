import { DataError, type Layout, layoutOf, type TextOptions } from '@leven/tabular'
import { startOf } from './bytes.ts'
import { checkColumnCount } from './column-count.ts'
import { firstLineNotUtf8 } from './records.ts'
import type { Source } from './source.ts'

const longestHeader = 1 << 28

/**
 * Finds out how a text table is laid out, reading as much of its beginning as that takes.
 * @throws DataError where there is no header, it is not UTF-8 text, or it names too many columns.
 */
export function readHeader(source: Source, options: TextOptions): Layout {
  const wrong = (problem: string, remedy: string, line = 1) =>
    new DataError({ source: source.name, line }, problem, remedy)
  for (let length = 1 << 16; ; length *= 8) {
    const bytes = startOf(source.path, Math.min(length, source.size))
    const complete = bytes.length >= source.size
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
    const layout = layoutOf(text, complete || length >= longestHeader, source.name, options)
    if (!layout) continue
    if (layout.names.length === 0) {
      throw new DataError(
        { source: source.name },
        'the file is empty.',
        'Give a table with a header line and rows.',
      )
    }
    const header = layout.names.join('')
    if (header.includes('\u0000')) {
      throw wrong('the header contains a NUL byte.', 'Check that this is a table of text, in UTF-8.')
    }
    if (header.includes('\uFFFD')) {
      const line = firstLineNotUtf8([bytes])
      if (line !== undefined) throw notUtf8(source.name, line)
    }
    if (layout.quote !== '' && hasOpenQuote(text, layout)) {
      throw wrong('a quote in the header is never closed.', 'Close it, or write a quote inside quotes twice.')
    }
    checkColumnCount(source.name, layout.names.length)
    return layout
  }
}

/** The sentence for bytes that are not UTF-8. */
export function notUtf8(name: string, line: number, cause?: unknown): DataError {
  return new DataError(
    { source: name, line },
    'the text is not UTF-8.',
    'Save the file as UTF-8, or say what it is: --encoding windows-1252.',
    { cause },
  )
}

/** Whether the header's last field runs to the end of the text because its quote is never closed. */
function hasOpenQuote(text: string, { headerLines, above, quote }: Layout): boolean {
  const lines = text.split(/\r\n|\r|\n/)
  if (headerLines === 0 || lines.length > above + headerLines) return false
  const header = lines.slice(above).join('\n')
  return (header.split(quote).length - 1) % 2 === 1
}
