import { countingRows, type Influence, smallSample } from './influence.ts'

/**
 * The influence of each row on the mean F1 of some classes, F1 = 2 tp / (2 tp + fp + fn). Classes that are neither
 * true nor predicted anywhere do not count. Null where none is left, or fewer than two rows count.
 * @param truth the class of each row.
 * @param predicted the class each row is predicted as.
 * @param classes whose F1 is averaged.
 */
export function f1Influence(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: readonly number[],
  weights?: ArrayLike<number>,
): Influence | null {
  const rows = truth.length
  const factor = smallSample(countingRows(rows, weights))
  // Of each class: tp, and 2 tp + fp + fn.
  const counts = new Map(classes.map((label) => [label, { right: 0, involved: 0 }]))
  for (let i = 0; i < rows; i++) {
    const weight = weights?.[i] ?? 1
    const [is, as] = [counts.get(truth[i] ?? -1), counts.get(predicted[i] ?? -1)]
    if (is) is.involved += weight
    if (as) as.involved += weight
    if (is && is === as) is.right += weight
  }
  const present = [...counts].filter(([, { involved }]) => involved > 0)
  if (present.length === 0 || !Number.isFinite(factor)) return null

  /** Of each class, the slopes of its F1 in a row that is right about it, and in one that is not. */
  const slopes = new Map(
    present.map(([label, { right, involved }]) => {
      const f1 = (2 * right) / involved
      const share = involved * present.length
      return [label, { right: (2 - 2 * f1) / share, wrong: -f1 / share }]
    }),
  )
  return Float64Array.from({ length: rows }, (_, i) => {
    const [is, as] = [truth[i] ?? -1, predicted[i] ?? -1]
    const slope =
      is === as ? (slopes.get(is)?.right ?? 0) : (slopes.get(is)?.wrong ?? 0) + (slopes.get(as)?.wrong ?? 0)
    return (weights?.[i] ?? 1) * slope * factor
  })
}
