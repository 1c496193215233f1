import { type Dataset, generator, type Output, permutation } from '@leven/core'
import type { Label } from './labels.ts'
import { fitScaling, type Scaling, scale, unscaled } from './scaling.ts'
import { drawPoints, type Point, recipeOf, type Shape } from './shapes.ts'

/** What decides the points. */
export interface DataSettings {
  readonly shape: Shape
  /** Standard deviation of the noise, from 0 to 0.5. */
  readonly noise: number
  /** Points in all. */
  readonly size: number
  /** The share of them that is held out for testing. */
  readonly testShare: number
  readonly dataSeed: number
}

/** How places and heights become what the network sees. */
export interface Encoding {
  readonly x1: Scaling
  readonly x2: Scaling
  /** Of the height; leaves alone what is a class. */
  readonly target: Scaling
}

/** Points to learn from, points to test on, and both as the network sees them. */
export interface Problem {
  readonly task: 'binary' | 'multiclass' | 'regression'
  /** The classes, in the order of the outputs; none in a regression. */
  readonly labels: readonly Label[]
  readonly output: Output
  /** nL. */
  readonly outputs: number
  readonly encoding: Encoding
  readonly training: readonly Point[]
  readonly test: readonly Point[]
  readonly trainingData: Dataset
  readonly testData: Dataset
}

/** The names of the two inputs, as the derivation and the model file have them. */
export const features: readonly string[] = ['x1', 'x2']

/**
 * Draws a problem. At least one point is left to learn from and one to test on.
 * @param encoding of a model that was opened; by default the one fitted on the training points.
 */
export function createProblem(settings: DataSettings, encoding?: Encoding): Problem {
  const { shape, noise, size, testShare, dataSeed } = settings
  const recipe = recipeOf(shape)
  const points = drawPoints(shape, size, noise, dataSeed)
  const order = permutation(generator(dataSeed, 'split'), size)
  const held = Math.max(1, Math.min(size - 1, Math.round(size * testShare)))
  const pick = (rows: Int32Array) => Array.from(rows.toSorted(), (row) => points[row]).filter(isPresent)
  const test = pick(order.subarray(0, held))
  const training = pick(order.subarray(held))
  const fitted = encoding ?? fitEncoding(training)
  const { task } = recipe
  const labels = recipe.task === 'regression' ? [] : recipe.labels
  return {
    task,
    labels,
    output: ({ binary: 'sigmoid', multiclass: 'softmax', regression: 'identity' } as const)[task],
    outputs: task === 'multiclass' ? labels.length : 1,
    encoding: fitted,
    training,
    test,
    trainingData: encode(training, labels, fitted),
    testData: encode(test, labels, fitted),
  }
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined
}

function fitEncoding(points: readonly Point[]): Encoding {
  const heights = points.flatMap((point) => ('height' in point ? [point.height] : []))
  return {
    x1: fitScaling(points.map(({ x1 }) => x1)),
    x2: fitScaling(points.map(({ x2 }) => x2)),
    target: heights.length > 0 ? fitScaling(heights) : unscaled,
  }
}

/** X 2 × m and Y nL × m: one number where there are two classes or a height, else one for each class. */
function encode(points: readonly Point[], labels: readonly Label[], encoding: Encoding): Dataset {
  const X = Float32Array.from(
    points.flatMap(({ x1, x2 }) => [scale(encoding.x1, x1), scale(encoding.x2, x2)]),
  )
  const Y = Float32Array.from(points.flatMap((point) => targets(point, labels, encoding)))
  return { instances: points.length, X, Y }
}

function targets(point: Point, labels: readonly Label[], encoding: Encoding): readonly number[] {
  if ('height' in point) return [scale(encoding.target, point.height)]
  if (labels.length === 2) return [point.label === labels[1] ? 1 : 0]
  return labels.map((label) => (label === point.label ? 1 : 0))
}
