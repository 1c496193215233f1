import type { OneAgainstRest } from './one-against-rest.ts'

/** A receiver operating characteristic: what each threshold catches, and what it catches wrongly. */
export interface RocCurve {
  /** From the highest threshold, that predicts no instance positive, to the lowest, that predicts all. Shares of 1. */
  readonly points: readonly { readonly falsePositives: number; readonly truePositives: number }[]
  /** The area below it: the chance that a positive instance has a higher probability than a negative one, ties half. */
  readonly area: number
}

/** The curve over all distinct probabilities as thresholds; undefined where all instances are of one kind. */
export function rocCurve({ probabilities, positives }: OneAgainstRest): RocCurve | undefined {
  const all = positives.filter(Boolean).length
  const none = positives.length - all
  if (all === 0 || none === 0) return undefined
  const order = Array.from(probabilities.keys()).sort(
    (a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0),
  )
  let [found, mistaken, area] = [0, 0, 0]
  let last = { falsePositives: 0, truePositives: 0 }
  const points = [last]
  for (const [place, i] of order.entries()) {
    if (positives[i]) found++
    else mistaken++
    // Instances of equal probability pass a threshold together.
    const next = order[place + 1]
    if (next !== undefined && probabilities[next] === probabilities[i]) continue
    const point = { falsePositives: mistaken / none, truePositives: found / all }
    area += ((point.falsePositives - last.falsePositives) * (point.truePositives + last.truePositives)) / 2
    points.push(point)
    last = point
  }
  return { points, area }
}
