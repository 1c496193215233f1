import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = new URL('../docs/derivation.md', import.meta.url)
const links = [...readFileSync(page, 'utf8').matchAll(/\[\((\d+)\)\]\(([^)#]+)#L(\d+)\)/g)].map(
  ([, equation, file = '', line]) => ({ equation: Number(equation), file, line: Number(line) }),
)

/** The equations that a line's comment names: '(1), (3)' or '(6)–(8)'. */
function named(text: string): number[] {
  return [...text.matchAll(/\((\d+)\)(?:–\((\d+)\))?/g)].flatMap(([, first, last = first]) => {
    const from = Number(first)
    return Array.from({ length: Number(last) - from + 1 }, (_, i) => from + i)
  })
}

test('the page links every equation', () => {
  expect([...new Set(links.map(({ equation }) => equation))]).toEqual(
    Array.from({ length: 18 }, (_, i) => i + 1),
  )
})

/** What computes each equation; a link may also lead to a line on the way to it. */
const computing: Readonly<Record<number, RegExp>> = {
  1: /w\.at\(i, k\) \* x\.at\(k, j\)/,
  2: /Math\.max\(z, 0\)/,
  3: /w\.at\(i, k\) \* x\.at\(k, j\)/,
  4: /1 \/ \(1 \+ Math\.exp\(-z\)\)/,
  5: /Math\.log1p/,
  6: /on\.dense/,
  7: /on\.dense/,
  8: /on\.dense/,
  9: /on\.output/,
  10: /own\(J\)\.fill/,
  11: /on\.gradients/,
  12: /on\.gradients/,
  13: /on\.(gradients|backpropagate)/,
  14: /on\.(gradients|backpropagate)/,
  15: /on\.update\(W/,
  16: /on\.update\(b/,
  17: /on\.update\(W/,
  18: /on\.update\(b/,
}

test.each(links)('the line that ($equation) links to computes it', ({ equation, file, line }) => {
  const source = readFileSync(new URL(file, page), 'utf8').split('\n')
  expect(source[line - 1]).toMatch(computing[equation] ?? /never/)
})

test.each(links)('equation ($equation) stands at $file line $line', ({ equation, file, line }) => {
  const source = readFileSync(new URL(file, page), 'utf8').split('\n')
  expect(named(source[line - 1] ?? '')).toContain(equation)
})
