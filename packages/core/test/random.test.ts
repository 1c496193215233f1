import fc from 'fast-check'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { expect, test } from 'vitest'
import { below, generator } from '../src/random.ts'

test('numbers below a count are those that pure-rand draws', () => {
  const count = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2 ** 32 }))
  fc.assert(
    fc.property(fc.nat(), count, (seed, count) => {
      const [ours, theirs] = [generator(seed, 'sample'), generator(seed, 'sample')]
      for (let i = 0; i < 20; i++) expect(below(ours, count)).toBe(uniformInt(theirs, 0, count - 1))
    }),
  )
})
