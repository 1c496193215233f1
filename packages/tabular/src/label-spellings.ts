import { type SpeltLevel, speltLevels } from './levels/spelling.ts'
import type { NumberReader } from './notation/number-reader.ts'

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
 */
export function countLabels(texts: readonly string[], read: NumberReader): LabelCounts {
  const byText = new Map<string, number>()
  for (const text of texts) byText.set(text, (byText.get(text) ?? 0) + 1)
  const values = new Map([...byText.keys()].map((text) => [text, read(text) ?? Number.NaN]))
  const numeric = [...values.values()].every(Number.isFinite)
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
