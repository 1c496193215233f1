import fc from 'fast-check'
import { expect, it } from 'vitest'
import { byCodePoint } from '../src/code-point-order.ts'

it('orders texts as their code points are ordered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(byCodePoint(a, b))).toBe(Math.sign(compare(points(a), points(b))))
    }),
  )
})

it('puts a letter beyond the first 65,536 after the last of them, unlike plain sorting', () => {
  const texts = ['\u{1F600}', '\uFF5E']
  expect([...texts].sort(byCodePoint)).toEqual(['\uFF5E', '\u{1F600}'])
  expect([...texts].sort()).toEqual(['\u{1F600}', '\uFF5E'])
})

function points(text: string): number[] {
  return Array.from(text, (letter) => letter.codePointAt(0) ?? 0)
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
