import { quote } from '../data-error.ts'
import { rocAuc } from '../metrics/ranking.ts'
import { listWord } from '../option-word.ts'
import type { ColumnValues } from './column-values.ts'
import type { Finding } from './finding.ts'

/** A column alone that tells the target better than this is rather the target than a measurement. */
const tooGood = 0.99
/** A label needs so many rows for that to mean something. */
const fewestRows = 10
/** A level needs so many rows on average, or it is learnt by heart. */
const rowsEach = 10

/**
 * A column that tells the target by itself: a copy of it, a code for it, or something that is known only after it.
 * Numbers are judged by the ROC-AUC of each label, or their correlation with a number; levels by how many rows their
 * majority tells.
 */
export function leakOf(values: ColumnValues, target: ColumnValues): Finding | undefined {
  const { name } = values.column
  const found = target.levels
    ? tellsLabels(values, target.levels, target.distinct)
    : values.numbers && target.numbers && tellsNumber(values.numbers, target.numbers)
  if (found === undefined) return undefined
  return {
    kind: 'leak',
    columns: [name],
    evidence: `Column ${quote(name)} alone tells ${quote(target.column.name)} (${found}), so it may be a copy of it or known only after it.`,
    remedy: `If so, leave it out: --ignore ${listWord(name)}.`,
  }
}

function tellsLabels(values: ColumnValues, labels: Int32Array, distinct: number): string | undefined {
  const counts = new Array<number>(distinct).fill(0)
  for (const label of labels) if (label >= 0) counts[label] = (counts[label] ?? 0) + 1
  if (distinct < 2 || counts.filter((count) => count >= fewestRows).length < 2) return undefined
  if (values.numbers) return tellsByOrder(values.numbers, labels, counts)
  return values.levels && tellsByLevel(values.levels, values.distinct, labels, counts)
}

function tellsByOrder(
  numbers: Float64Array,
  labels: Int32Array,
  counts: readonly number[],
): string | undefined {
  const rows = labels
    .map((_, row) => row)
    .filter((row) => (labels[row] ?? -1) >= 0 && !Number.isNaN(numbers[row]))
  if (2 * rows.length < labels.length) return undefined
  const scores = numbers.filter((value, row) => (labels[row] ?? -1) >= 0 && !Number.isNaN(value))
  if (counts.length > 2) {
    const share = shareByInterval(scores, rows, labels)
    return share > tooGood ? `it parts the labels in ${percent(share)} of the rows` : undefined
  }
  const auc = rocAuc(
    scores,
    rows.map((row) => (labels[row] === 1 ? 1 : 0)),
  )
  if (auc === null) return undefined
  const either = Math.max(auc, 1 - auc)
  return either > tooGood ? `ROC-AUC ${either.toFixed(4)}` : undefined
}

/** The share of rows whose label is that of their neighbours' majority when rows are sorted by a number, each label one interval. */
function shareByInterval(scores: Float64Array, rows: Int32Array, labels: Int32Array): number {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0))
  const labelAt = (place: number) => labels[rows[order[place] ?? 0] ?? 0] ?? -1
  let changes = 0
  for (let place = 1; place < order.length; place++) if (labelAt(place) !== labelAt(place - 1)) changes++
  const needed = new Set(Array.from(rows, (row) => labels[row])).size - 1
  return 1 - (changes - needed) / order.length
}

function tellsByLevel(
  levels: Int32Array,
  distinct: number,
  labels: Int32Array,
  counts: readonly number[],
): string | undefined {
  if (distinct < 2 || distinct * rowsEach > levels.length) return undefined
  const table = new Map<number, number>()
  let rows = 0
  levels.forEach((level, row) => {
    const label = labels[row] ?? -1
    if (level < 0 || label < 0) return
    rows++
    const key = level * counts.length + label
    table.set(key, (table.get(key) ?? 0) + 1)
  })
  if (2 * rows < levels.length) return undefined
  const best = new Float64Array(distinct)
  for (const [key, count] of table) {
    const level = Math.floor(key / counts.length)
    best[level] = Math.max(best[level] ?? 0, count)
  }
  const right = best.reduce((sum, count) => sum + count, 0) / rows
  const majority = counts.reduce((most, count) => Math.max(most, count), 0) / rows
  // Where nearly all rows have one label, nearly all are told by anything.
  return right > tooGood && 1 - right < (1 - majority) / 10
    ? `its levels tell ${percent(right)} of the rows`
    : undefined
}

function tellsNumber(numbers: Float64Array, targets: Float64Array): string | undefined {
  let [count, meanX, meanY] = [0, 0, 0]
  numbers.forEach((x, row) => {
    const y = targets[row] ?? Number.NaN
    if (Number.isNaN(x) || Number.isNaN(y)) return
    count++
    meanX += (x - meanX) / count
    meanY += (y - meanY) / count
  })
  if (count < 2 * fewestRows || 2 * count < numbers.length) return undefined
  let [xx, yy, xy] = [0, 0, 0]
  numbers.forEach((x, row) => {
    const y = targets[row] ?? Number.NaN
    if (Number.isNaN(x) || Number.isNaN(y)) return
    xx += (x - meanX) * (x - meanX)
    yy += (y - meanY) * (y - meanY)
    xy += (x - meanX) * (y - meanY)
  })
  const r2 = (xy / xx) * (xy / yy)
  return r2 > 0.999 ? `R² ${r2.toFixed(4)}` : undefined
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
