import type { Values } from '@leven/core'
import { averageInfluence, type Influence, smallSample } from './influence.ts'

/**
 * The influence of each row on ROC-AUC: by how much the share of the other class that it is ranked right against
 * exceeds the mean of its class. The standard error is that of DeLong, DeLong and Clarke-Pearson (1988), by ranks in
 * O(m log m) (Sun and Xu 2014). Null where a class has fewer than two rows.
 */
export function rocAucInfluence(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<boolean>,
  weights?: ArrayLike<number>,
): Influence | null {
  const ties = tiesFromBottom(scores, isPositive, weights)
  const { tp: positives, fp: negatives, positiveRows, negativeRows } = totalOf(ties)
  if (positiveRows < 2 || negativeRows < 2) return null
  const [ofPositive, ofNegative] = [smallSample(positiveRows), smallSample(negativeRows)]

  const influence = new Float64Array(scores.length)
  const area =
    ties.reduce((sum, { tp, fp, fpBelow }) => sum + tp * (fpBelow + fp / 2), 0) / positives / negatives
  for (const { rows, tp, fp, tpBelow, fpBelow } of ties) {
    const rightOfPositive = (fpBelow + fp / 2) / negatives
    const rightOfNegative = (positives - tpBelow - tp / 2) / positives
    for (const i of rows) {
      const weight = weights?.[i] ?? 1
      influence[i] = isPositive[i]
        ? (weight / positives) * (rightOfPositive - area) * ofPositive
        : (weight / negatives) * (rightOfNegative - area) * ofNegative
    }
  }
  return influence
}

/**
 * The influence of each row on average precision Σ (Rₙ − Rₙ₋₁) Pₙ: a row changes the precision at every threshold
 * that takes it in, and a positive one adds its own. Null without positives or with fewer than two rows.
 */
export function prAucInfluence(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<boolean>,
  weights?: ArrayLike<number>,
): Influence | null {
  const ties = tiesFromBottom(scores, isPositive, weights)
  const { tp: positives, fp: negatives, positiveRows, negativeRows } = totalOf(ties)
  const factor = smallSample(positiveRows + negativeRows)
  if (positives === 0 || !Number.isFinite(factor)) return null

  // Of the rows that a threshold at a group's score takes in.
  const taken = ties.map(({ tpBelow, fpBelow }) => {
    const tp = positives - tpBelow
    const predicted = tp + negatives - fpBelow
    return { predicted, precision: predicted === 0 ? 0 : tp / predicted }
  })
  const precisionOf = (group: number) => taken[group]?.precision ?? 0
  const area = ties.reduce((sum, { tp }, group) => sum + (tp / positives) * precisionOf(group), 0)

  const influence = new Float64Array(scores.length)
  // Σ over the thresholds at or below a row's score of (gain of recall) / (rows taken in), and the same times precision.
  let [thinned, thinnedTimesPrecision] = [0, 0]
  ties.forEach(({ rows, tp }, group) => {
    const predicted = taken[group]?.predicted ?? 0
    const share = predicted === 0 ? 0 : tp / positives / predicted
    thinned += share
    thinnedTimesPrecision += share * precisionOf(group)
    for (const i of rows) {
      const slope = isPositive[i]
        ? (precisionOf(group) - area) / positives + thinned - thinnedTimesPrecision
        : -thinnedTimesPrecision
      influence[i] = (weights?.[i] ?? 1) * slope * factor
    }
  })
  return influence
}

/** The influence of each row on the mean of the classes' one-against-the-rest ROC-AUC. */
export function macroRocAucInfluence(
  classes: number,
  targets: ArrayLike<number>,
  T: Values,
  weights?: ArrayLike<number>,
): Influence | null {
  return averageInfluence(
    Array.from({ length: classes }, (_, k) =>
      rocAucInfluence(
        Float64Array.from(targets, (_, i) => T[i * classes + k] ?? Number.NaN),
        Array.from(targets, (index) => index === k),
        weights,
      ),
    ),
  )
}

/** The rows of one distinct score, their weight by class, and the weight with lower scores. */
interface Tie {
  readonly rows: readonly number[]
  readonly tp: number
  readonly fp: number
  readonly tpBelow: number
  readonly fpBelow: number
  /** How many of them have a weight above 0. */
  readonly positiveRows: number
  readonly negativeRows: number
}

/** Lowest score first. */
function tiesFromBottom(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<boolean>,
  weights: ArrayLike<number> | undefined,
): readonly Tie[] {
  const scoreOf = (row: number) => scores[row] ?? Number.NaN
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scoreOf(a) - scoreOf(b))
  const ties: Tie[] = []
  let [tpBelow, fpBelow] = [0, 0]
  for (let start = 0; start < order.length; ) {
    const rows: number[] = []
    let [tp, fp, positiveRows, negativeRows] = [0, 0, 0, 0]
    const score = scoreOf(order[start] ?? 0)
    do {
      const i = order[start] ?? 0
      const weight = weights?.[i] ?? 1
      rows.push(i)
      if (isPositive[i]) {
        tp += weight
        if (weight > 0) positiveRows++
      } else {
        fp += weight
        if (weight > 0) negativeRows++
      }
      start++
    } while (start < order.length && scoreOf(order[start] ?? 0) === score)
    ties.push({ rows, tp, fp, tpBelow, fpBelow, positiveRows, negativeRows })
    tpBelow += tp
    fpBelow += fp
  }
  return ties
}

function totalOf(ties: readonly Tie[]) {
  const sumOf = (term: (tie: Tie) => number) => ties.reduce((sum, tie) => sum + term(tie), 0)
  return {
    tp: sumOf(({ tp }) => tp),
    fp: sumOf(({ fp }) => fp),
    positiveRows: sumOf((tie) => tie.positiveRows),
    negativeRows: sumOf((tie) => tie.negativeRows),
  }
}
