/** Ranges up to so long are sorted. */
const sortedUpTo = 64

/**
 * Puts the n-th smallest number at place n, no larger ones before it and no smaller ones behind it (Hoare 1961), with
 * the middle of three as the pivot. Where that parts badly again and again, what is left is sorted.
 * @param values finite; they change places.
 * @param n from 0.
 * @returns the n-th smallest, NaN where there is none.
 */
export function selectNth(values: Float64Array, n: number): number {
  let [low, high] = [0, values.length - 1]
  let turns = 2 * (32 - Math.clz32(values.length))
  while (high - low > sortedUpTo && turns-- > 0) {
    const pivot = middleOf(values[low], values[(low + high) >> 1], values[high])
    let [i, j] = [low, high]
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++
      while ((values[j] ?? 0) > pivot) j--
      if (i > j) break
      const held = values[i] ?? 0
      values[i++] = values[j] ?? 0
      values[j--] = held
    }
    if (n <= j) high = j
    else if (n >= i) low = i
    else return values[n] ?? Number.NaN
  }
  values.subarray(low, high + 1).sort()
  return values[n] ?? Number.NaN
}

function middleOf(a = 0, b = 0, c = 0): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
