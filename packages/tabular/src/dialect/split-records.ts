/** One record of a text table. */
export interface SplitRecord {
  /** Quotes removed, doubled quotes single. */
  readonly fields: readonly string[]
  /** The physical lines it takes. */
  readonly lines: number
  /** Where the text after it begins. */
  readonly end: number
  /** Whether its end is in the text: false where a quote is open or the text breaks off. */
  readonly closed: boolean
}

/**
 * The records of some text, by the rules of RFC 4180: a quote opens a field only as its first character. Lines
 * end in LF, CRLF or CR; blank ones are left out. For samples: it keeps every field.
 * @param quote '' where there is none.
 */
export function* splitRecords(
  text: string,
  delimiter: string,
  quote: string,
  from = 0,
): Generator<SplitRecord, undefined> {
  let fields: string[] = []
  let [field, quoted, lines] = ['', false, 0]
  let begun = from
  const isBreak = (at: number) => text[at] === '\n' || text[at] === '\r'
  for (let at = from; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (quoted) {
      if (letter === quote && text[at + 1] === quote) {
        field += quote
        at++
      } else if (letter === quote) quoted = false
      else {
        if (letter === '\n' || (letter === '\r' && text[at + 1] !== '\n')) lines++
        field += letter
      }
    } else if (letter === quote && field === '' && quote !== '') quoted = true
    else if (letter === delimiter) {
      fields.push(field)
      field = ''
    } else if (isBreak(at)) {
      if (letter === '\r' && text[at + 1] === '\n') at++
      if (at > begun && text.slice(begun, at).trim() !== '') {
        yield { fields: [...fields, field], lines: lines + 1, end: at + 1, closed: true }
      }
      fields = []
      field = ''
      lines = 0
      begun = at + 1
    } else field += letter
  }
  if (text.slice(begun).trim() !== '') {
    yield { fields: [...fields, field], lines: lines + 1, end: text.length, closed: false }
  }
}
