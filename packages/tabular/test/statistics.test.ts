import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRepresentable, statistics } from '../src/statistics.ts'

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 })

describe('statistics', () => {
  it('gives mean, population deviation and median of a small example', () => {
    // 2 4 4 4 5 5 7 9: mean 5, variance 4
    expect(statistics(Float64Array.of(9, 2, 5, 4, 4, 7, 5, 4))).toEqual({
      mean: 5,
      standardDeviation: 2,
      median: 4.5,
    })
    expect(statistics(Float64Array.of(3, 1, 2)).median).toBe(2)
  })

  it('agrees with the definition', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const n = values.length
        const mean = values.reduce((sum, v) => sum + v, 0) / n
        const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n
        const found = statistics(Float64Array.from(values))
        expect(found.mean).toBeCloseTo(mean, 8)
        expect(found.standardDeviation).toBeCloseTo(Math.sqrt(variance), 6)
        expect(values.filter((v) => v <= found.median).length).toBeGreaterThanOrEqual(n / 2)
        expect(values.filter((v) => v >= found.median).length).toBeGreaterThanOrEqual(n / 2)
      }),
    )
  })

  it('is exactly 0 for equal values, even where their sum rounds', () => {
    expect(statistics(new Float64Array(3).fill(0.1))).toEqual({
      mean: 0.1,
      standardDeviation: 0,
      median: 0.1,
    })
  })

  it('knows no −0, which JSON cannot keep', () => {
    expect(Object.values(statistics(Float64Array.of(-0, -0)))).toEqual([0, 0, 0])
  })

  it('keeps the deviation of numbers whose squares would vanish or overflow', () => {
    expect(statistics(Float64Array.of(1e-200, 3e-200)).standardDeviation).toBeCloseTo(1e-200, 210)
    expect(statistics(Float64Array.of(1e200, 3e200)).standardDeviation / 1e200).toBeCloseTo(1, 12)
  })

  it('tells when the sum is beyond float64', () => {
    expect(isRepresentable(statistics(Float64Array.of(1.7e308, 1.6e308)))).toBe(false)
    expect(isRepresentable(statistics(Float64Array.of(1.7, 1.6)))).toBe(true)
  })
})
