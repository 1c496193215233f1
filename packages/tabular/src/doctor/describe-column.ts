import { filled } from '../cell.ts'
import type { SettledColumn } from '../kinds/settle-column.ts'
import { spellingKey } from '../levels/spelling.ts'
import { inWords } from '../notation/notation.ts'
import type { Table } from '../table.ts'
import type { ColumnValues } from './column-values.ts'
import { placeIn } from './finding.ts'

/** What a column is taken for, and the evidence. Plain JSON data. */
export interface ColumnDescription {
  /** The column's name. */
  readonly name: string
  /** What it is to training, or, of categories, what kind they are: yes and no, a name for each row, sentences. */
  readonly kind: SettledColumn['kind'] | 'boolean' | 'identifier'
  /** How its numbers are written, where not plainly; the order of day and month in dates. */
  readonly written?: string
  /** Cells that hold something, of these numbers, and cells that hold nothing or a word for missing. */
  readonly present: number
  /** How many present cells are numbers. */
  readonly numbers: number
  /** How many cells are missing. */
  readonly missing: number
  /** Different values. */
  readonly distinct: number
  /** The first three different texts. */
  readonly examples: readonly string[]
  /** The first text that is no number, and where; absent where all are. */
  readonly misfit?: { readonly text: string; readonly line?: number; readonly row?: number }
}

const booleans: readonly (readonly [string, string])[] = [
  ...([
    ['no', 'yes'],
    ['n', 'y'],
    ['false', 'true'],
    ['f', 't'],
    ['off', 'on'],
    ['nein', 'ja'],
  ] as const),
  ...([
    ['n', 'j'],
    ['non', 'oui'],
    ['falsch', 'wahr'],
    ['faux', 'vrai'],
  ] as const),
]

/** A column with another text in every row is an identifier when it has more rows than this. */
const identifierFrom = 20
/** Texts longer than this on average, and mostly different, are sentences. */
const longText = 40

/** Describes a column as the doctor looked at it. */
export function describeColumn(table: Table, values: ColumnValues): ColumnDescription {
  const { column, settled, distinct, numbers, levels } = values
  const missing = numbers
    ? numbers.filter((value) => Number.isNaN(value)).length
    : (levels ?? []).filter((level) => level < 0).length
  const examples = new Set<string>()
  for (const cell of column.cells) {
    const text = filled(cell)
    if (text !== null) examples.add(text)
    if (examples.size === 3) break
  }
  const { misfit } = settled.evidence
  const written = writtenHow(settled)
  return {
    name: column.name,
    kind: kindOf(values, column.cells.length - missing),
    ...(written !== undefined && { written }),
    present: column.cells.length - missing,
    numbers: settled.evidence.numbers,
    missing,
    distinct,
    examples: [...examples],
    ...(misfit && { misfit: { text: misfit.text, ...placeIn(table, misfit.row) } }),
  }
}

function writtenHow(settled: SettledColumn): string | undefined {
  if (settled.kind === 'number') return settled.notation && inWords(settled.notation)
  if (settled.kind !== 'date') return undefined
  return `${settled.notation.order}${settled.notation.zoned ? ', with zones' : ''}`
}

function kindOf({ column, settled, distinct }: ColumnValues, present: number): ColumnDescription['kind'] {
  if (settled.kind !== 'category') return settled.kind
  const texts = [...new Set(column.cells)].flatMap((cell) => filled(cell) ?? [])
  if (distinct === 2) {
    const keys = new Set(texts.map(spellingKey))
    if (booleans.some((pair) => pair.every((word) => keys.has(word)))) return 'boolean'
  }
  if (distinct <= identifierFrom || 2 * distinct <= present) return 'category'
  const letters = texts.reduce((sum, text) => sum + text.length, 0)
  if (letters > longText * texts.length) return 'text'
  return distinct === present ? 'identifier' : 'category'
}
