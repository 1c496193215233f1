import type { Mark } from '../data/class-styles.ts'

/** A corner, in radii from the middle; y runs down. */
type Corner = readonly [x: number, y: number]

const arm = 0.48
const tip = 1.25
const plus: readonly Corner[] = [
  [-arm, -tip],
  [arm, -tip],
  [arm, -arm],
  [tip, -arm],
  [tip, arm],
  [arm, arm],
  [arm, tip],
  [-arm, tip],
  [-arm, arm],
  [-tip, arm],
  [-tip, -arm],
  [-arm, -arm],
]

const triangle: readonly Corner[] = [
  [0, -1.25],
  [1.15, 0.8],
  [-1.15, 0.8],
]

/** Cosine and sine of the directions of a five-pointed star: its tips, and its notches are their opposites. */
const tips: readonly Corner[] = [
  [0, -1],
  [0.951, -0.309],
  [0.588, 0.809],
  [-0.588, 0.809],
  [-0.951, -0.309],
]

/** The corners of every mark but the circle, whose radius is 1. All have about the same area. */
const corners: Readonly<Record<Exclude<Mark, 'circle'>, readonly Corner[]>> = {
  triangle,
  square: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  diamond: [
    [0, -1.2],
    [1.2, 0],
    [0, 1.2],
    [-1.2, 0],
  ],
  cross: plus.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]),
  wedge: triangle.map(([x, y]) => [x, -y]),
  plus,
  star: tips.flatMap(([x, y], i) => {
    const [across, down] = tips[(i + 3) % 5] ?? [0, 0]
    return [
      [1.4 * x, 1.4 * y],
      [-0.62 * across, -0.62 * down],
    ]
  }),
}

/** Adds the outline of a mark around (x, y) to a path. */
export function outline(
  path: Pick<CanvasRenderingContext2D, 'arc' | 'moveTo' | 'lineTo' | 'closePath'>,
  mark: Mark,
  x: number,
  y: number,
  radius: number,
): void {
  if (mark === 'circle') {
    path.arc(x, y, radius, 0, 2 * Math.PI)
    return
  }
  for (const [i, [across, down]] of corners[mark].entries()) {
    if (i === 0) path.moveTo(x + across * radius, y + down * radius)
    else path.lineTo(x + across * radius, y + down * radius)
  }
  path.closePath()
}

/** The outline of a mark as the path of an SVG, around (0, 0) with radius 1. */
export function outlinePath(mark: Mark): string {
  if (mark === 'circle') return 'M-1 0A1 1 0 1 1 1 0A1 1 0 1 1-1 0z'
  return `M${corners[mark].map((corner) => corner.join(' ')).join('L')}z`
}
