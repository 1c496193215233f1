import { inOneGo, type Turns } from '@leven/core'
import { filled, shape, shapeOf } from '../cell.ts'
import type { Cells } from '../cells.ts'
import { rowsOfTurn } from '../rows-of-turn.ts'
import type { TextColumn } from '../table.ts'

/** A table of fewer rows says nothing about its numbers. */
const fewestRows = 10

/** Names that a column gets when it has none: by our readers, by pandas, by R. */
const noName = /^(?:column_\d+|row_names|Unnamed: ?\d+|\.\.\.\d+|X)$/

/**
 * Whether a column numbers the rows: other whole numbers in each row, without a gap, in whatever order.
 */
export function numbersRows({ cells }: TextColumn): boolean {
  const span = inOneGo(spanOf(cells))
  return span !== undefined && span === cells.length - 1
}

/**
 * Whether a column without a name is an index that a program wrote beside the table: other whole numbers in each
 * row, with gaps at most where rows were taken out. Training leaves it out by itself.
 */
export function isUnnamedIndex(column: TextColumn): boolean {
  return inOneGo(isUnnamedIndexInTurns(column))
}

/** As `isUnnamedIndex`. */
export function* isUnnamedIndexInTurns({ name, cells }: TextColumn): Turns<boolean> {
  if (!noName.test(name)) return false
  const span = yield* spanOf(cells)
  return span !== undefined && span < 2 * cells.length
}

/** The largest less the smallest of different whole numbers; undefined where they are none. */
function* spanOf(cells: Cells): Turns<number | undefined> {
  if (cells.length < fewestRows) return undefined
  const seen = new Set<number>()
  let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < cells.length; row++) {
    if (row % rowsOfTurn === 0) yield
    const text = filled(cells.at(row))
    if (text === null || shapeOf(text) !== shape.integer) return undefined
    const value = Number(text)
    if (seen.has(value)) return undefined
    seen.add(value)
    smallest = Math.min(smallest, value)
    largest = Math.max(largest, value)
  }
  return smallest < 0 ? undefined : largest - smallest
}
