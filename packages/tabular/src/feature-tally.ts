import { listing, quote } from './data-error.ts'
import type { Encoder, FeatureColumn } from './encoder.ts'

/** Categories kept by name for the sentence about them; of more, only that there are more. */
const mostNamed = 1000

interface Counts {
  missing: number
  /** Cells of a category that is none of the levels. */
  unknown: number
  readonly unseen: Set<string>
}

/**
 * What was met in the cells of features that training had not: counted, so that a table encoded piece by piece is
 * told of as one that is encoded at once.
 */
export class FeatureTally {
  readonly #columns = new Map<string, Counts>()
  readonly #extra = new Set<string>()

  /** Columns that are not the model's. */
  addExtra(names: readonly string[]): void {
    for (const name of names) this.#extra.add(name)
  }

  /** Cells of one feature: missing, though none was in training; of a category that is no level. */
  add(name: string, missing: number, unknown = 0, unseen: Iterable<string> = []): void {
    if (missing + unknown === 0) return
    let counts = this.#columns.get(name)
    if (!counts) {
      counts = { missing: 0, unknown: 0, unseen: new Set() }
      this.#columns.set(name, counts)
    }
    counts.missing += missing
    counts.unknown += unknown
    for (const text of unseen) if (counts.unseen.size < mostNamed) counts.unseen.add(text)
  }

  /** Adds what another piece met. */
  merge(other: FeatureTally): void {
    this.addExtra([...other.#extra])
    for (const [name, { missing, unknown, unseen }] of other.#columns) {
      this.add(name, missing, unknown, unseen)
    }
  }

  /** Sentences: extra columns, then the features in their order. */
  notes({ features }: Encoder): readonly string[] {
    const extra = [...this.#extra]
    const notes: string[] = []
    if (extra.length === 1) notes.push(`Column ${listing(extra)} is not the model's and is ignored.`)
    else if (extra.length > 1) {
      notes.push(`${extra.length} columns are not the model's and are ignored: ${listing(extra)}.`)
    }
    for (const feature of features) {
      const counts = this.#columns.get(feature.name)
      if (counts) notes.push(...notesOf(feature, counts))
    }
    return notes
  }
}

function notesOf(feature: FeatureColumn, { missing, unknown, unseen }: Counts): readonly string[] {
  const column = `Column ${quote(feature.name)}: `
  const are = `${column}${cells(missing, 'is', 'are')} missing, though none was in training`
  switch (feature.kind) {
    case 'number':
      return missing > 0 ? [`${are}; the median ${feature.median} stands in.`] : []
    case 'date':
      return missing > 0 ? [`${are}.`] : []
    case 'category': {
      const held = cells(unknown, 'holds a category', 'hold categories')
      const notes = [
        `${column}${held} not seen in training, encoded as none of the known ones: ${listing([...unseen])}.`,
        `${are}, and encoded as no category.`,
      ]
      return notes.filter((_, i) => (i === 0 ? unknown : missing) > 0)
    }
    default:
      return feature satisfies never
  }
}

function cells(count: number, one: string, many: string): string {
  return count === 1 ? `1 cell ${one}` : `${count} cells ${many}`
}
