/** What the doctor looks for. */
export type FindingKind =
  | 'leak'
  | 'index'
  | 'duplicate rows'
  | 'contradicting rows'
  | 'duplicate columns'
  | 'constant'
  | 'empty'
  | 'identifier'
  | 'outlier'
  | 'time order'
  | 'imbalance'
  | 'rare class'

/** Something in a table that its owner should know before trusting a model of it. Plain JSON data. */
export interface Finding {
  /** What kind of thing was found; programs ask for it. */
  readonly kind: FindingKind
  /** The columns it is about; none where it is about rows. */
  readonly columns: readonly string[]
  /** 1-based line of the file of the first cell that shows it, or row where the reader knows no lines. */
  readonly line?: number
  /** 1-based row of the table, where there is no line. */
  readonly row?: number
  /** What was found, with its figures: one sentence. */
  readonly evidence: string
  /** The option that settles it, or what to do: one sentence. */
  readonly remedy: string
}

/** The place of a row for a finding. */
export function placeIn(
  table: { readonly lineOf?: (row: number) => number; readonly numberOf?: (row: number) => number },
  row: number,
): { readonly line: number } | { readonly row: number } {
  const line = table.lineOf?.(row)
  return line === undefined ? { row: table.numberOf?.(row) ?? row + 1 } : { line }
}

/** The place in words. */
export function placeInWords(place: { readonly line?: number; readonly row?: number }): string {
  return place.line === undefined ? `row ${place.row}` : `line ${place.line}`
}
