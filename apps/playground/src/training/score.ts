import type { Output, Values } from '@leven/core'

/** How well predictions fit their targets: counts of classes, or errors of heights. */
export type Score =
  | {
      readonly kind: 'classes'
      /** The share of instances whose most probable class is theirs. */
      readonly accuracy: number
      /** counts[actual][predicted]. */
      readonly counts: readonly (readonly number[])[]
    }
  | {
      readonly kind: 'heights'
      /** 1 − Σ(t − y)² / Σ(y − mean)²; null where all targets are equal. */
      readonly r2: number | null
      /** √ of the mean of (t − y)², in units of the scaled target. */
      readonly rootMeanSquare: number
    }

/** Scores predictions. T and Y nL × m, column-major. */
export function score(output: Output, T: Values, Y: Values, outputs: number): Score {
  return output === 'identity' ? heights(T, Y) : classes(T, Y, outputs)
}

function classes(T: Values, Y: Values, outputs: number): Score {
  const size = Math.max(2, outputs)
  const counts = Array.from({ length: size }, () => Array.from({ length: size }, () => 0))
  let right = 0
  for (let start = 0; start < T.length; start += outputs) {
    const [actual, predicted] = [classAt(Y, start, outputs), classAt(T, start, outputs)]
    const row = counts[actual]
    if (row) row[predicted] = (row[predicted] ?? 0) + 1
    if (actual === predicted) right++
  }
  return { kind: 'classes', accuracy: (right * outputs) / T.length, counts }
}

/** The class of the instance whose numbers begin at `start`: by the one output from ½ on, or the largest. */
export function classAt(values: Values, start: number, outputs: number): number {
  if (outputs === 1) return (values[start] ?? 0) >= 0.5 ? 1 : 0
  let best = 0
  for (let k = 1; k < outputs; k++) if ((values[start + k] ?? 0) > (values[start + best] ?? 0)) best = k
  return best
}

function heights(T: Values, Y: Values): Score {
  let mean = 0
  for (const y of Y) mean += y / Y.length
  let [squares, spread] = [0, 0]
  for (const [i, y] of Y.entries()) {
    squares += ((T[i] ?? 0) - y) * ((T[i] ?? 0) - y)
    spread += (y - mean) * (y - mean)
  }
  const r2 = spread > 0 ? 1 - squares / spread : null
  return { kind: 'heights', r2, rootMeanSquare: Math.sqrt(squares / Y.length) }
}
