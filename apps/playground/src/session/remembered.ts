import type { DataSource } from '../data/data-source.ts'

/*
 * Data that no link brings back, by the name that entries of the browser's history give them, so that Back does. A
 * table with one target has one name, whichever of its columns are plotted.
 */

/** How many are remembered; the oldest go first. */
const most = 5

const remembered = new Map<string, DataSource>()

/** The last name that was given: the time, so that no entry of an earlier load of the page has it for other data. */
let last = 0

/**
 * Remembers data as they are now.
 * @param at the name of the data before, which drawn points keep.
 * @returns their name.
 */
export function remember(from: DataSource, at: string): string {
  const found = [...remembered].find(([name, other]) => other === from || isSame(other, from, name === at))
  if (!found) last = Math.max(last + 1, Date.now())
  const name = found?.[0] ?? String(last)
  rememberAs(name, from)
  return name
}

/** Remembers data by a name that an entry has for them. */
export function rememberAs(name: string, from: DataSource): void {
  remembered.delete(name)
  remembered.set(name, from)
  for (const oldest of [...remembered.keys()].slice(0, -most)) remembered.delete(oldest)
}

/** The data of that name; undefined where they are not remembered, or no longer. */
export function recall(name: string): DataSource | undefined {
  return remembered.get(name)
}

/** Remembers nothing any more. */
export function forgetData(): void {
  remembered.clear()
}

function isSame(one: DataSource, other: DataSource, isHere: boolean): boolean {
  if (one.kind === 'table' && other.kind === 'table') {
    return one.table === other.table && one.target === other.target
  }
  return isHere && one.kind === other.kind
}
