import { type FeatureColumn, numberReader, type Table } from '@leven/tabular'

/** Values of a column that are tried: at most so many. */
const most = 9

/**
 * Cells of a column to try in place of its own: for numbers and dates those at even steps through the table's different
 * ones in their order, for categories the most frequent.
 */
export function candidateCells(feature: FeatureColumn, table: Table): readonly string[] {
  const cells = table.columns.find(({ name }) => name === feature.name)?.cells ?? []
  const counts = new Map<string, number>()
  for (const cell of cells) {
    const text = cell?.trim() ?? ''
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  if (feature.kind === 'category') {
    return [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([cell]) => cell)
  }
  const sizeOfCell = sizeOf(feature)
  const ordered = [...counts.keys()]
    .flatMap((cell) => {
      const value = sizeOfCell(cell)
      return value === undefined || !Number.isFinite(value) ? [] : [{ cell, value }]
    })
    .sort((a, b) => a.value - b.value)
  const count = Math.min(most, ordered.length)
  const places = Array.from({ length: count }, (_, i) =>
    Math.round((i * (ordered.length - 1)) / Math.max(1, count - 1)),
  )
  return places.map((place) => ordered[place]?.cell ?? '')
}

/** What orders a column's cells. */
function sizeOf(
  feature: Exclude<FeatureColumn, { readonly kind: 'category' }>,
): (cell: string) => number | undefined {
  return feature.kind === 'number' ? numberReader(feature.notation) : (cell) => Date.parse(cell)
}
