import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { thresholdCurve } from '../src/index.ts'
import { prAuc, rocAuc } from '../src/metrics/ranking.ts'

const ranked = fc.array(
  fc.record({
    score: fc.integer({ min: 0, max: 9 }),
    positive: fc.boolean(),
    weight: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 60 },
)

describe('the curve of thresholds', () => {
  it('has the areas that the figures give', () => {
    fc.assert(
      fc.property(ranked, (rows) => {
        const parts = [rows.map(({ score }) => score), rows.map(({ positive }) => positive)] as const
        const weights = rows.map(({ weight }) => weight)
        const points = thresholdCurve(...parts, weights)
        const roc = rocAuc(...parts, weights)
        expect(points.length === 0).toBe(roc === null)
        if (roc === null) return
        let [area, average] = [0, 0]
        for (const [at, { falsePositiveRate, recall, precision }] of points.entries()) {
          const before = points[at - 1]
          if (!before) continue
          area += ((falsePositiveRate - before.falsePositiveRate) * (recall + before.recall)) / 2
          average += (recall - before.recall) * precision
        }
        expect(area).toBeCloseTo(roc, 12)
        expect(average).toBeCloseTo(prAuc(...parts, weights) ?? Number.NaN, 12)
      }),
    )
  })

  it('falls from where nothing is predicted positive to where all is', () => {
    const points = thresholdCurve([0.9, 0.4, 0.4, 0.1], [true, true, false, false])
    expect(points.map(({ threshold }) => threshold)).toEqual([Infinity, 0.9, 0.4, 0.1])
    expect(points.at(0)).toMatchObject({ recall: 0, falsePositiveRate: 0 })
    expect(points.at(2)).toMatchObject({ recall: 1, falsePositiveRate: 0.5, precision: 2 / 3 })
    expect(points.at(-1)).toMatchObject({ recall: 1, falsePositiveRate: 1, precision: 0.5 })
  })
})
