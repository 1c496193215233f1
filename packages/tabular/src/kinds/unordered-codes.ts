/** Codes are looked for among at least so many different whole numbers, each of so many rows on average. */
const [fewest, rowsEach] = [5, 5]

/** More different numbers than this are no codes. */
export const mostCodes = 100

/**
 * The share of the differences between any two numbers that neighbours must have for codes, and for doubt. Without
 * order it is 1 on average; real counts and measurements came as near as 0.9, and cost more as codes than codes do
 * as numbers.
 */
const [codesFrom, doubtFrom] = [0.95, 0.8]

/** What a column's whole numbers are, by how the target differs between them. */
export type Order = 'codes' | 'doubtful' | 'numbers'

/**
 * Whether a column's whole numbers are codes, or may be: the target differs between them, more than chance makes it, but not in
 * their order. Two statistics of the target's means at each number decide, both of an analysis of variance with
 * levels of unequal counts n: the F of one way is above 1 + 6/√(k − 1), and neighbours differ about as much as any two
 * numbers do. The mean square of the steps between neighbours (von Neumann 1941), each weighted by n n′/(n + n′), is
 * compared with twice the variance between the numbers, what noise adds taken off both; their ratio is about 1 without
 * order and far below for a trend or a curve, also where rare numbers are noisy.
 *
 * @param values the numbers.
 * @param targets of the same rows: a number, or 1 and 0 for a class and the others.
 * @param counts how many rows each stands for; default 1.
 */
export function orderOf(values: Float64Array, targets: Float64Array, counts?: Float64Array): Order {
  const countOf = (i: number) => counts?.[i] ?? 1
  let rows = 0
  const groups = new Map<number, { count: number; sum: number }>()
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN
    const known = groups.get(value)
    const sum = countOf(i) * (targets[i] ?? Number.NaN)
    rows += countOf(i)
    if (known) {
      known.count += countOf(i)
      known.sum += sum
    } else {
      if (groups.size === mostCodes || !Number.isInteger(value)) return 'numbers'
      groups.set(value, { count: countOf(i), sum })
    }
  }
  const levels = groups.size
  if (levels < fewest || rows < rowsEach * levels) return 'numbers'

  let total = 0
  targets.forEach((target, i) => {
    total += countOf(i) * target
  })
  const mean = total / rows
  let [between, around] = [0, 0]
  for (const { count, sum } of groups.values()) between += count * (sum / count - mean) * (sum / count - mean)
  targets.forEach((target, i) => {
    around += countOf(i) * (target - mean) * (target - mean)
  })
  const noise = (around - between) / (rows - levels)
  if (!(between / (levels - 1) > noise * (1 + 6 / Math.sqrt(levels - 1)))) return 'numbers'

  const inOrder = [...groups].sort(([a], [b]) => a - b).map(([, group]) => group)
  let [steps, weights, squares] = [0, 0, 0]
  inOrder.forEach(({ count, sum }, i) => {
    squares += count * count
    const before = inOrder[i - 1]
    if (!before) return
    const weight = (count * before.count) / (count + before.count)
    const step = sum / count - before.sum / before.count
    steps += weight * step * step
    weights += weight
  })
  const ofSteps = (steps - (levels - 1) * noise) / weights
  const ofAny = (between - (levels - 1) * noise) / (rows - squares / rows)
  if (ofSteps > 2 * codesFrom * ofAny) return 'codes'
  return ofSteps > 2 * doubtFrom * ofAny ? 'doubtful' : 'numbers'
}
