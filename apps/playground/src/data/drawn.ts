import type { Split, Table } from '@leven/tabular'
import type { DerivedName } from './derived.ts'
import { type Point, reach, tableOfPoints, targetColumn } from './points.ts'
import type { Problem } from './problem.ts'

/** Points that were drawn by hand, or moved: of classes, or with heights. */
export interface DrawnSource {
  readonly kind: 'drawn'
  /** All with labels, or all with heights. */
  readonly points: readonly Point[]
  /** Whether they have heights; points that are still to be drawn, too. */
  readonly heights: boolean
  /**
   * Which points are held out while they are being drawn, so that none changes sides under the pen. Absent when
   * they are drawn: then the seed splits them, as it splits every table.
   */
  readonly held?: readonly boolean[]
}

/** What the table of drawn points is called. */
const drawnName = 'drawn-points.csv'

/** Steps of the grid within one unit. Drawn points lie on a grid, so that a link carries them to the bit. */
const steps = 1024

/** The number of places of the grid along a side: 12 bits. */
export const gridSize = 2 * reach * steps

/** The nearest place of the grid, from 0 to `gridSize` − 1. */
export function gridPlace(value: number): number {
  return Math.max(0, Math.min(gridSize - 1, Math.round((value + reach) * steps)))
}

/** The number at a place of the grid; exact in float64. */
export function gridValue(place: number): number {
  return place / steps - reach
}

/** The nearest number on the grid. */
export function snapped(value: number): number {
  return gridValue(gridPlace(value))
}

/** How many points each class has. */
export function classCounts({ points }: DrawnSource): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const point of points) {
    if ('label' in point) counts.set(point.label, (counts.get(point.label) ?? 0) + 1)
  }
  return counts
}

/** The points as a table. */
export function drawnTable({ points }: DrawnSource, derived: readonly DerivedName[] = []): Table {
  return tableOfPoints(points, drawnName, derived)
}

/** What is predicted of drawn points. A few heights could pass for classes: the task is told. */
export function drawnTarget({ heights }: DrawnSource): {
  readonly target: string
  readonly task?: 'regression'
} {
  return heights ? { target: targetColumn.height, task: 'regression' } : { target: targetColumn.label }
}

/** The sides that points have while they are being drawn; undefined once the seed decides. */
export function heldSplit({ held }: DrawnSource): Split | undefined {
  if (!held) return undefined
  const rows = Int32Array.from(held, (_, row) => row)
  return {
    training: rows.filter((row) => !held[row]),
    validation: rows.filter((row) => held[row] === true),
  }
}

/** The same points, to be split by the seed. */
export function settled({ kind, points, heights }: DrawnSource): DrawnSource {
  return { kind, points, heights }
}

/** The points of a problem of the page's plane, on the grid, to be drawn on; each keeps its side. */
export function drawnOf({ table, task, test }: Problem): Required<DrawnSource> {
  const cells = (name: string) => table.columns.find((column) => column.name === name)?.cells ?? []
  const [x1, x2, labels, heights] = ['x1', 'x2', targetColumn.label, targetColumn.height].map(cells)
  const points = Array.from({ length: table.rows }, (_, row): Point => {
    const place = { x1: snapped(Number(x1?.at(row))), x2: snapped(Number(x2?.at(row))) }
    return task === 'regression'
      ? { ...place, height: snapped(Number(heights?.at(row))) }
      : { ...place, label: labels?.at(row) ?? '' }
  })
  const out = new Set(test.map(({ row }) => row))
  return {
    kind: 'drawn',
    points,
    heights: task === 'regression',
    held: points.map((_, row) => out.has(row)),
  }
}
