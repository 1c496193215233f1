import type { DrawnSource } from '../data/drawn.ts'
import { reach } from '../data/points.ts'
import type { Problem, Spot } from '../data/problem.ts'
import type { Scene } from './marks.ts'

/** Heights are coloured by how far they are from the mean: fully at two standard deviations, as predictions are. */
export const heightScale = 0.5

/** What the spots of a problem are drawn on. */
export function sceneOf({ plane, labels, encoder: { target } }: Problem): Scene {
  const height = (value: number) =>
    target.task === 'regression' ? ((value - target.mean) / target.standardDeviation) * heightScale : 0
  return { across: plane.across, up: plane.up, labels, height }
}

/** Drawn points as spots of the page's plane, before anything is learned of them. */
export function spotsOf({ points }: DrawnSource): { readonly scene: Scene; readonly spots: readonly Spot[] } {
  const ends = { lower: -reach, upper: reach }
  const labels = [...new Set(points.flatMap((point) => ('label' in point ? [point.label] : [])))]
  const spots = points.map((point, row) => ({
    row,
    across: point.x1,
    up: point.x2,
    target: 'label' in point ? labels.indexOf(point.label) : point.height,
  }))
  return { scene: { across: ends, up: ends, labels, height: (target) => target }, spots }
}
