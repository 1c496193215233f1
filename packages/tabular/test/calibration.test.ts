import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BinaryTarget,
  calibration,
  classFigures,
  computeMetrics,
  errorQuantiles,
  type MulticlassTarget,
  type RegressionTarget,
} from '../src/index.ts'
import { wilsonInterval } from '../src/metrics/intervals/interval.ts'
import { normals, sigmoid } from './draws.ts'

const binary: BinaryTarget = { task: 'binary', name: 'y', labels: ['no', 'yes'], positive: 'yes' }
const animals: MulticlassTarget = { task: 'multiclass', name: 'y', labels: ['ant', 'bee', 'cat'] }
const price: RegressionTarget = { task: 'regression', name: 'y', mean: 100, standardDeviation: 10 }

const scored = fc.array(fc.tuple(fc.nat(1), fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 80 })
const unzip = (rows: readonly (readonly [number, number])[]) => ({
  targets: rows.map(([y]) => y),
  T: Float64Array.from(rows, ([, t]) => t / 40),
})

describe('calibration', () => {
  it('puts every row in one bin, by rising probability, and equal ones together', () => {
    fc.assert(
      fc.property(scored, fc.integer({ min: 1, max: 12 }), (rows, bins) => {
        const { targets, T } = unzip(rows)
        const { bins: table, expectedCalibrationError } = calibration(binary, targets, T, { bins })
        expect(table.length).toBeLessThanOrEqual(Math.min(bins, new Set(T).size))
        expect(sum(table.map((bin) => bin.rows))).toBe(rows.length)
        expect(sum(table.map((bin) => bin.share))).toBeCloseTo(1, 12)
        const means = table.map((bin) => bin.probability)
        expect(means).toEqual([...new Set(means)].sort((a, b) => a - b))
        expect(expectedCalibrationError).toBeGreaterThanOrEqual(0)
        expect(expectedCalibrationError).toBeLessThanOrEqual(1)
        // The bins keep the means of all rows.
        expect(sum(table.map((bin) => bin.share * bin.probability))).toBeCloseTo(mean([...T]), 12)
        expect(sum(table.map((bin) => bin.share * bin.frequency))).toBeCloseTo(mean(targets), 12)
        for (const { frequency, interval } of table) {
          expect(interval[0]).toBeLessThanOrEqual(frequency)
          expect(interval[1]).toBeGreaterThanOrEqual(frequency)
        }
      }),
    )
  })

  it('does not depend on the order of the rows, and takes a weight of 2 for two rows', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const { targets, T } = unzip(rows)
        const turned = unzip(rows.toReversed())
        const twice = unzip(rows.flatMap((row, i) => (i % 3 === 0 ? [row, row] : [row])))
        const weights = rows.map((_, i) => (i % 3 === 0 ? 2 : 1))
        const found = calibration(binary, targets, T, { bins: 5 })
        expect(
          calibration(binary, turned.targets, turned.T, { bins: 5 }).expectedCalibrationError,
        ).toBeCloseTo(found.expectedCalibrationError, 12)
        expect(calibration(binary, targets, T, { bins: 5, weights }).expectedCalibrationError).toBeCloseTo(
          calibration(binary, twice.targets, twice.T, { bins: 5 }).expectedCalibrationError,
          12,
        )
      }),
    )
  })

  it('is that of a small example worked by hand', () => {
    const T = Float64Array.of(0.1, 0.2, 0.2, 0.7, 0.8, 0.9)
    const { expectedCalibrationError, bins } = calibration(binary, [0, 0, 1, 1, 0, 1], T, { bins: 2 })
    expect(bins).toMatchObject([
      { rows: 3, share: 0.5, probability: expect.closeTo(0.5 / 3, 12), frequency: 1 / 3 },
      { rows: 3, share: 0.5, probability: expect.closeTo(0.8, 12), frequency: 2 / 3 },
    ])
    expect(expectedCalibrationError).toBeCloseTo((0.5 / 3 + 0.4 / 3) / 2, 12)
  })

  it('parts rows of one probability from others where the middle of their weight falls', () => {
    // Five of six rows share a probability: their middle is past the half, though they begin before it.
    const T = Float64Array.of(0.1, 0.6, 0.6, 0.6, 0.6, 0.6)
    const { bins } = calibration(binary, [0, 1, 1, 1, 0, 1], T, { bins: 2 })
    expect(bins.map((bin) => bin.rows)).toEqual([1, 5])
  })

  it('leaves rows of weight 0 out, and takes uneven weights for fewer rows', () => {
    const T = Float64Array.of(0.2, 0.2, 0.2, 0.9)
    const { bins } = calibration(binary, [1, 0, 0, 1], T, { bins: 2, weights: [1, 1, 10, 0] })
    expect(bins).toMatchObject([{ rows: 3, share: 1, frequency: 1 / 12 }])
    expect(bins[0]?.interval).toEqual(wilsonInterval(1 / 12, 144 / 102))
  })

  it('is near 0 for probabilities that are right, and not for overconfident ones', () => {
    const normal = normals(1)
    const logits = Array.from({ length: 20_000 }, () => normal())
    const share = logits.map(() => normal())
    // A logistic draw by a normal one: erf-free, its slope 1.702 (Haley 1952).
    const targets = logits.map((z, i) => ((share[i] ?? 0) < z / 1.702 ? 1 : 0))
    const right = calibration(binary, targets, Float64Array.from(logits, sigmoid))
    const overconfident = calibration(
      binary,
      targets,
      Float64Array.from(logits, (z) => sigmoid(3 * z)),
    )
    expect(right.bins).toHaveLength(10)
    expect(right.expectedCalibrationError).toBeLessThan(0.02)
    expect(overconfident.expectedCalibrationError).toBeGreaterThan(0.1)
  })

  it('judges the top label of several', () => {
    const T = Float64Array.of(0.6, 0.3, 0.1, 0.2, 0.7, 0.1)
    expect(calibration(animals, [0, 2], T)).toMatchObject({
      bins: [{ rows: 2, probability: expect.closeTo(0.65, 12), frequency: 0.5 }],
    })
  })
})

