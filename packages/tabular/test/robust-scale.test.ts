import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFeatures, featureNames, fitEncoder, inputCount } from '../src/index.ts'
import { robustInputs, robustScale, writeRobust } from '../src/robust-scale.ts'
import { tableOf } from './tables.ts'

const numbers = fc
  .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 60 })
  .map((values) => Float64Array.from(values))

/** Numbers at either end of what is finite: the way from one to another may be longer than any number. */
const farOut = fc
  .tuple(fc.double({ min: 0.6, max: 1, noNaN: true }), fc.constantFrom(-1, 1))
  .map(([share, sign]) => share * sign * Number.MAX_VALUE)
const farApart = fc.array(farOut, { minLength: 3, maxLength: 12 }).map((values) => Float64Array.from(values))
const anyValue = fc.oneof(fc.double({ noNaN: true }), farOut)

/** The inputs of one value under a scale, around a median. */
function inputsOf(scale: ReturnType<typeof robustScale>, median: number, value: number): number[] {
  const inputs = new Float32Array(robustInputs(scale))
  writeRobust(inputs, 0, scale, median, value)
  return [...inputs]
}

describe('a robust scale', () => {
  it('keeps every input finite and within 3, whatever the value', () => {
    fc.assert(
      fc.property(fc.oneof(numbers, farApart), anyValue, (values, value) => {
        const scale = robustScale(values)
        for (const input of inputsOf(scale, values[0] ?? 0, value)) {
          expect(Math.abs(input)).toBeLessThanOrEqual(3)
        }
      }),
    )
  })

  it('never falls as the value rises', () => {
    fc.assert(
      fc.property(fc.oneof(numbers, farApart), anyValue, anyValue, (values, a, b) => {
        const scale = robustScale(values)
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const above = inputsOf(scale, values[0] ?? 0, high)
        for (const [at, input] of inputsOf(scale, values[0] ?? 0, low).entries()) {
          expect(above[at]).toBeGreaterThanOrEqual(input)
        }
      }),
    )
  })

  it('is the same in whatever order the values stand', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        expect(robustScale(values.toReversed())).toEqual(robustScale(values))
      }),
    )
  })

  it('takes a value of count 2 as two values, and one of count 0 as none', () => {
    const counted = fc.array(
      fc.record({ value: fc.integer({ min: -50, max: 50 }), count: fc.nat({ max: 3 }) }),
      {
        minLength: 1,
        maxLength: 40,
      },
    )
    fc.assert(
      fc.property(counted, (cells) => {
        const repeated = cells.flatMap(({ value, count }) => Array.from({ length: count }, () => value))
        fc.pre(repeated.length > 0)
        const values = Float64Array.from(cells, ({ value }) => value)
        const counts = Float64Array.from(cells, ({ count }) => count)
        expect(robustScale(values, counts)).toEqual(robustScale(Float64Array.from(repeated)))
      }),
    )
  })

  it('is not led by one outlier', () => {
    const values = Float64Array.from({ length: 800 }, (_, i) => (i * 37) % 101)
    const outlier = Float64Array.from([...values, 1e12])
    const [plain, led] = [robustScale(values), robustScale(outlier)]
    for (const value of [0, 25, 50, 75, 100]) {
      const [a, b] = [inputsOf(plain, 50, value), inputsOf(led, 50, value)]
      // The last bin reaches out to the outlier; all else stays where it was, but for one rank.
      expect(b[0]).toBeCloseTo(a[0] ?? Number.NaN, 1)
      expect(b).toHaveLength(7)
      for (const [at, input] of b.slice(1, -1).entries())
        expect(Math.abs(input - (a[at + 1] ?? 0))).toBeLessThan(0.06)
    }
  })

  it('has no bins where there are two values or one', () => {
    expect(robustScale(Float64Array.of(0, 1, 1, 0))).toEqual({ spread: 1 / 1.349, edges: [] })
    expect(robustScale(Float64Array.of(7, 7, 7))).toEqual({ spread: 0, edges: [] })
  })
})

describe('an encoder that scales robustly', () => {
  const table = tableOf({
    x: ['1', '2', null, '4', '5', '6', '7', '8', '9'],
    y: ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a'],
  })
  const { encoder } = fitEncoder(table, { target: 'y', scaling: 'robust' })

  it('gives a number its clipped value, its bins and whether it is missing', () => {
    expect(inputCount(encoder)).toBe(1 + 6 + 1)
    expect(featureNames(encoder)).toEqual([
      'x',
      ...[
        'x from 1 to 2',
        'x from 2 to 4',
        'x from 4 to 6',
        'x from 6 to 7',
        'x from 7 to 8',
        'x from 8 to 9',
      ],
      'x is missing',
    ])
    const { X } = encodeFeatures(encoder, table)
    const first = [...X.subarray(0, 8)]
    expect(first[0]).toBeLessThan(0)
    expect(first.slice(1)).toEqual([0, 0, 0, 0, 0, 0, 0])
    const ninth = [...X.subarray(8 * 8)]
    expect(ninth.slice(1, 7)).toEqual(Array.from({ length: 6 }, () => Math.fround(0.3)))
    expect(X[2 * 8 + 7]).toBe(1)
  })

  it('meets a value far beyond those it was fitted on', () => {
    const { X } = encodeFeatures(encoder, tableOf({ x: ['1e300'], y: ['a'] }))
    expect(X[0]).toBeCloseTo(3)
  })
})
