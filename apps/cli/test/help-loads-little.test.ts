import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, inject, test } from 'vitest'

/** What a file imports before it runs, itself among it: bytes by file. */
function loadedBy(file: string, known = new Map<string, number>()): ReadonlyMap<string, number> {
  if (known.has(file)) return known
  const text = readFileSync(file, 'utf8')
  known.set(file, text.length)
  for (const [, path = ''] of text.matchAll(/^(?:import|\}) ?(?:from )?"(\.[^"]+)";$/gm)) {
    loadedBy(join(dirname(file), path), known)
  }
  return known
}

test('help and refusals load the parser and the names of what can be chosen, and no package whole', () => {
  const loaded = loadedBy(inject('command'))
  expect(loaded.size).toBeGreaterThan(3)
  const bytes = [...loaded.values()].reduce((sum, one) => sum + one, 0)
  // 181 kB, of which commander has 130.
  expect(bytes).toBeLessThan(200_000)
})
