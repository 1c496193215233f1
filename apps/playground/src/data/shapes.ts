import { generator, uniform } from '@leven/core'
import { direction } from './angle.ts'
import { type Point, reach } from './points.ts'

/** Where a point lies. */
interface Place {
  readonly x1: number
  readonly x2: number
}

/** Where points lie before noise moves them. t is uniform in [0, 1), as is u; `group` is the class. */
type Trace = (t: number, u: number, group: number) => Place

/** A data set of the page: what is learned, and where its points lie. */
export type ShapeRecipe =
  | {
      readonly task: 'binary' | 'multiclass'
      readonly labels: readonly string[]
      readonly trace: Trace
    }
  | {
      readonly task: 'regression'
      readonly height: (place: Place) => number
      readonly trace: Trace
    }

const twoLabels: readonly string[] = ['blue', 'orange']
const threeLabels: readonly string[] = ['blue', 'green', 'orange']

const turn = 6.283185307179586

function ring(angle: number, radius: number): Place {
  const { x, y } = direction(angle)
  return { x1: radius * x, x2: radius * y }
}

/** The data sets, in the order in which they are offered. */
export const shapes = {
  moons: {
    task: 'binary',
    labels: twoLabels,
    trace: (t, _u, group) => {
      const { x1, x2 } = ring((turn / 2) * t, 1)
      return group === 0 ? { x1: x1 - 0.5, x2: x2 - 0.25 } : { x1: 0.5 - x1, x2: 0.25 - x2 }
    },
  },
  circles: {
    task: 'binary',
    labels: twoLabels,
    trace: (t, u, group) => ring(turn * t, group === 0 ? 0.65 * Math.sqrt(u) : 1.2 + 0.35 * u),
  },
  xor: {
    task: 'binary',
    labels: twoLabels,
    trace: (t, u, group) => {
      const right = t < 0.5 ? -1 : 1
      const x1 = right * (0.15 + 1.3 * ((2 * t) % 1))
      return { x1, x2: right * (group === 0 ? 1 : -1) * (0.15 + 1.3 * u) }
    },
  },
  gaussians: {
    task: 'binary',
    labels: twoLabels,
    trace: (t, u, group) => {
      const { x1, x2 } = ring(turn * t, 0.45 * u)
      return group === 0 ? { x1: x1 - 0.75, x2: x2 - 0.75 } : { x1: x1 + 0.75, x2: x2 + 0.75 }
    },
  },
  spiral: {
    task: 'binary',
    labels: twoLabels,
    trace: (t, _u, group) => ring(turn * (1.5 * t + group / 2), 0.12 + 1.6 * t),
  },
  pinwheel: {
    task: 'multiclass',
    labels: threeLabels,
    trace: (t, u, group) => ring(turn * (0.28 * t + group / 3) + 0.25 * (u - 0.5), 0.15 + 1.45 * t),
  },
  saddle: {
    task: 'regression',
    height: ({ x1, x2 }) => (x1 * x2) / 2,
    trace: (t, u) => ({ x1: 3.4 * t - 1.7, x2: 3.4 * u - 1.7 }),
  },
} as const satisfies Record<string, ShapeRecipe>

/** The name of a data set. */
export type Shape = keyof typeof shapes

/** Every data set, in the order in which they are offered. */
export const shapeNames: readonly Shape[] = Object.keys(shapes).filter(isShape)

/** Whether a text names a data set. */
export function isShape(name: string): name is Shape {
  return Object.hasOwn(shapes, name)
}

/** The recipe of a data set, seen as one of all kinds. */
export function recipeOf(shape: Shape): ShapeRecipe {
  return shapes[shape]
}

/**
 * Draws the points of a data set; the same seed draws the same points in every engine. Classes take turns.
 * @param noise the standard deviation of what is added to each coordinate, or to each height.
 * @param seed an integer from 0 to 2³² − 1.
 * @throws InvalidOptionError for another seed.
 */
export function drawPoints(shape: Shape, count: number, noise: number, seed: number): readonly Point[] {
  const recipe = recipeOf(shape)
  // Core has no purpose for points; the first index of `split` is the split itself.
  const random = generator(seed, 'split', 1)
  const chance = () => (uniform(random, 1) + 1) / 2
  /** A sum of twelve uniform numbers is close to normal and needs no logarithm. */
  const blur = () => {
    let sum = 0
    for (let i = 0; i < 12; i++) sum += uniform(random, 0.5)
    return noise * sum
  }
  return Array.from({ length: count }, (_, i): Point => {
    if (recipe.task === 'regression') {
      const place = recipe.trace(chance(), chance(), 0)
      return { ...place, height: recipe.height(place) + blur() }
    }
    const group = i % recipe.labels.length
    const { x1, x2 } = recipe.trace(chance(), chance(), group)
    const label = recipe.labels[group] ?? 'blue'
    return { x1: withinReach(x1 + blur()), x2: withinReach(x2 + blur()), label }
  })
}

function withinReach(x: number): number {
  return Math.max(-reach, Math.min(reach, x))
}
