import { generator, uniform } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BinaryTarget,
  computeMetrics,
  type Interval,
  type Metrics,
  type MulticlassTarget,
  metricIntervals,
  type RegressionTarget,
  type TargetColumn,
} from '../src/index.ts'
import { f1Influence } from '../src/metrics/intervals/f1-influence.ts'
import { type Influence, smallSample, standardErrorOf } from '../src/metrics/intervals/influence.ts'
import { effectiveRows, unitInterval, wilsonInterval } from '../src/metrics/intervals/interval.ts'
import { r2Influence } from '../src/metrics/intervals/r2-influence.ts'
import { prAucInfluence, rocAucInfluence } from '../src/metrics/intervals/ranking-influence.ts'
import { prAuc, rocAuc } from '../src/metrics/ranking.ts'
import { regressionMetrics } from '../src/metrics/regression.ts'
import { normals, sigmoid } from './draws.ts'

const binary: BinaryTarget = { task: 'binary', name: 'y', labels: ['no', 'yes'], positive: 'yes' }
const animals: MulticlassTarget = { task: 'multiclass', name: 'y', labels: ['ant', 'bee', 'cat'] }
const price: RegressionTarget = { task: 'regression', name: 'y', mean: 100, standardDeviation: 10 }

interface Judged {
  readonly target: TargetColumn
  readonly targets: number[]
  readonly T: Float64Array
}

/** Predictions on a coarse grid, so that ties occur, of any task. */
const judged: fc.Arbitrary<Judged> = fc.oneof(
  rowsOf(fc.tuple(fc.nat(1), fc.nat(12))).map((rows) => ({
    target: binary,
    targets: rows.map(([truth]) => truth),
    T: Float64Array.from(rows, ([, score]) => score / 12),
  })),
  rowsOf(fc.tuple(fc.nat(2), fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 3 }))).map(
    (rows) => ({
      target: animals,
      targets: rows.map(([truth]) => truth),
      T: Float64Array.from(rows.flatMap(([, parts]) => parts.map((part) => part / sum(parts)))),
    }),
  ),
  rowsOf(fc.tuple(fc.integer({ min: 60, max: 140 }), fc.integer({ min: -40, max: 40 }))).map((rows) => ({
    target: price,
    targets: rows.map(([truth]) => truth),
    T: Float64Array.from(rows, ([, t]) => t / 10),
  })),
)

function rowsOf<Row>(row: fc.Arbitrary<Row>): fc.Arbitrary<Row[]> {
  return fc.array(row, { minLength: 1, maxLength: 40 })
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0)
}

/** The same rows, chosen by their indices. */
function chosen({ target, targets, T }: Judged, rows: readonly number[]): Judged {
  const outputs = T.length / targets.length
  return {
    target,
    targets: rows.map((i) => targets[i] ?? 0),
    T: Float64Array.from(rows.flatMap((i) => [...T.subarray(i * outputs, (i + 1) * outputs)])),
  }
}

function intervalsOf(
  { target, targets, T }: Judged,
  weights?: readonly number[],
): readonly (readonly [string, Interval | null])[] {
  return Object.entries(metricIntervals(target, targets, T, undefined, weights))
}

function figureOf(metrics: Metrics, name: string): number | null {
  const value: unknown = Object.entries(metrics).find(([figure]) => figure === name)?.[1]
  return typeof value === 'number' ? value : null
}

