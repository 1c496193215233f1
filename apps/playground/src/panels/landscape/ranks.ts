/**
 * The share of all costs that are lower, for each: from 0 for the lowest to 1 for the highest. Costs spread over many
 * powers of ten, and their ranks show valleys and cliffs alike. What is no number ranks highest.
 */
export function ranksOf(costs: Float64Array): Float64Array {
  const value = (i: number) => costs[i] ?? Number.NaN
  const isNumber = (i: number) => Number.isFinite(value(i))
  const order = Array.from(costs, (_, i) => i).sort((i, j) => {
    if (!isNumber(i) || !isNumber(j)) return Number(isNumber(j)) - Number(isNumber(i))
    return value(i) - value(j)
  })
  const ranks = new Float64Array(costs.length)
  const last = Math.max(1, costs.length - 1)
  for (const [place, i] of order.entries()) {
    const before = order[place - 1]
    // Equal costs have one rank.
    const same = before !== undefined && (value(before) === value(i) || (!isNumber(before) && !isNumber(i)))
    ranks[i] = same ? (ranks[before] ?? 0) : place / last
  }
  return ranks
}

/** The lowest and the highest of the costs that are numbers. */
export function rangeOf(costs: Float64Array): readonly [lowest: number, highest: number] {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const cost of costs) {
    if (!Number.isFinite(cost)) continue
    lowest = Math.min(lowest, cost)
    highest = Math.max(highest, cost)
  }
  return [lowest, highest]
}
