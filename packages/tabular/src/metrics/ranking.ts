/**
 * The area under the ROC curve by ranks: the chance that a positive row scores above a negative one,
 * ties counting half (Mann and Whitney 1947). Null where there are no positives or no negatives.
 * @param isPositive one for each score.
 * @param weights of each row; default 1.
 */
export function rocAuc(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<boolean>,
  weights?: ArrayLike<number>,
): number | null {
  let [positives, below, wins] = [0, 0, 0]
  for (const { tp, fp } of tiesFromBottom(scores, isPositive, weights)) {
    wins += tp * (below + fp / 2)
    below += fp
    positives += tp
  }
  return positives === 0 || below === 0 ? null : wins / (positives * below)
}

/**
 * The area under the precision-recall curve as average precision: Σ (Rₙ − Rₙ₋₁) Pₙ over the distinct
 * scores as thresholds, highest first, without interpolation. Null without positives.
 */
export function prAuc(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<boolean>,
  weights?: ArrayLike<number>,
): number | null {
  const groups = tiesFromBottom(scores, isPositive, weights).reverse()
  const positives = groups.reduce((count, { tp }) => count + tp, 0)
  let [tp, predicted, area] = [0, 0, 0]
  for (const group of groups) {
    tp += group.tp
    predicted += group.tp + group.fp
    // A score without positive rows gains no recall, and rows of weight 0 are none: 0 of 0.
    if (group.tp > 0) area += (group.tp / positives) * (tp / predicted)
  }
  return positives === 0 ? null : area
}

/** A threshold, and what is predicted positive from it on. */
export interface ThresholdPoint {
  /** Rows of this score and above are predicted positive; Infinity where none is. */
  readonly threshold: number
  /** The share of negative rows among them that are: 1 − specificity. */
  readonly falsePositiveRate: number
  /** The share of positive rows that are found. */
  readonly recall: number
  /** The share of those predicted positive that are; 1 where none is predicted so. */
  readonly precision: number
}

/**
 * What every distinct score does as a threshold, highest first: the points of the ROC curve (false positive rate across,
 * recall up) and of the precision-recall curve. Empty without positives or without negatives.
 * @param isPositive one for each score.
 * @param weights of each row; default 1.
 */
export function thresholdCurve(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<boolean>,
  weights?: ArrayLike<number>,
): readonly ThresholdPoint[] {
  const groups = tiesFromBottom(scores, isPositive, weights).reverse()
  const positives = groups.reduce((sum, { tp }) => sum + tp, 0)
  const negatives = groups.reduce((sum, { fp }) => sum + fp, 0)
  if (positives === 0 || negatives === 0) return []
  const points: ThresholdPoint[] = [{ threshold: Infinity, falsePositiveRate: 0, recall: 0, precision: 1 }]
  let [found, mistaken] = [0, 0]
  for (const { score, tp, fp } of groups) {
    found += tp
    mistaken += fp
    if (found + mistaken === 0) continue // rows of weight 0 are none
    points.push({
      threshold: score,
      falsePositiveRate: mistaken / negatives,
      recall: found / positives,
      precision: found / (found + mistaken),
    })
  }
  return points
}

/** How many positive and negative rows, or how much of their weight, share each distinct score, lowest score first. */
function tiesFromBottom(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<boolean>,
  weights: ArrayLike<number> | undefined,
): { readonly score: number; tp: number; fp: number }[] {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0))
  const groups: { readonly score: number; tp: number; fp: number }[] = []
  let last = Number.NaN
  for (const i of order) {
    const score = scores[i] ?? 0
    if (score !== last) groups.push({ score, tp: 0, fp: 0 })
    last = score
    const group = groups.at(-1)
    if (!group) continue
    if (isPositive[i]) group.tp += weights?.[i] ?? 1
    else group.fp += weights?.[i] ?? 1
  }
  return groups
}
