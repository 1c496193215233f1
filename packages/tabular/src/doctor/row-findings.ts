import type { Turns } from '@leven/core'
import { filled } from '../cell.ts'
import { quote } from '../data-error.ts'
import { type DuplicateRows, duplicateRowsInTurns } from '../splits/duplicate-rows.ts'
import type { Table } from '../table.ts'
import { type Finding, placeIn, placeInWords } from './finding.ts'

/** Rows that say the same, and rows that say the same of the features and differ in the target. */
export function* rowFindings(
  table: Table,
  target: string | undefined,
  without: readonly string[],
): Turns<readonly Finding[]> {
  const findings: Finding[] = []
  const equal = yield* duplicateRowsInTurns(table, without)
  if (equal.example && equal.isNoChance) {
    const place = placeIn(table, equal.example.row)
    const first = placeInWords(placeIn(table, equal.example.of))
    findings.push({
      kind: 'duplicate rows',
      columns: [],
      ...place,
      evidence: `${counted(equal.duplicates, 'row repeats', 'rows repeat')} an earlier one, such as ${placeInWords(place)} that of ${first}.`,
      remedy:
        'Training keeps equal rows on one side of its split; --group COLUMN does so for rows of one patient or customer.',
    })
  }
  if (target === undefined) return findings
  const alike = yield* duplicateRowsInTurns(table, [...without, target])
  const contradiction = alike.isNoChance ? firstContradiction(table, target, alike) : undefined
  if (contradiction) {
    const place = placeIn(table, contradiction.row)
    findings.push({
      kind: 'contradicting rows',
      columns: [target],
      ...place,
      evidence: `${counted(contradiction.count, 'row equals', 'rows equal')} an earlier one in everything but ${quote(target)}, such as ${placeInWords(place)} that of ${placeInWords(placeIn(table, contradiction.of))}.`,
      remedy: 'Correct the labels, or add what tells these rows apart: no model can.',
    })
  }
  return findings
}

function firstContradiction(
  table: Table,
  target: string,
  { groupOf }: DuplicateRows,
): { readonly row: number; readonly of: number; readonly count: number } | undefined {
  const cells = table.columns.find(({ name }) => name === target)?.cells ?? []
  const firstOf = new Map<number, number>()
  let found: { row: number; of: number; count: number } | undefined
  groupOf.forEach((group, row) => {
    const first = firstOf.get(group)
    if (first === undefined) firstOf.set(group, row)
    else if (filled(cells.at(row)) !== filled(cells.at(first))) {
      if (found) found.count++
      else found = { row, of: first, count: 1 }
    }
  })
  return found
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}
