import type { Values } from '@leven/core'
import { type Isoline, isolines } from './isolines.ts'

/** The lines of one level. `strong` marks where the prediction turns. */
export interface Contour {
  readonly strong: boolean
  readonly lines: readonly Isoline[]
}

/** The contour lines of predictions, side × side: of a probability, of each class against the best other, or of a height. */
export function contourLines(T: Values, side: number, outputs: number, task: string): readonly Contour[] {
  if (outputs > 1) {
    return Array.from({ length: outputs }, (_, k) => contour(margins(T, outputs, k), side, 0, true))
  }
  if (task === 'regression') {
    return [-1.5, -1, -0.5, 0, 0.5, 1, 1.5].map((level) => contour(T, side, level, level === 0))
  }
  return [0.1, 0.5, 0.9].map((level) => contour(T, side, level, level === 0.5))
}

function contour(values: Values, side: number, level: number, strong: boolean): Contour {
  return { strong, lines: isolines(values, side, level) }
}

/** For each pixel, how far class k is above the best other. */
function margins(T: Values, outputs: number, k: number): Float64Array {
  const above = new Float64Array(T.length / outputs)
  for (let pixel = 0; pixel < above.length; pixel++) {
    let other = 0
    for (let j = 0; j < outputs; j++) if (j !== k) other = Math.max(other, T[pixel * outputs + j] ?? 0)
    above[pixel] = (T[pixel * outputs + k] ?? 0) - other
  }
  return above
}
