import type { SpeltLevel } from './spelling.ts'

/** A column with more levels than this pools the rare ones. */
const mostUnpooled = 32
/** A level with fewer cells than this is rare. */
const fewestCells = 5
/** So many levels at most have inputs of their own: the width of a column is known before memory is spent. */
const mostLevels = 512

/** Levels with inputs of their own, and how many others share one. */
export interface PooledLevels {
  /** In the order they came in. */
  readonly levels: readonly SpeltLevel[]
  /** How many levels are pooled, and their cells. */
  readonly pooled: number
  readonly cells: number
}

/**
 * Pools the rare levels of a column of many: those of fewer than 5 cells where there are more than 32 levels, and
 * all but the 512 most frequent.
 */
export function poolRare(levels: readonly SpeltLevel[]): PooledLevels {
  if (levels.length <= mostUnpooled) return { levels, pooled: 0, cells: 0 }
  const frequent = levels.filter(({ count }) => count >= fewestCells)
  // Sorting is stable, so that of equals the first come in.
  const isKept = new Set(frequent.toSorted((a, b) => b.count - a.count).slice(0, mostLevels))
  const own = levels.filter((level) => isKept.has(level))
  const others = levels.filter((level) => !isKept.has(level))
  return { levels: own, pooled: others.length, cells: others.reduce((sum, { count }) => sum + count, 0) }
}
