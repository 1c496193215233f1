/** Codes are looked for among so many different whole numbers, each of so many rows on average. */
const [fewest, most, rowsEach] = [5, 100, 5]

/**
 * Whether a column's whole numbers are codes: the target differs between them, more than chance makes it, but not in
 * their order. Two statistics of the target's means at each number decide: the F of a one-way analysis of variance
 * is above 1 + 6/√(k − 1), and the mean square of the steps from one number's mean to the next (von Neumann 1941)
 * is more than 1.4 times their variance, where for a trend or a curve it is far below, and about 2 without order.
 *
 * @param values the numbers.
 * @param targets of the same rows: a number, or 1 and 0 for a class and the others.
 * @param counts how many rows each stands for; default 1.
 */
export function areUnorderedCodes(
  values: Float64Array,
  targets: Float64Array,
  counts?: Float64Array,
): boolean {
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
      if (groups.size === most || !Number.isInteger(value)) return false
      groups.set(value, { count: countOf(i), sum })
    }
  }
  const levels = groups.size
  if (levels < fewest || rows < rowsEach * levels) return false

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
  const within = around - between
  const effect = between / (levels - 1) / (within / (rows - levels))
  if (!(effect > 1 + 6 / Math.sqrt(levels - 1))) return false

  const means = [...groups].sort(([a], [b]) => a - b).map(([, { count, sum }]) => sum / count)
  const middle = means.reduce((sum, one) => sum + one, 0) / levels
  let [steps, spread] = [0, 0]
  means.forEach((one, i) => {
    spread += (one - middle) * (one - middle)
    const step = one - (means[i - 1] ?? one)
    steps += step * step
  })
  return steps / (levels - 1) > 1.4 * (spread / levels)
}
