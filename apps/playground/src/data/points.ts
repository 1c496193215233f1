import type { Table } from '@leven/tabular'
import { type DerivedName, derivations } from './derived.ts'

/** A point of the plane and what is to be learned of it: its class, or a height. */
export type Point = { readonly x1: number; readonly x2: number } & (
  | { readonly label: string }
  | { readonly height: number }
)

/** Half the width of the plane that points are drawn on. Points beyond it are pulled to its edge. */
export const reach = 2

/** The column that is predicted of a table of points: the classes, or the heights. */
export const targetColumn = { label: 'label', height: 'height' } as const

/**
 * Points as the table that the command line would read of them: x1, x2, what is derived of these, and label or
 * height. Numbers are written so that they read back as the same float64.
 */
export function tableOfPoints(
  points: readonly Point[],
  source: string,
  derived: readonly DerivedName[] = [],
): Table {
  const heights = points.some((point) => 'height' in point)
  return {
    source,
    rows: points.length,
    columns: [
      { name: 'x1', cells: points.map(({ x1 }) => String(x1)) },
      { name: 'x2', cells: points.map(({ x2 }) => String(x2)) },
      ...derived.map((name) => ({
        name: derivations[name].column,
        cells: points.map(({ x1, x2 }) => String(derivations[name].of(x1, x2))),
      })),
      {
        name: heights ? targetColumn.height : targetColumn.label,
        cells: points.map((point) => ('height' in point ? String(point.height) : point.label)),
      },
    ],
    // The header is line 1.
    lineOf: (row) => row + 2,
  }
}
