import type { Table } from '@leven/tabular'

/** A table as CSV with a header line; a missing cell is empty. The command line reads the same table from it. */
export function tableCsv({ columns, rows }: Table): string {
  const header = columns.map(({ name }) => name)
  return csv([
    header,
    ...Array.from({ length: rows }, (_, row) => columns.map(({ cells }) => cells.at(row) ?? null)),
  ])
}

/** Lines of fields as CSV by RFC 4180; null is empty. */
export function csv(lines: readonly (readonly (string | number | null)[])[]): string {
  return lines.map((fields) => `${fields.map(field).join(',')}\n`).join('')
}

function field(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
