import { filled } from '../cell.ts'
import { type Cells, firstCells } from '../cells.ts'
import { quote } from '../data-error.ts'
import { listWord, shellWord } from '../option-word.ts'
import type { Table, TextColumn } from '../table.ts'
import type { ColumnValues } from './column-values.ts'
import { type Finding, placeIn, placeInWords } from './finding.ts'
import { isUnnamedIndex, numbersRows } from './running-index.ts'

/** A text column with another text in every row is an identifier when it has more rows than this. */
const identifierFrom = 20

/** What a column is without regard to the target. */
export function columnFindings(table: Table, values: ColumnValues): readonly Finding[] {
  const { column, settled, levels, distinct } = values
  const { name } = column
  const ignore = `--ignore ${listWord(name)} leaves it out.`
  if (settled.kind === 'empty') {
    return [
      {
        kind: 'empty',
        columns: [name],
        evidence: `Column ${quote(name)} has no values.`,
        remedy: 'Training leaves it out.',
      },
    ]
  }
  if (isUnnamedIndex(column)) {
    return [
      {
        kind: 'index',
        columns: [name],
        evidence: `Column ${quote(name)} has no name and numbers the rows.`,
        remedy: `Training leaves it out; --numeric ${listWord(name)} keeps it.`,
      },
    ]
  }
  if (numbersRows(column)) {
    return [
      {
        kind: 'index',
        columns: [name],
        evidence: `Column ${quote(name)} numbers the rows: in a sorted file it tells what it should not.`,
        remedy: ignore,
      },
    ]
  }
  const hasMissing = values.numbers?.some(Number.isNaN) ?? levels?.some((level) => level < 0)
  if (distinct === 1 && !hasMissing) {
    return [
      {
        kind: 'constant',
        columns: [name],
        evidence: `Column ${quote(name)} is the same in every row.`,
        remedy: ignore,
      },
    ]
  }
  if (levels && distinct > identifierFrom && distinct === levels.filter((level) => level >= 0).length) {
    return [
      {
        kind: 'identifier',
        columns: [name],
        evidence: `Column ${quote(name)} has another text in every row.`,
        remedy: 'Training leaves it out.',
      },
    ]
  }
  return [outlierOf(table, values), timeOrderOf(values)].filter((finding) => finding !== undefined)
}

/** One cell that makes more than nine tenths of a column's variance, of at least so many. */
const fewestValues = 20

function outlierOf(table: Table, { column, settled, numbers }: ColumnValues): Finding | undefined {
  if (settled.kind !== 'number' || !numbers) return undefined
  const sorted = numbers.filter((value) => !Number.isNaN(value)).sort()
  if (sorted.length < fewestValues) return undefined
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN
  const median = at(0.5)
  const spread = (at(0.75) - at(0.25)) / 1.349 // a deviation, of a normal distribution
  let [row, furthest] = [-1, 0]
  numbers.forEach((value, i) => {
    if (Math.abs(value - median) > furthest) [row, furthest] = [i, Math.abs(value - median)]
  })
  if (!(spread > 0 && furthest > 50 * spread)) return undefined
  // In parts of the furthest, so that squares do not overflow.
  let squares = 0
  for (const value of sorted) squares += ((value - median) / furthest) * ((value - median) / furthest)
  if (!(squares < 1 / 0.9)) return undefined
  const place = placeIn(table, row)
  return {
    kind: 'outlier',
    columns: [column.name],
    ...place,
    evidence: `Column ${quote(column.name)}, ${placeInWords(place)}: ${filled(column.cells.at(row))} is ${roughly(furthest / spread)} deviations from the median ${median}.`,
    remedy: 'Correct the value, leave its cell empty, or remove the row.',
  }
}

function roughly(value: number): string {
  return value < 1e6 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(2)
}

/** Fewer rows in order may be chance. */
const fewestInOrder = 12

function timeOrderOf({ column, settled, numbers }: ColumnValues): Finding | undefined {
  if (settled.kind !== 'date' || !numbers || numbers.length < fewestInOrder) return undefined
  let [rises, falls] = [0, 0]
  for (let row = 1; row < numbers.length; row++) {
    const step = (numbers[row] ?? Number.NaN) - (numbers[row - 1] ?? Number.NaN)
    if (Number.isNaN(step)) return undefined
    if (step > 0) rises++
    if (step < 0) falls++
  }
  if (Math.min(rises, falls) > 0 || Math.max(rises, falls) < fewestInOrder - 1) return undefined
  const { name } = column
  return {
    kind: 'time order',
    columns: [name],
    evidence: `The rows are in the order of ${quote(name)}: a random split learns from what comes later.`,
    remedy: `If the model is to predict what comes, validate on the latest rows: --split ${shellWord(`time:${name}`)}.`,
  }
}

/** Columns that say the same in every row. */
export function duplicateColumns(columns: readonly TextColumn[]): readonly Finding[] {
  const byText = new Map<string, TextColumn[]>()
  for (const column of columns) {
    const begin = firstCells(column.cells, 100).map(filled).join('\u0001')
    const alike = byText.get(begin)
    if (alike) alike.push(column)
    else byText.set(begin, [column])
  }
  const findings: Finding[] = []
  for (const alike of byText.values()) {
    for (const [i, column] of alike.entries()) {
      const first = alike.slice(0, i).find(({ cells }) => sameTexts(cells, column.cells))
      if (!first || column.cells.length < 2) continue
      findings.push({
        kind: 'duplicate columns',
        columns: [first.name, column.name],
        evidence: `Columns ${quote(first.name)} and ${quote(column.name)} are the same.`,
        remedy: `--ignore ${listWord(column.name)} leaves one out.`,
      })
    }
  }
  return findings
}

function sameTexts(some: Cells, others: Cells): boolean {
  for (let row = 0; row < some.length; row++) {
    if (filled(some.at(row)) !== filled(others.at(row))) return false
  }
  return true
}