describe('figures of each class', () => {
  it('are those of a small example worked by hand', () => {
    // predicted:                      ant              bee              ant              ant
    const T = Float64Array.of(0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.6, 0.3, 0.1, 0.5, 0.4, 0.1)
    const { confusion } = computeMetrics(animals, [0, 1, 1, 0], T)
    expect(classFigures(confusion)).toEqual([
      { label: 'ant', precision: 2 / 3, recall: 1, f1: 0.8, support: 2 },
      { label: 'bee', precision: 1, recall: 0.5, f1: 2 / 3, support: 2 },
      { label: 'cat', precision: null, recall: null, f1: null, support: 0 },
    ])
  })

  it('have the mean F1 of the metrics, where they have one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 30 }), (rows) => {
        const T = Float64Array.from(rows.flatMap(([, as]) => [0, 1, 2].map((k) => (k === as ? 0.8 : 0.1))))
        const { confusion, macroF1 } = computeMetrics(
          animals,
          rows.map(([y]) => y),
          T,
        )
        const f1 = classFigures(confusion).flatMap((one) => (one.f1 === null ? [] : [one.f1]))
        expect(mean(f1)).toBeCloseTo(macroF1, 12)
      }),
    )
  })
})

describe('quantiles of the error', () => {
  const errors = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 })

  it('hold at least their share of rows, and no smaller error does', () => {
    fc.assert(
      fc.property(errors, (misses) => {
        const T = Float64Array.from(misses, (miss, i) => (i % 2 === 0 ? miss / 10 : -miss / 10))
        const found = errorQuantiles(
          price,
          misses.map(() => 100),
          T,
        )
        for (const { level, error, within } of found) {
          const share = (limit: number) =>
            misses.filter((miss) => miss <= limit + 1e-9).length / misses.length
          expect(within).toBeCloseTo(share(error), 12)
          expect(within).toBeGreaterThanOrEqual(level - 1e-12)
          expect(share(error - 1e-6)).toBeLessThan(level)
        }
      }),
    )
  })

  it("are in the target's own units, and count a row by its weight", () => {
    const T = Float64Array.of(0, 0.5, -1, 2)
    const targets = [100, 100, 100, 100]
    expect(errorQuantiles(price, targets, T, { levels: [0.5, 1] })).toEqual([
      { level: 0.5, error: 5, within: 0.5 },
      { level: 1, error: 20, within: 1 },
    ])
    expect(errorQuantiles(price, targets, T, { levels: [0.5], weights: [1, 1, 1, 9] })).toEqual([
      { level: 0.5, error: 20, within: 1 },
    ])
  })
})

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
