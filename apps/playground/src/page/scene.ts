import type { Problem } from '../data/problem.ts'
import type { Scene } from '../drawing/marks.ts'

/** Heights are coloured by how far they are from the mean: fully at two standard deviations, as predictions are. */
export const heightScale = 0.5

/** What the spots of a problem are drawn on. */
export function sceneOf({ plane, labels, encoder: { target } }: Problem): Scene {
  const height = (value: number) =>
    target.task === 'regression' ? ((value - target.mean) / target.standardDeviation) * heightScale : 0
  return { across: plane.across, up: plane.up, labels, height }
}
