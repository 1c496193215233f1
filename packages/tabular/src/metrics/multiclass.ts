import type { Turns, Values } from '@leven/core'
import { mostProbable } from '../decode.ts'
import { ratio } from './binary.ts'
import { rocAuc } from './ranking.ts'
import type { MulticlassMetrics } from './types.ts'

/**
 * The metrics of predictions of several classes.
 * @param classOf the true class of each row.
 * @param T labels × m, column-major.
 * @param weights of each row; default 1.
 */
export function* multiclassMetrics(
  labels: readonly string[],
  classOf: ArrayLike<number>,
  T: Values,
  cost: number,
  weights?: ArrayLike<number>,
): Turns<MulticlassMetrics> {
  const [rows, classes] = [classOf.length, labels.length]
  const counts = labels.map(() => labels.map(() => 0))
  mostProbable(T, classes).forEach((predicted, i) => {
    const row = counts[classOf[i] ?? 0]
    if (row) row[predicted] = (row[predicted] ?? 0) + (weights?.[i] ?? 1)
  })
  const count = (i: number, j: number) => counts[i]?.[j] ?? 0
  const sum = (term: (index: number) => number) => labels.reduce((all, _, index) => all + term(index), 0)

  const f1 = labels.flatMap((_, i) => {
    const here = ratio(2 * count(i, i), sum((j) => count(i, j)) + sum((j) => count(j, i)))
    return here === null ? [] : [here]
  })
  const auc: (number | null)[] = []
  for (let k = 0; k < classes; k++) {
    yield
    const scores = T instanceof Float32Array ? new Float32Array(rows) : new Float64Array(rows)
    const isIt = new Uint8Array(rows)
    for (let i = 0; i < rows; i++) {
      scores[i] = T[i * classes + k] ?? Number.NaN
      isIt[i] = classOf[i] === k ? 1 : 0
    }
    auc.push(rocAuc(scores, isIt, weights))
  }
  return {
    rows,
    cost,
    accuracy: sum((i) => count(i, i)) / sum((i) => sum((j) => count(i, j))),
    macroF1: f1.reduce((all, one) => all + one, 0) / f1.length,
    macroRocAuc: mean(auc),
    confusion: { labels, counts },
  }
}

/** The mean, or null where one of them is undefined. */
function mean(values: readonly (number | null)[]): number | null {
  let sum = 0
  for (const value of values) {
    if (value === null) return null
    sum += value
  }
  return sum / values.length
}
