import { byCodePoint } from '../code-point-order.ts'

/** Single letters that are short for a word (yes, no, true, false, ja, female, male, weiblich): their case says nothing. */
const shortWords = /^[ynftjmw]$/i

/** Letters in pairs, as genotypes are written: AA, Aa and aa, or AaBb. Their case is what they say. */
const pairs = /^(?:(\p{L})\1)+$/u

/** No genotype is longer; on a text of megabytes the pattern would run out of stack. */
const longestPairs = 1000

/**
 * What a level or label is, however it is spelt: two texts of one key are one level. Composed and decomposed letters
 * are the same (NFC), as are blanks of every kind and number, and capital and small letters where their case is no
 * part of what is said: not in single letters but for short words, not in pairs of letters, as genotypes have them.
 * @param text without surrounding blanks.
 * @example
 * spellingKey('Yes') === spellingKey('YES') // true
 * spellingKey('Aa') === spellingKey('aa') // false
 */
export function spellingKey(text: string): string {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ')
  const lower = plain.toLowerCase()
  return isCaseSaying(lower) ? plain : lower
}

/** Whether capital and small letters are part of what a text says. @param lower the text in small letters. */
export function isCaseSaying(lower: string): boolean {
  if (lower.length === 1) return !shortWords.test(lower)
  return lower.length <= longestPairs && pairs.test(lower)
}

/** A level with all its spellings. */
export interface SpeltLevel {
  /** Of the spellings the most frequent, of equals the first by code point. */
  readonly text: string
  readonly count: number
  /** All of them, where there are several; the most frequent first. */
  readonly spellings: readonly string[]
}

/**
 * The levels that some texts are, in the order of their keys.
 * @param counts how often each text occurs; a sum of weights may stand for a count.
 */
export function speltLevels(counts: ReadonlyMap<string, number>): readonly SpeltLevel[] {
  const byKey = new Map<string, [text: string, count: number][]>()
  for (const [text, count] of counts) {
    const key = spellingKey(text)
    const known = byKey.get(key)
    if (known) known.push([text, count])
    else byKey.set(key, [[text, count]])
  }
  return [...byKey]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([, spellings]) => {
      const sorted = spellings.sort(([a, m], [b, n]) => n - m || byCodePoint(a, b))
      const texts = sorted.map(([text]) => text)
      return {
        text: texts[0] ?? '',
        count: sorted.reduce((sum, [, count]) => sum + count, 0),
        spellings: texts.length > 1 ? texts : [],
      }
    })
}

/**
 * Finds the place of a text among levels: as it is spelt, else by its key.
 * @param levels as the encoder has them.
 */
export function levelFinder(levels: readonly string[]): (text: string) => number | undefined {
  const byText = new Map(levels.map((level, index) => [level, index]))
  const byKey = new Map<string, number>()
  for (const [index, level] of levels.entries()) {
    const key = spellingKey(level)
    if (!byKey.has(key)) byKey.set(key, index)
  }
  return (text) => byText.get(text) ?? byKey.get(spellingKey(text))
}
