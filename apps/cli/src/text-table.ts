/**
 * Rows of cells as lines of equal columns, two blanks apart: the first column to the left, the others to the right.
 * @example
 * textTable([['', 'cost'], ['this model', '0.071']]) // ['            cost', 'this model 0.071']
 */
export function textTable(rows: readonly (readonly string[])[]): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => Array.from(row[column] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat((widths[column] ?? 0) - Array.from(cell).length)
        return column === 0 ? cell + blanks : blanks + cell
      })
      .join('  ')
      .trimEnd(),
  )
}

/** Names and values as lines, the values in one column. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): readonly string[] {
  const width = Math.max(0, ...pairs.map(([name]) => name.length))
  return pairs.map(([name, text]) => `${name.padEnd(width)}  ${text}`)
}

/** A count with its noun: 1 row, 2 rows. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
