import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance, nearestName, suggestion } from '../src/nearest-name.ts'

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['species', 'speices', 1],
    ['ca', 'abc', 3], // optimal string alignment; unrestricted Damerau would be 2
  ])('of %j and %j is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
  })

  it('is symmetric, zero for equals only, and at most the longer length', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b)
        expect(editDistance(b, a)).toBe(distance)
        expect(distance === 0).toBe(a === b)
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
      }),
    )
  })
})

describe('nearestName', () => {
  it('finds the name one slip away, whatever its letter case', () => {
    expect(nearestName('Diagnosys', ['radius', 'diagnosis', 'area'])).toBe('diagnosis')
  })

  it('suggests nothing when nothing is near', () => {
    expect(nearestName('price', ['radius', 'texture'])).toBeUndefined()
    expect(nearestName('y', ['x'])).toBeUndefined()
    expect(nearestName('a'.repeat(1000), ['a'.repeat(999)])).toBeUndefined()
  })

  it('falls back to a list of names, cut short', () => {
    const names = Array.from({ length: 12 }, (_, i) => `column ${i}`)
    expect(suggestion('price', names, 'columns')).toMatch(/^Its columns are "column 0", .* and 2 more\.$/)
    expect(suggestion('price', ['area'], 'columns')).toBe('Its columns are "area".')
  })
})
