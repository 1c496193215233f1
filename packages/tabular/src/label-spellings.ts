import type { Turns } from '@leven/core'
import { type SpeltLevel, speltLevels } from './levels/spelling.ts'
import type { NumberReader } from './notation/number-reader.ts'
import { rowsOfTurn } from './rows-of-turn.ts'

/** How often each label occurs, by its text: spellings of one number count together, under the shortest; of one word under the most frequent. */
export interface LabelCounts {
  readonly counts: ReadonlyMap<string, number>
  /** Whether every label is a finite number. */
  readonly numeric: boolean
  /** Words with their spellings, in their order; none where the labels are numbers. */
  readonly spelt: readonly SpeltLevel[]
}

/**
 * Counts labels.
 * @param texts the label of each row, trimmed.
 * @param read the reader of the column's notation.
 * @param most where all are numbers, it is enough to know that there are more than so many: then further ones are
 * not counted, which for millions of measurements would take more room than they do.
 */
export function* countLabels(
  texts: Iterable<string>,
  read: NumberReader,
  most: number = Number.POSITIVE_INFINITY,
): Turns<LabelCounts> {
  const mostTexts = 10 * most // a number has few spellings; if not, all are counted
  const byText = new Map<string, number>()
  let isCut = false
  let row = 0
  for (const text of texts) {
    if (row++ % rowsOfTurn === 0) yield
    const known = byText.get(text)
    if (known !== undefined || byText.size < mostTexts) byText.set(text, (known ?? 0) + 1)
    else if (Number.isFinite(read(text))) isCut = true
    else return yield* countLabels(texts, read)
  }
  const values = new Map([...byText.keys()].map((text) => [text, read(text) ?? Number.NaN]))
  const numeric = [...values.values()].every(Number.isFinite)
  if (isCut && (!numeric || new Set(values.values()).size <= most)) return yield* countLabels(texts, read)
  if (!numeric) {
    const spelt = speltLevels(byText)
    return { counts: new Map(spelt.map(({ text, count }) => [text, count])), numeric, spelt }
  }

  const byValue = new Map<number, { text: string; count: number }>()
  for (const [text, count] of byText) {
    const value = values.get(text) ?? Number.NaN
    const known = byValue.get(value)
    if (!known) byValue.set(value, { text, count })
    else {
      known.count += count
      if (text.length < known.text.length || (text.length === known.text.length && text < known.text)) {
        known.text = text
      }
    }
  }
  return {
    counts: new Map([...byValue.values()].map(({ text, count }) => [text, count])),
    numeric,
    spelt: [],
  }
}

/** The labels in their order: by value where all are numbers, else by the keys of their spelling. */
export function sortLabels({ counts, numeric }: LabelCounts, read: NumberReader): readonly string[] {
  const value = (text: string) => read(text) ?? Number.NaN
  return numeric ? [...counts.keys()].sort((a, b) => value(a) - value(b)) : [...counts.keys()]
}
