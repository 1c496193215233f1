import { ambiguous } from './words.ts'

/** Answers of degree: beside them None is one of them. */
const degree =
  /^(?:mild|moderate|severe|low|medium|high|minor|major|partial|full|complete|slight|weak|strong|some|few|many|all|light|heavy|little|much|basic|limited)\b/i

/**
 * The words of a column of texts that are its labels although they might mean missing: where its other
 * texts are like them, or where without them not even two different texts would be left.
 *
 * @param texts the different texts of the column, words that might mean missing included.
 * @param isMissing the rule among texts.
 * @example
 * labelsAmong(['NA', 'EU', 'AS'], isMissing) // ['NA']: North America
 */
export function labelsAmong(
  texts: Iterable<string>,
  isMissing: (text: string) => boolean,
): readonly string[] {
  const doubtful: string[] = []
  const others: string[] = []
  for (const text of texts) {
    if (!isMissing(text)) others.push(text)
    else if (ambiguous.includes(text)) doubtful.push(text)
  }
  return doubtful.filter((word) => isLabel(word, others))
}

function isLabel(word: string, others: readonly string[]): boolean {
  if (others.length === 1) return word !== '?' && word !== 'NA'
  switch (word) {
    case 'NA': {
      const pairs = others.filter((text) => /^[A-Z]{2}$/.test(text)).length
      return 2 * pairs > others.length && others.every((text) => /^[A-Z]{2,3}$/.test(text))
    }
    case 'None':
      return others.some((text) => degree.test(text))
    case '?':
    case '-':
    case '--':
    case '.':
      return others.length > 0 && others.every((text) => !/[\p{L}\p{N}]/u.test(text))
    default:
      return false
  }
}
