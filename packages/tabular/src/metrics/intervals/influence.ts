/**
 * A figure is a function of its rows' weights, and a row's influence is its weight times the figure's slope in it:
 * u⁽ⁱ⁾ = s⁽ⁱ⁾ ∂θ/∂s⁽ⁱ⁾. They sum to 0, and √Σ u² is the figure's standard error over draws of rows: the delta method
 * for any figure, known as the infinitesimal jackknife (Jaeckel 1972; Efron 1982). For a mean it is s/√n, for ROC-AUC
 * the method of DeLong. It takes one pass where a bootstrap takes hundreds, and two predictions of the same rows
 * differ by u_a − u_b, row for row.
 */
export type Influence = Float64Array

/** √Σ u². */
export function standardErrorOf(influence: Influence): number {
  let largest = 0
  for (const u of influence) largest = Math.max(largest, Math.abs(u))
  if (!(largest > 0 && Number.isFinite(largest))) return largest
  let squares = 0
  for (const u of influence) squares += (u / largest) * (u / largest)
  return largest * Math.sqrt(squares)
}

/**
 * The factor on influences that makes their squares free of bias in a mean of n rows: √(n / (n − 1)).
 * @param n the rows whose weight is above 0; for one the factor is infinite.
 */
export function smallSample(n: number): number {
  return n > 1 ? Math.sqrt(n / (n - 1)) : Number.POSITIVE_INFINITY
}

/** The rows that have a weight above 0. */
export function countingRows(rows: number, weights?: ArrayLike<number>): number {
  let n = 0
  for (let i = 0; i < rows; i++) if ((weights?.[i] ?? 1) > 0) n++
  return n
}

/** The influence of each row on Σ s x / Σ s. Null where fewer than two rows count. */
export function meanInfluence(
  rows: number,
  termOf: (row: number) => number,
  weights?: ArrayLike<number>,
): Influence | null {
  const factor = smallSample(countingRows(rows, weights))
  if (!Number.isFinite(factor)) return null
  const terms = Float64Array.from({ length: rows }, (_, i) => termOf(i))
  let [sum, total] = [0, 0]
  terms.forEach((term, i) => {
    const weight = weights?.[i] ?? 1
    sum += weight * term
    total += weight
  })
  const mean = sum / total
  return terms.map((term, i) => ((weights?.[i] ?? 1) / total) * (term - mean) * factor)
}

/** The mean of several figures' influences, or null where one of them has none. */
export function averageInfluence(influences: readonly (Influence | null)[]): Influence | null {
  const [first] = influences
  if (!first) return null
  const average = new Float64Array(first.length)
  for (const influence of influences) {
    if (!influence) return null
    for (let i = 0; i < average.length; i++) {
      average[i] = (average[i] ?? 0) + (influence[i] ?? 0) / influences.length
    }
  }
  return average
}

/** u_a − u_b. */
export function influenceOfDifference(a: Influence, b: Influence): Influence {
  return a.map((u, i) => u - (b[i] ?? 0))
}
