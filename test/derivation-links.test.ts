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

test.each(links)('equation ($equation) stands at $file line $line', ({ equation, file, line }) => {
  const source = readFileSync(new URL(file, page), 'utf8').split('\n')
  expect(named(source[line - 1] ?? '')).toContain(equation)
})
