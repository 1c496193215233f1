/** The number of a cell as a program would give it; NaN where it is missing. */
export function parseNumberText(cell: string | null): number {
  const text = cell?.trim() ?? ''
  return text === '' || /^n\/?a$/i.test(text) ? Number.NaN : Number(text)
}
