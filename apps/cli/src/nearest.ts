/**
 * The candidate that differs least from a misspelt name, or undefined where none is near: at most a third
 * of the letters may differ.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const asked = name.toLowerCase()
  let best: string | undefined
  let least = Math.max(1, Math.floor(asked.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - asked.length) >= least) continue
    const distance = editDistance(asked, candidate.toLowerCase())
    if (distance >= least) continue
    best = candidate
    least = distance
  }
  return best
}

/** Levenshtein's distance: letters inserted, deleted or replaced to make one text of the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
