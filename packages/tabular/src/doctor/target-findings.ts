import { filled } from '../cell.ts'
import { quote } from '../data-error.ts'
import { rareLabels } from '../rare-labels.ts'
import type { ColumnValues } from './column-values.ts'
import type { Finding } from './finding.ts'

/** A label of fewer rows than this is hardly learnt and hardly measured. */
const fewestRows = 10
/** And one below this share is lost in accuracy. */
const smallestShare = 0.02

/** What is odd about the labels of the target. */
export function targetFindings({ column, levels, distinct }: ColumnValues): readonly Finding[] {
  if (!levels || distinct < 2) return []
  const counts = new Array<number>(distinct).fill(0)
  const texts: string[] = []
  levels.forEach((level, row) => {
    if (level < 0) return
    counts[level] = (counts[level] ?? 0) + 1
    texts[level] ??= filled(column.cells.at(row)) ?? ''
  })
  const rows = counts.reduce((sum, count) => sum + count, 0)
  const single = texts.filter((_, level) => counts[level] === 1)
  if (distinct > 2 && single.length > 0) {
    return [
      {
        kind: 'rare class',
        columns: [column.name],
        evidence: rareLabels.evidence(column.name, single),
        remedy: rareLabels.remedy,
      },
    ]
  }
  const fewest = counts.indexOf(counts.reduce((least, count) => Math.min(least, count), rows))
  const count = counts[fewest] ?? 0
  const isRare = rows >= 5 * fewestRows && (count < fewestRows || count < smallestShare * rows)
  if (!isRare || distinct > 20) return []
  return [
    {
      kind: 'imbalance',
      columns: [column.name],
      evidence: `Of ${rows.toLocaleString('en-US')} rows ${count === 1 ? 'one is' : `${count.toLocaleString('en-US')} are`} ${quote(texts[fewest] ?? '')}: accuracy says little about ${count === 1 ? 'it' : 'them'}.`,
      remedy: 'Look at PR-AUC and recall; --class-weights balanced makes each label count the same.',
    },
  ]
}