describe('the interval of each figure', () => {
  it('holds the figure and stays within what the figure can be', () => {
    fc.assert(
      fc.property(judged, (one) => {
        const metrics = computeMetrics(one.target, one.targets, one.T)
        for (const [name, interval] of intervalsOf(one)) {
          const figure = figureOf(metrics, name)
          if (interval === null) continue
          const [low, high] = interval
          if (figure === null) expect.fail(`${name} has an interval, but no value`)
          expect(low, name).toBeLessThanOrEqual(figure)
          expect(high, name).toBeGreaterThanOrEqual(figure)
          if (name === 'r2') expect(high).toBeLessThanOrEqual(1)
          else expect(low, name).toBeGreaterThanOrEqual(0)
          if (!['r2', 'cost', 'mae', 'rmse'].includes(name)) expect(high, name).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('is there for every figure that has a value, where two rows of each class are', () => {
    fc.assert(
      fc.property(judged, (one) => {
        const twice = [0, 1, 2].every((k) => one.targets.filter((index) => index === k).length !== 1)
        fc.pre(one.targets.length > 1 && (one.target.task === 'regression' || twice))
        const metrics = computeMetrics(one.target, one.targets, one.T)
        for (const [name, interval] of intervalsOf(one)) {
          expect(interval === null, name).toBe(figureOf(metrics, name) === null)
        }
      }),
    )
  })

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(judged, fc.nat(), (one, seed) => {
        const random = generator(seed, 'sample')
        const keys = one.targets.map(() => uniform(random, 1))
        const order = keys.map((_, i) => i).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0))
        const [before, after] = [intervalsOf(one), intervalsOf(chosen(one, order))]
        expect(after.map(([, ends]) => ends?.map(rounded))).toEqual(
          before.map(([, ends]) => ends?.map(rounded)),
        )
      }),
    )
  })

  it('narrows within itself for four times the rows', () => {
    fc.assert(
      fc.property(judged, (one) => {
        fc.pre(one.targets.length >= 8)
        const all = one.targets.map((_, i) => i)
        const fourfold = intervalsOf(chosen(one, [...all, ...all, ...all, ...all]))
        for (const [name, interval] of intervalsOf(one)) {
          const other = fourfold.find(([figure]) => figure === name)?.[1]
          if (!interval || !other) continue
          expect(other[1] - other[0], name).toBeLessThanOrEqual((interval[1] - interval[0]) * 0.95)
          expect(other[0], name).toBeGreaterThanOrEqual(interval[0] - 1e-9)
          expect(other[1], name).toBeLessThanOrEqual(interval[1] + 1e-9)
        }
      }),
    )
  })

  it('does not change with the scale of the weights, nor with rows of weight 0', () => {
    fc.assert(
      fc.property(judged, fc.double({ min: 0.01, max: 100, noNaN: true }), (one, scale) => {
        const more = chosen(one, [...one.targets.keys(), 0])
        const weights = [...one.targets.map(() => scale), 0]
        expect(intervalsOf(more, weights).map(([, ends]) => ends?.map(rounded))).toEqual(
          intervalsOf(one).map(([, ends]) => ends?.map(rounded)),
        )
      }),
    )
  })

  it('widens where a few rows carry most of the weight', () => {
    const normal = normals(1)
    const targets = Array.from({ length: 200 }, (_, i) => i % 2)
    const T = Float64Array.from(targets, (y) => sigmoid(y + normal()))
    const uneven = targets.map((_, i) => (i % 7 === 0 ? 20 : 1))
    const [even, heavy] = [
      metricIntervals(binary, targets, T),
      metricIntervals(binary, targets, T, undefined, uneven),
    ]
    for (const name of ['cost', 'accuracy', 'rocAuc', 'prAuc', 'f1'] as const) {
      expect(width(heavy[name]), name).toBeGreaterThan(1.3 * width(even[name]))
    }
  })

  it('is the mean ± 1.96 standard errors for cost, Brier and mean absolute error, and by the delta method for their root', () => {
    // Errors 5, 10, 0, 25: squares 25, 100, 0, 625.
    const [targets, T] = [[100, 120, 90, 105], Float64Array.of(0.5, 1, -1, 3)]
    const half = (values: readonly number[]) =>
      1.959963984540054 * Math.sqrt(variance(values) / values.length)
    const { cost, mae, rmse } = metricIntervals(price, targets, T)
    const squares = [25, 100, 0, 625]
    const root = Math.sqrt(mean(squares))
    expect(mae?.[1]).toBeCloseTo(10 + half([5, 10, 0, 25]), 9)
    expect(mae?.[0]).toBeCloseTo(Math.max(0, 10 - half([5, 10, 0, 25])), 9)
    expect(cost?.[1]).toBeCloseTo(mean(squares) / 2 + half(squares) / 2, 9)
    expect(rmse?.[1]).toBeCloseTo(root + half(squares) / (2 * root), 9)
    const { brier } = metricIntervals(binary, [1, 0, 0], Float64Array.of(0.9, 0.2, 0.3))
    expect(brier?.[1]).toBeCloseTo(mean([0.01, 0.04, 0.09]) + half([0.01, 0.04, 0.09]), 12)
  })

  it('is that of Wilson for accuracy, precision and recall, of the rows each is a share of', () => {
    // Predicted positive: 4, of them 3 so. Positive: 5, of them 3 found. Right: 6 of 9.
    const T = Float64Array.of(0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1)
    const found = metricIntervals(binary, [1, 1, 1, 0, 1, 1, 0, 0, 0], T)
    expect(found).toMatchObject({
      accuracy: wilsonInterval(6 / 9, 9),
      precision: wilsonInterval(3 / 4, 4),
      recall: wilsonInterval(3 / 5, 5),
    })
  })

  it('of r² holds it in 95 of 100 draws', () => {
    // y = x + e with as much of either: r² of the prediction x is ½.
    const draws = 400
    let held = 0
    for (let seed = 0; seed < draws; seed++) {
      const normal = normals(seed)
      const T = Float64Array.from({ length: 150 }, normal)
      const targets = Array.from(T, (t) => 100 + 10 * (t + normal()))
      const [low, high] = metricIntervals(price, targets, T).r2 ?? [1, 0]
      if (low <= 0.5 && 0.5 <= high) held++
    }
    expect(held / draws).toBeGreaterThan(0.92)
    expect(held / draws).toBeLessThan(0.98)
  })

  it('is null for the mean of one row, and wide for shares of few', () => {
    const one = metricIntervals(binary, [1], Float64Array.of(0.9))
    expect(one).toMatchObject({ cost: null, brier: null, rocAuc: null })
    expect(one.accuracy?.[0]).toBeCloseTo(0.2065, 4)
    const perfect = metricIntervals(binary, [1, 0, 0, 1], Float64Array.of(0.9, 0.1, 0.2, 0.8))
    expect(perfect.rocAuc?.[0]).toBeLessThan(0.5)
    expect(perfect.rocAuc?.[1]).toBe(1)
  })

  it('is that of the backend where its cost is given', () => {
    const T = Float64Array.of(0.9, 0.1, 0.6)
    const [low, high] = metricIntervals(binary, [1, 0, 0], T, 0.7).cost ?? [0, 0]
    expect((low + high) / 2).toBeCloseTo(0.7, 12)
  })

  it('is plain JSON', () => {
    fc.assert(
      fc.property(judged, ({ target, targets, T }) => {
        const intervals = metricIntervals(target, targets, T)
        expect(JSON.parse(JSON.stringify(intervals))).toEqual(intervals)
      }),
    )
  })
})

describe('Wilson', () => {
  it('gives the published intervals', () => {
    // Newcombe 1998, Two-sided confidence intervals for the single proportion, table I, method 3.
    expect(wilsonInterval(81 / 263, 263).map(to4)).toEqual([0.2553, 0.3662])
    expect(wilsonInterval(15 / 148, 148).map(to4)).toEqual([0.0624, 0.1605])
    expect(wilsonInterval(0, 20).map(to4)).toEqual([0, 0.1611])
    expect(wilsonInterval(1 / 29, 29).map(to4)).toEqual([0.0061, 0.1718])
  })

  it('takes uneven weights for fewer rows', () => {
    expect(effectiveRows([2, 2, 2])).toBe(3)
    expect(effectiveRows([1, 0, 0])).toBe(1)
    expect(effectiveRows([1, 1, 10])).toBeCloseTo(144 / 102, 12)
  })
})

/** Two classes with at least two rows each, scores with ties, and weights. */
const weighted = fc
  .array(fc.tuple(fc.nat(12), fc.boolean(), fc.integer({ min: 1, max: 5 })), { minLength: 4, maxLength: 30 })
  .filter((rows) => [true, false].every((which) => rows.filter(([, truth]) => truth === which).length > 1))
  .map((rows) => ({
    scores: rows.map(([score]) => score / 12),
    truth: rows.map(([, truth]) => truth),
    weights: rows.map(([, , weight]) => weight),
  }))

describe('DeLong', () => {
  it('is the variance of the U-statistic by definition, pair by pair', () => {
    fc.assert(
      fc.property(weighted, ({ scores, truth }) => {
        const of = (which: boolean) => scores.filter((_, i) => truth[i] === which)
        const [positive, negative] = [of(true), of(false)]
        const psi = (x: number, y: number) => (x > y ? 1 : x === y ? 0.5 : 0)
        const v10 = positive.map((x) => mean(negative.map((y) => psi(x, y))))
        const v01 = negative.map((y) => mean(positive.map((x) => psi(x, y))))
        const error = Math.sqrt(variance(v10) / v10.length + variance(v01) / v01.length)
        expect(errorOf(rocAucInfluence(scores, truth))).toBeCloseTo(error, 12)
      }),
    )
  })

  it('holds the true area in 95 of 100 draws', () => {
    // Φ(d / √2) is the area of two normals d apart (binormal model): 0.8554 at d = 1.5.
    const [area, draws] = [0.85557782, 400]
    let held = 0
    for (let seed = 0; seed < draws; seed++) {
      const normal = normals(seed)
      const targets = Array.from({ length: 150 }, (_, i) => (i % 3 === 0 ? 1 : 0))
      const T = Float64Array.from(targets, (y) => sigmoid(1.5 * y + normal()))
      const [low, high] = metricIntervals(binary, targets, T).rocAuc ?? [1, 0]
      if (low <= area && area <= high) held++
    }
    expect(held / draws).toBeGreaterThan(0.92)
    expect(held / draws).toBeLessThan(0.98)
  })
})

describe('the influence of a row', () => {
  it('is the slope of the figure in its weight, and all sum to 0', () => {
    fc.assert(
      fc.property(weighted, ({ scores, truth, weights }) => {
        const factor = smallSample(truth.length)
        const y = scores.map((score, i) => score + (truth[i] ? 0.3 : -0.1) * i)
        const f1 = (of: ArrayLike<number>) =>
          computeMetrics(binary, truth.map(Number), Float64Array.from(scores), 0, of).f1 ?? Number.NaN
        const predicted = scores.map((score) => (score >= 0.5 ? 1 : 0))
        check(f1Influence(truth.map(Number), predicted, [1], weights), f1, weights, factor)
        check(
          prAucInfluence(scores, truth, weights),
          (of) => prAuc(scores, truth, of) ?? Number.NaN,
          weights,
          factor,
        )
        check(
          r2Influence(y, scores, weights),
          (of) => regressionMetrics(y, scores, 0, of).r2 ?? Number.NaN,
          weights,
          factor,
        )
        const roc = rocAucInfluence(scores, truth, weights)
        const ofClass = [false, true].map((which) => smallSample(truth.filter((one) => one === which).length))
        check(
          roc?.map((u, i) => u / (ofClass[truth[i] ? 1 : 0] ?? 1)) ?? null,
          (of) => rocAuc(scores, truth, of) ?? Number.NaN,
          weights,
          1,
        )
      }),
    )
  })

  it('gives the mean F1 over the classes that are there', () => {
    fc.assert(
      fc.property(rowsOf(fc.tuple(fc.nat(2), fc.nat(2), fc.integer({ min: 1, max: 4 }))), (rows) => {
        fc.pre(rows.length > 1)
        const [truth, predicted] = [rows.map(([y]) => y), rows.map(([, as]) => as)]
        const T = Float64Array.from(predicted.flatMap((as) => [0, 1, 2].map((k) => (k === as ? 0.8 : 0.1))))
        check(
          f1Influence(
            truth,
            predicted,
            [0, 1, 2],
            rows.map(([, , weight]) => weight),
          ),
          (of) => computeMetrics(animals, truth, T, 0, of).macroF1,
          rows.map(([, , weight]) => weight),
          smallSample(rows.length),
        )
      }),
    )
  })

  it('gives the standard errors of a bootstrap over rows', () => {
    const normal = normals(7)
    const targets = Array.from({ length: 300 }, () => (normal() > 0.7 ? 1 : 0))
    const T = Float64Array.from(targets, (y) => sigmoid(1.6 * y - 1 + normal()))
    const isPositive = targets.map((y) => y === 1)
    const predicted = Array.from(T, (t) => (t >= 0.5 ? 1 : 0))
    const byFormula = {
      rocAuc: errorOf(rocAucInfluence(T, isPositive)),
      prAuc: errorOf(prAucInfluence(T, isPositive)),
      f1: errorOf(f1Influence(targets, predicted, [1])),
    }
    const random = generator(3, 'sample')
    const samples = Array.from({ length: 500 }, () => {
      const rows = targets.map(() => Math.floor(((uniform(random, 1) + 1) / 2) * targets.length))
      const sample = chosen({ target: binary, targets, T }, rows)
      return computeMetrics(binary, sample.targets, sample.T)
    })
    for (const [name, error] of Object.entries(byFormula)) {
      const bootstrapped = Math.sqrt(
        variance(samples.map((metrics) => figureOf(metrics, name) ?? Number.NaN)),
      )
      expect(error / bootstrapped, name).toBeGreaterThan(0.88)
      expect(error / bootstrapped, name).toBeLessThan(1.12)
    }
  })
})

it('an interval on the logit scale stays in [0, 1], and is a share of so many rows where no spread is seen', () => {
  expect(unitInterval(0.99, 0.05, 10)[1]).toBeLessThanOrEqual(1)
  expect(unitInterval(1, 0, 10)).toEqual(wilsonInterval(1, 10))
  // Weights of 0.01 may sum to a little less than all.
  expect(unitInterval(1 - 2e-16, 1e-17, 10)[0]).toBeCloseTo(wilsonInterval(1, 10)[0], 12)
  expect(unitInterval(0.5, 0.01, 10).map(to4)).toEqual([0.4804, 0.5196])
})

/** Holds influences against central differences of the figure in each row's weight. */
function check(
  influence: Influence | null,
  figure: (weights: ArrayLike<number>) => number,
  weights: readonly number[],
  factor: number,
): void {
  if (!influence) return
  const h = 1e-5
  influence.forEach((u, i) => {
    const moved = (by: number) => figure(weights.map((weight, j) => (j === i ? weight + by : weight)))
    const slope = (moved(h) - moved(-h)) / (2 * h)
    expect(u / factor).toBeCloseTo((weights[i] ?? 0) * slope, 6)
  })
  expect(sum([...influence]) / factor).toBeCloseTo(0, 9)
}

function errorOf(influence: Influence | null): number {
  return influence ? standardErrorOf(influence) : Number.NaN
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

function variance(values: readonly number[]): number {
  const centre = mean(values)
  return sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1)
}

function width(interval: Interval | null): number {
  return interval ? interval[1] - interval[0] : Number.NaN
}

function rounded(value: number): number {
  return Number(value.toPrecision(9)) + 0
}

function to4(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
