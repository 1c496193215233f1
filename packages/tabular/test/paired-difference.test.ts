import { generator, uniform } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BinaryTarget,
  computeMetrics,
  type MulticlassTarget,
  metricIntervals,
  pairedDifference,
  type RegressionTarget,
} from '../src/index.ts'
import { normals, sigmoid } from './draws.ts'

const binary: BinaryTarget = { task: 'binary', name: 'y', labels: ['no', 'yes'], positive: 'yes' }
const animals: MulticlassTarget = { task: 'multiclass', name: 'y', labels: ['ant', 'bee', 'cat'] }
const price: RegressionTarget = { task: 'regression', name: 'y', mean: 100, standardDeviation: 10 }

const shares = fc.array(
  fc.tuple(fc.nat(1), fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 11 })),
  { minLength: 2, maxLength: 40 },
)

/** Two predictions of the same rows; the second sees the truth through `noise` of its own besides. */
function twoPredictions(rows: number, seed: number, noise: number) {
  const normal = normals(seed)
  const targets = Array.from({ length: rows }, () => (normal() > 0.5 ? 1 : 0))
  const shared = targets.map((y) => 2 * y - 1 + normal())
  const T = Float64Array.from(shared, (z) => sigmoid(z + 0.2 * normal()))
  const rival = Float64Array.from(shared, (z) => sigmoid(z + noise * normal()))
  return { targets, T, rival }
}

