import { computeMetrics } from '@leven/tabular'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibration } from '../src/panels/score/calibration.ts'
import { type OneAgainstRest, oneAgainstRest } from '../src/panels/score/one-against-rest.ts'
import { rocCurve } from '../src/panels/score/roc.ts'

/** Probabilities with ties, and what is true. */
const cases: fc.Arbitrary<OneAgainstRest> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { minLength: 1, maxLength: 60 })
  .map((rows) => ({
    probabilities: Float64Array.from(rows, ([twentieths]) => twentieths / 20),
    positives: rows.map(([, positive]) => positive),
  }))

describe('one class against the rest', () => {
  it('takes the probability and the truth of that class', () => {
    const T = [0.2, 0.7, 0.1, 0.5, 0.3, 0.2]
    const Y = [0, 1, 0, 1, 0, 0]
    const second = oneAgainstRest(Float64Array.from(T), Float64Array.from(Y), 3, 1)
    expect([...second.probabilities]).toEqual([0.7, 0.3])
    expect(second.positives).toEqual([true, false])
  })
})

describe('the ROC curve', () => {
  it('has the area that ranks give', () => {
    const target = { task: 'binary', name: 'y', labels: ['no', 'yes'], positive: 'yes' } as const
    fc.assert(
      fc.property(cases, ({ probabilities, positives }) => {
        const { rocAuc } = computeMetrics(target, positives.map(Number), probabilities, 0)
        const area = rocCurve({ probabilities, positives })?.area ?? null
        if (rocAuc === null) expect(area).toBeNull()
        else expect(area).toBeCloseTo(rocAuc, 12)
      }),
    )
  })

  it('climbs from nothing caught to all caught, and never falls', () => {
    fc.assert(
      fc.property(cases, (rows) => {
        const points = rocCurve(rows)?.points ?? []
        if (points.length === 0) return
        expect(points[0]).toEqual({ falsePositives: 0, truePositives: 0 })
        expect(points.at(-1)).toEqual({ falsePositives: 1, truePositives: 1 })
        for (const [i, point] of points.slice(1).entries()) {
          expect(point.falsePositives).toBeGreaterThanOrEqual(points[i]?.falsePositives ?? 0)
          expect(point.truePositives).toBeGreaterThanOrEqual(points[i]?.truePositives ?? 0)
        }
      }),
    )
  })

  it('does not exist where all instances are of one kind', () => {
    expect(rocCurve({ probabilities: Float64Array.of(0.1, 0.9), positives: [true, true] })).toBeUndefined()
  })
})

describe('the calibration', () => {
  it('counts every instance once', () => {
    fc.assert(
      fc.property(cases, (rows) => {
        const { bins } = calibration(rows)
        expect(bins.reduce((sum, { instances }) => sum + instances, 0)).toBe(rows.positives.length)
        const positives = bins.reduce((sum, { instances, observed }) => sum + instances * observed, 0)
        expect(positives).toBeCloseTo(rows.positives.filter(Boolean).length, 9)
      }),
    )
  })

  it('puts certainty into the last bin, and measures how far words and deeds are apart', () => {
    const probabilities = Float64Array.of(0.25, 0.25, 0.25, 0.25, 1)
    const { bins, error } = calibration({ probabilities, positives: [true, true, false, false, true] })
    expect(bins).toEqual([
      { predicted: 0.25, observed: 0.5, instances: 4 },
      { predicted: 1, observed: 1, instances: 1 },
    ])
    expect(error).toBeCloseTo((4 * 0.25) / 5, 12)
  })
})
