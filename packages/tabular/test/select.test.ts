import fc from 'fast-check'
import { expect, it } from 'vitest'
import { selectNth } from '../src/select.ts'

const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }))

it('finds the number that sorting puts at a place, and parts the others there', () => {
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 2000, size: 'max' }),
      fc.nat(),
      (numbers, some) => {
        const values = Float64Array.from(numbers)
        const n = some % values.length
        const sorted = values.slice().sort()
        const found = selectNth(values, n)
        expect(found === sorted[n]).toBe(true) // −0 and 0 are the same number
        expect(values.subarray(0, n).every((value) => value <= found)).toBe(true)
        expect(values.subarray(n).every((value) => value >= found)).toBe(true)
        expect(
          values
            .slice()
            .sort()
            .every((value, i) => value === sorted[i]),
        ).toBe(true)
      },
    ),
  )
})

it.each([
  ['ascending', (i: number) => i],
  ['descending', (i: number) => -i],
  ['up and down', (i: number) => Math.min(i, 5000 - i)],
  ['two values', (i: number) => i % 2],
  ['all the same', () => 1],
])('finds it among numbers that are %s', (_, at) => {
  const values = Float64Array.from({ length: 5001 }, (__, i) => at(i))
  const sorted = values.slice().sort()
  for (const n of [0, 1, 2500, 4999, 5000]) expect(selectNth(values.slice(), n)).toBe(sorted[n])
})