describe('the difference of two predictions of the same rows', () => {
  it('is that of their figures, and its sign turns with them', () => {
    fc.assert(
      fc.property(shares, (rows) => {
        const targets = rows.map(([y]) => y)
        const T = Float64Array.from(rows, ([, t]) => t / 12)
        const rival = Float64Array.from(rows, ([, , t]) => t / 12)
        const [one, other] = [computeMetrics(binary, targets, T), computeMetrics(binary, targets, rival)]
        const found = pairedDifference(binary, targets, T, rival)
        const turned = pairedDifference(binary, targets, rival, T)
        expect(found.cost?.difference).toBeCloseTo(one.cost - other.cost, 12)
        expect(turned.cost?.difference).toBeCloseTo(other.cost - one.cost, 12)
        expect(turned.cost?.standardError).toBeCloseTo(found.cost?.standardError ?? -1, 12)
        if (found.ofFigure) {
          expect(found.ofFigure.difference).toBeCloseTo((one.rocAuc ?? 0) - (other.rocAuc ?? 0), 12)
        }
        const opposite = { better: 'worse', worse: 'better' } as const
        expect(turned.verdict).toBe(
          found.verdict === 'better' || found.verdict === 'worse' ? opposite[found.verdict] : found.verdict,
        )
      }),
    )
  })

  it('is nothing for equal predictions', () => {
    const { targets, T } = twoPredictions(50, 1, 0)
    const found = pairedDifference(binary, targets, T, T)
    const nothing = { difference: 0, standardError: 0, interval: [0, 0] }
    expect(found).toEqual({
      rows: 50,
      verdict: 'no difference beyond noise',
      cost: nothing,
      figure: 'rocAuc',
      ofFigure: nothing,
    })
  })

  it('has the standard error of a bootstrap over rows, for each figure', () => {
    const { targets, T, rival } = twoPredictions(300, 5, 1)
    const found = pairedDifference(binary, targets, T, rival)
    const random = generator(3, 'sample')
    const samples = Array.from({ length: 400 }, () => {
      const rows = targets.map(() => Math.floor(((uniform(random, 1) + 1) / 2) * targets.length))
      const pick = (from: Float64Array) => Float64Array.from(rows, (i) => from[i] ?? 0)
      const truth = rows.map((i) => targets[i] ?? 0)
      const [one, other] = [
        computeMetrics(binary, truth, pick(T)),
        computeMetrics(binary, truth, pick(rival)),
      ]
      return { cost: one.cost - other.cost, auc: (one.rocAuc ?? 0) - (other.rocAuc ?? 0) }
    })
    const cost = deviation(samples.map((sample) => sample.cost))
    const auc = deviation(samples.map((sample) => sample.auc))
    expect(Math.abs((found.cost?.standardError ?? 0) / cost - 1)).toBeLessThan(0.12)
    expect(Math.abs((found.ofFigure?.standardError ?? 0) / auc - 1)).toBeLessThan(0.12)
  })

  it('is seen where each figure alone would not show it', () => {
    const { targets, T, rival } = twoPredictions(400, 2, 1)
    const [low] = metricIntervals(binary, targets, rival).cost ?? [0]
    const [, high] = metricIntervals(binary, targets, T).cost ?? [0, 0]
    expect(low).toBeLessThan(high)
    expect(pairedDifference(binary, targets, T, rival).verdict).toBe('better')
    expect(pairedDifference(binary, targets, rival, T).verdict).toBe('worse')
  })

  it('cries wolf in about one of twenty draws where neither is better', () => {
    let alarms = 0
    for (let seed = 0; seed < 400; seed++) {
      const { targets, T, rival } = twoPredictions(150, seed, 0.2)
      if (pairedDifference(binary, targets, T, rival).verdict !== 'no difference beyond noise') alarms++
    }
    expect(alarms / 400).toBeGreaterThan(0.02)
    expect(alarms / 400).toBeLessThan(0.08)
  })

  it("is in the target's own units for a regression, with r² as its second figure", () => {
    const normal = normals(4)
    const targets = Array.from({ length: 80 }, () => 100 + 10 * normal())
    const T = Float64Array.from(targets, (y) => (y - 100) / 10 + 0.3 * normal())
    const rival = Float64Array.from(targets, (y) => (y - 100) / 10 + 0.6 * normal())
    const [one, other] = [computeMetrics(price, targets, T), computeMetrics(price, targets, rival)]
    const found = pairedDifference(price, targets, T, rival)
    expect(found).toMatchObject({ verdict: 'better', figure: 'r2' })
    expect(found.cost?.difference).toBeCloseTo(one.cost - other.cost, 9)
    const losses = targets.map((y, i) => {
      const [miss, missOfRival] = [y - 100 - 10 * (T[i] ?? 0), y - 100 - 10 * (rival[i] ?? 0)]
      return (miss ** 2 - missOfRival ** 2) / 2
    })
    expect(found.cost?.standardError).toBeCloseTo(deviation(losses) / Math.sqrt(80), 9)
    expect(found.ofFigure?.difference).toBeCloseTo((one.r2 ?? 0) - (other.r2 ?? 0), 12)
    expect(found.ofFigure?.interval[0]).toBeGreaterThan(0)
  })

  it('has the mean ROC-AUC as second figure of several classes', () => {
    const normal = normals(4)
    const targets = Array.from({ length: 90 }, (_, i) => i % 3)
    const predict = (strength: number) =>
      Float64Array.from(
        targets.flatMap((y) => {
          const odds = [0, 1, 2].map((k) => Math.exp((k === y ? strength : 0) + normal()))
          return odds.map((one) => one / odds.reduce((all, odd) => all + odd, 0))
        }),
      )
    const [T, rival] = [predict(2), predict(0.5)]
    const found = pairedDifference(animals, targets, T, rival)
    expect(found).toMatchObject({ verdict: 'better', figure: 'macroRocAuc' })
    expect(found.ofFigure?.interval[0]).toBeGreaterThan(0)
  })

  it('takes a row of weight 0 for none', () => {
    const { targets, T, rival } = twoPredictions(60, 9, 1)
    const weights = targets.map((_, i) => (i < 50 ? 3 : 0))
    const some = (all: Float64Array) => all.slice(0, 50)
    const [weighted, fewer] = [
      pairedDifference(binary, targets, T, rival, weights),
      pairedDifference(binary, targets.slice(0, 50), some(T), some(rival)),
    ]
    expect(weighted.cost?.standardError).toBeCloseTo(fewer.cost?.standardError ?? 0, 12)
    expect(weighted.ofFigure?.standardError).toBeCloseTo(fewer.ofFigure?.standardError ?? 0, 12)
  })

  it('is undefined for one row, and says so', () => {
    expect(pairedDifference(binary, [1], Float64Array.of(0.9), Float64Array.of(0.1))).toMatchObject({
      verdict: 'no difference beyond noise',
      cost: null,
      ofFigure: null,
    })
  })
})

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}
