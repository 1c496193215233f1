import { quote } from './data-error.ts'

/** Names longer than this are not compared: nobody mistypes them. */
const longest = 100

/**
 * The name most like a mistyped one, or undefined where none is near: at most a third of its letters,
 * and at least two, wrong. Letter case does not count.
 */
export function nearestName(mistyped: string, names: Iterable<string>): string | undefined {
  const wanted = mistyped.toLowerCase()
  if (wanted.length > longest) return undefined
  let best: string | undefined
  let smallest = Math.max(2, Math.floor(wanted.length / 3)) + 1
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= smallest) continue
    const distance = editDistance(wanted, name.toLowerCase())
    if (distance < smallest && distance < Math.max(wanted.length, name.length)) {
      best = name
      smallest = distance
    }
  }
  return best
}

/** A remedy that suggests the nearest name, or lists some. */
export function suggestion(mistyped: string, names: readonly string[], what: string): string {
  const composed = mistyped.normalize('NFC')
  const same = names.find((name) => name.normalize('NFC') === composed)
  if (same !== undefined) {
    return `Did you mean ${quote(same)}? It looks the same, but its accents are composed in another way.`
  }
  const nearest = nearestName(mistyped, names)
  if (nearest !== undefined) return `Did you mean ${quote(nearest)}?`
  const shown = names.slice(0, 10).map(quote).join(', ')
  return `Its ${what} are ${shown}${names.length > 10 ? ` and ${names.length - 10} more` : ''}.`
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one text into the other
 * (optimal string alignment: Damerau 1964, Levenshtein 1966).
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, at(beforeLast, j - 2) + 1)
      }
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], j: number): number {
  return row[j] ?? Number.POSITIVE_INFINITY
}
