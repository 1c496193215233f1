import type { Encoder } from './encoder.ts'
import type { Table } from './table.ts'

/**
 * The names of a table's columns as a model has them: é may be one sign or an e with an accent behind it, and one
 * program writes the one where another writes the other. A name that the model has stays; another is the model's where
 * it alone is the same text when composed.
 */
export function namesOfModel(encoder: Encoder, names: readonly string[]): readonly string[] {
  const there = new Set(names)
  const known = new Set(namesIn(encoder))
  const absent = byComposed([...known].filter((name) => !there.has(name)))
  if (absent.size === 0) return names
  const others = byComposed(names.filter((name) => !known.has(name)))
  return names.map((name) => {
    if (known.has(name)) return name
    const key = name.normalize('NFC')
    const [wanted, ...more] = absent.get(key) ?? []
    return wanted === undefined || more.length > 0 || others.get(key)?.length !== 1 ? name : wanted
  })
}

/** A table whose columns are called as `namesOfModel` says. */
export function withNamesOfModel<T extends Table>(encoder: Encoder, table: T): T {
  const names = table.columns.map(({ name }) => name)
  const ofModel = namesOfModel(encoder, names)
  if (ofModel === names) return table
  const columns = table.columns.map(({ cells }, i) => ({ name: ofModel[i] ?? '', cells }))
  return { ...table, columns }
}

function namesIn({ features, target, weightColumn, ignored }: Encoder): readonly string[] {
  const weights = weightColumn === null ? [] : [weightColumn]
  return [...features.map(({ name }) => name), target.name, ...weights, ...ignored]
}

function byComposed(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const name of names) {
    const key = name.normalize('NFC')
    const group = groups.get(key)
    if (group) group.push(name)
    else groups.set(key, [name])
  }
  return groups
}
