import type { Table } from '@leven/tabular'

/** A table as CSV by RFC 4180, with a header line; a missing cell is empty. The command line reads the same table from it. */
export function tableCsv({ columns, rows }: Table): string {
  const lines = [columns.map(({ name }) => field(name)).join(',')]
  for (let row = 0; row < rows; row++)
    lines.push(columns.map(({ cells }) => field(cells[row] ?? '')).join(','))
  return `${lines.join('\n')}\n`
}

function field(text: string): string {
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
