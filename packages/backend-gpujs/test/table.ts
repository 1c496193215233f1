import type { Table } from './page.ts'

/**
 * A CSV of plain numbers with a label of two values in its last column, as standardised numbers and 0 or 1 for the label that
 * sorts last. Enough for the example tables; tabular does this properly.
 */
export function tableOf(csv: string): Table {
  const [, ...lines] = csv.trim().split(/\r?\n/)
  const rows = lines.map((line) => line.split(','))
  const labels = rows.map((row) => row.at(-1) ?? '')
  const positive = [...new Set(labels)].sort().at(-1)
  const columns = (rows[0]?.slice(0, -1) ?? []).map((_, k) => standardised(rows.map((row) => Number(row[k]))))
  return {
    features: columns.length,
    X: rows.flatMap((_, i) => columns.map((column) => column[i] ?? Number.NaN)),
    Y: labels.map((label) => (label === positive ? 1 : 0)),
  }
}

function standardised(values: readonly number[]): number[] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const variance = values.reduce((a, b) => a + (b - mean) * (b - mean), 0) / values.length
  return values.map((value) => (value - mean) / Math.sqrt(variance))
}
