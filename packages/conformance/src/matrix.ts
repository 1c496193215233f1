import type { Tensor, Values } from '@leven/core'

/** A rows × columns matrix on the host, column-major: element (i, j) is `values[j * rows + i]`. */
export interface Matrix {
  /** The number of rows. */
  readonly rows: number
  /** The number of columns. */
  readonly columns: number
  /** rows × columns numbers, column-major. */
  readonly values: Values
}

/**
 * The value at a place that the caller knows to exist; NaN outside. Of these two kinds of array alone: an engine compiles
 * that in line, while with any array most of a law's time would go here.
 */
export function at(values: Values, index: number): number {
  return values[index] ?? Number.NaN
}

/** The same of a list of any kind: columns to gather, a few sizes to choose from. */
export function item(list: ArrayLike<number>, index: number): number {
  return list[index] ?? Number.NaN
}

/** The entry of a record that the caller put there. @throws Error when it is missing: a fault of the suite. */
export function entry<T>(record: Readonly<Record<string, T>>, name: string): T {
  const found = record[name]
  if (found === undefined) throw new Error(`The suite has no operand named ${name}.`)
  return found
}

/** A matrix as text, one line a row; large ones are cut to their first rows and columns. */
export function show({ rows, columns, values }: Tensor & { values: Values }): string {
  const [shownRows, shownColumns] = [Math.min(rows, 8), Math.min(columns, 8)]
  const lines = Array.from({ length: shownRows }, (_, i) => {
    const numbers = Array.from({ length: shownColumns }, (_, j) => number(at(values, j * rows + i)))
    return `[ ${numbers.join('  ')}${shownColumns < columns ? '  …' : ''} ]`
  })
  return [...lines, ...(shownRows < rows ? ['…'] : [])].join('\n')
}

/** A number as text that tells 0 from −0. */
export function number(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}
