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

/** How many positive and negative rows, or how much of their weight, share each distinct score, lowest score first. */
function tiesFromBottom(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<boolean>,
  weights: ArrayLike<number> | undefined,
): { tp: number; fp: number }[] {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0))
  const groups: { tp: number; fp: number }[] = []
  let last = Number.NaN
  for (const i of order) {
    const score = scores[i] ?? 0
    if (score !== last) groups.push({ tp: 0, fp: 0 })
    last = score
    const group = groups.at(-1)
    if (!group) continue
    if (isPositive[i]) group.tp += weights?.[i] ?? 1
    else group.fp += weights?.[i] ?? 1
  }
  return groups
}
