import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BinaryTarget,
  computeMetrics,
  type MulticlassTarget,
  majorityPredictions,
  meanLoss,
  type RegressionTarget,
} from '../src/index.ts'
import { prAuc, rocAuc, thresholdCurve } from '../src/metrics/ranking.ts'
import { sortScores } from '../src/metrics/sort-scores.ts'

const binary: BinaryTarget = { task: 'binary', name: 'y', labels: ['no', 'yes'], positive: 'yes' }
const animals: MulticlassTarget = { task: 'multiclass', name: 'y', labels: ['ant', 'bee', 'cat'] }
const price: RegressionTarget = { task: 'regression', name: 'y', mean: 100, standardDeviation: 10 }

/** Scores on a coarse grid, so that ties occur, with their truth. */
const scored = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean()), {
  minLength: 1,
  maxLength: 40,
})
const unzip = (rows: readonly (readonly [number, boolean])[]): [number[], boolean[]] => [
  rows.map(([score]) => score / 12),
  rows.map(([, positive]) => positive),
]

describe('ROC-AUC', () => {
  it('is the same, as are the other curves, where rows are ranked side by side as where each has its weight', () => {
    const score = fc.constantFrom(-2, -0, 0, 0.5, 1, 7, Number.POSITIVE_INFINITY)
    fc.assert(
      fc.property(fc.array(fc.tuple(score, fc.boolean())), (rows) => {
        const [scores, truth] = [Float64Array.from(rows, ([one]) => one), rows.map(([, is]) => is)]
        const weights = rows.map(() => 1)
        expect(rocAuc(scores, truth)).toBe(rocAuc(scores, truth, weights))
        expect(prAuc(scores, truth)).toBe(prAuc(scores, truth, weights))
        expect(rocAuc(scores, truth)).toBe(rocAuc(Array.from(scores), truth))
        expect(prAuc(scores, truth)).toBe(prAuc(Array.from(scores), truth))
        expect(thresholdCurve(scores, truth)).toEqual(
          thresholdCurve(
            [...scores].map((one) => one + 0),
            truth,
          ),
        )
      }),
    )
  })

  it('is the share of pairs in the right order, ties half, by definition', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const [scores, truth] = unzip(rows)
        let [pairs, wins] = [0, 0]
        for (const [i, positive] of truth.entries()) {
          for (const [j, other] of truth.entries()) {
            if (!positive || other) continue
            pairs++
            const difference = (scores[i] ?? 0) - (scores[j] ?? 0)
            wins += difference > 0 ? 1 : difference === 0 ? 0.5 : 0
          }
        }
        const area = rocAuc(scores, truth)
        if (pairs === 0) expect(area).toBeNull()
        else expect(area).toBeCloseTo(wins / pairs, 12)
      }),
    )
  })

  it('does not change under a rising map, and is mirrored by a falling one', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const [scores, truth] = unzip(rows)
        const area = rocAuc(scores, truth)
        expect(
          rocAuc(
            scores.map((s) => s ** 3 + 2 * s - 5),
            truth,
          ),
        ).toBe(area)
        const mirrored = rocAuc(
          scores.map((s) => -s),
          truth,
        )
        if (area === null) expect(mirrored).toBeNull()
        else expect(mirrored).toBeCloseTo(1 - area, 12)
      }),
    )
  })
})

describe('PR-AUC', () => {
  it('is the sum of recall gained times precision over the thresholds, by definition', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const [scores, truth] = unzip(rows)
        const positives = truth.filter(Boolean).length
        let [area, recallBefore] = [0, 0]
        for (const cut of [...new Set(scores)].sort((a, b) => b - a)) {
          const predicted = truth.filter((_, i) => (scores[i] ?? 0) >= cut)
          const tp = predicted.filter(Boolean).length
          area += (tp / positives - recallBefore) * (tp / predicted.length)
          recallBefore = tp / positives
        }
        if (positives === 0) expect(prAuc(scores, truth)).toBeNull()
        else expect(prAuc(scores, truth)).toBeCloseTo(area, 12)
      }),
    )
  })

  it("agrees with scikit-learn's documented example", () => {
    // sklearn.metrics.average_precision_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) is 0.83
    expect(prAuc([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBeCloseTo(0.8333333333, 9)
    expect(rocAuc([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBe(0.75)
  })
})

describe('a row of weight 0', () => {
  it('is none, wherever it is ranked', () => {
    fc.assert(
      fc.property(scored, fc.integer({ min: 0, max: 12 }), fc.boolean(), (rows, score, positive) => {
        const [scores, truth] = unzip(rows)
        const weights = [...rows.map(() => 1), 0]
        for (const area of [rocAuc, prAuc]) {
          expect(area([...scores, score / 12], [...truth, positive], weights)).toBe(area(scores, truth))
        }
      }),
    )
  })
})

describe('binary metrics', () => {
  it('are those of a small example worked by hand', () => {
    // truth   1    1    0    0    1     predicted at 0.5: 1 1 1 0 0
    const T = Float64Array.of(0.75, 0.5, 0.5, 0.25, 0.25)
    expect(computeMetrics(binary, [1, 1, 0, 0, 1], T, 0.7)).toEqual({
      rows: 5,
      cost: 0.7,
      accuracy: 3 / 5,
      rocAuc: (2 + 1.5 + 0.5) / 6,
      // thresholds 0.75: P 1, R 1/3 · 0.5: P 2/3, R 2/3 · 0.25: P 3/5, R 1
      prAuc: expect.closeTo((1 + 2 / 3 + 3 / 5) / 3, 12),
      brier: (0.0625 + 0.25 + 0.25 + 0.0625 + 0.5625) / 5,
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
      threshold: 0.5,
      confusion: { tp: 2, fp: 1, fn: 1, tn: 1 },
    })
  })

  it('count the first label as positive where the target says so', () => {
    const no: BinaryTarget = { ...binary, positive: 'no' }
    const T = Float64Array.of(0.9, 0.2)
    expect(computeMetrics(no, [0, 1], T).confusion).toEqual({ tp: 1, fp: 0, fn: 0, tn: 1 })
    expect(computeMetrics(no, [1, 0], T).confusion).toEqual({ tp: 0, fp: 1, fn: 1, tn: 0 })
  })

  it('are null where they are undefined', () => {
    const onlyNegative = computeMetrics(binary, [0, 0], Float64Array.of(0.1, 0.2))
    expect(onlyNegative).toMatchObject({ rocAuc: null, prAuc: null, precision: null, recall: null, f1: null })
    const onlyPositive = computeMetrics(binary, [1, 1], Float64Array.of(0.1, 0.7))
    expect(onlyPositive).toMatchObject({ rocAuc: null, prAuc: 1, precision: 1, recall: 0.5 })
  })

  it('hold together: the confusion sums to the rows, accuracy follows from it, all lie in 0 … 1', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const [scores, truth] = unzip(rows)
        const found = computeMetrics(binary, truth.map(Number), Float64Array.from(scores))
        const { tp, fp, fn, tn } = found.confusion
        expect(tp + fp + fn + tn).toBe(rows.length)
        expect(found.accuracy).toBeCloseTo((tp + tn) / rows.length, 12)
        expect(tp + fn).toBe(truth.filter(Boolean).length)
        const { accuracy, rocAuc: auc, prAuc: ap, brier, precision, recall, f1 } = found
        for (const value of [accuracy, auc, ap, brier, precision, recall, f1]) {
          if (value === null) continue
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1 + 1e-12)
        }
      }),
    )
  })
})

describe('multiclass metrics', () => {
  // truth ant ant bee bee cat; predicted ant bee bee bee ant
  const T = Float32Array.of(0.75, 0.25, 0, 0.25, 0.5, 0.25, 0, 1, 0, 0.25, 0.75, 0, 0.5, 0.25, 0.25)
  const found = computeMetrics(animals, [0, 0, 1, 1, 2], T, 1)

  it('are those of a small example worked by hand', () => {
    expect(found.confusion).toEqual({
      labels: ['ant', 'bee', 'cat'],
      counts: [
        [1, 1, 0],
        [0, 2, 0],
        [1, 0, 0],
      ],
    })
    expect(found.accuracy).toBe(3 / 5)
    // F1: ant 2·1/(2 + 2), bee 2·2/(2 + 3), cat 0
    expect(found.macroF1).toBeCloseTo((1 / 2 + 4 / 5 + 0) / 3, 12)
    // ant: 0.75, 0.25 against 0, 0.25, 0.5 → (3 + 1.5)/6; bee: 1, 0.75 above all → 1; cat: 0.25 against 0, 0.25, 0, 0 → 3.5/4
    expect(found.macroRocAuc).toBeCloseTo((4.5 / 6 + 1 + 3.5 / 4) / 3, 12)
  })

  it('leave a class out of macro F1 that is neither true nor predicted, and have no macro AUC then', () => {
    const two = computeMetrics(animals, [0, 1], Float64Array.of(1, 0, 0, 0, 1, 0))
    expect(two.macroF1).toBe(1)
    expect(two.macroRocAuc).toBeNull()
  })

  it('of two classes say what the binary ones say', () => {
    const pair: MulticlassTarget = { task: 'multiclass', name: 'y', labels: ['no', 'yes'] }
    fc.assert(
      fc.property(scored, (rows) => {
        const [scores, truth] = unzip(rows)
        const targets = truth.map(Number)
        const both = Float64Array.from(scores.flatMap((p) => [1 - p, p]))
        const many = computeMetrics(pair, targets, both)
        const one = computeMetrics(binary, targets, Float64Array.from(scores))
        if (one.rocAuc === null) expect(many.macroRocAuc).toBeNull()
        else expect(many.macroRocAuc).toBeCloseTo(one.rocAuc, 12)
        expect(many.cost).toBeCloseTo(one.cost, 12)
        expect(many.confusion.counts.flat().reduce((a, b) => a + b)).toBe(rows.length)
      }),
    )
  })
})

describe('regression metrics', () => {
  it("are in the target's own units", () => {
    // predictions 100, 110, 90 for 102, 106, 92
    const found = computeMetrics(price, [102, 106, 92], Float64Array.of(0, 1, -1), 0.04)
    expect(found.rows).toBe(3)
    expect(found.cost).toBeCloseTo(4, 12) // 0.04 · 10²: half the mean squared error of 2, −4, 2 is 4
    expect(found.mae).toBeCloseTo(8 / 3, 12)
    expect(found.rmse).toBeCloseTo(Math.sqrt(24 / 3), 12)
    expect(found.r2).toBeCloseTo(1 - 24 / (4 + 36 + 64), 12)
  })

  it('have cost, by default, half the squared rmse; r2 is 1 for the truth and 0 for the mean', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
          minLength: 1,
          maxLength: 30,
        }),
        (rows) => {
          const y = rows.map(([truth]) => truth)
          const scaled = (values: number[]) => Float64Array.from(values, (v) => (v - 100) / 10)
          const found = computeMetrics(price, y, scaled(rows.map(([, guess]) => guess)))
          expect(found.cost).toBeCloseTo(found.rmse ** 2 / 2, 6)
          expect(found.mae).toBeLessThanOrEqual(found.rmse + 1e-9)
          const mean = y.reduce((a, b) => a + b, 0) / y.length
          const [exact, constant] = [scaled(y), scaled(y.map(() => mean))].map(
            (T) => computeMetrics(price, y, T).r2,
          )
          const varies = y.some((value) => value !== y[0])
          if (varies) {
            expect(exact).toBeCloseTo(1, 9)
            expect(constant).toBeCloseTo(0, 9)
          }
        },
      ),
    )
  })

  it('have no r2 where the targets do not vary', () => {
    expect(computeMetrics(price, [100, 100], Float64Array.of(0, 1)).r2).toBeNull()
  })
})

describe('meanLoss', () => {
  it('is the mean of equation (5)', () => {
    const T = Float64Array.of(0.8, 0.3)
    expect(meanLoss(binary, [1, 0], T)).toBeCloseTo((-Math.log(0.8) - Math.log(0.7)) / 2, 12)
  })

  it('stays finite where a probability rounded to 0', () => {
    expect(meanLoss(binary, [1, 0], Float64Array.of(0, 1))).toBeCloseTo(149 * Math.log(2), 9)
    expect(meanLoss(animals, [2], Float64Array.of(1, 0, 0))).toBeCloseTo(149 * Math.log(2), 9)
  })
})

describe('the majority baseline', () => {
  it('predicts the share of the positive label', () => {
    expect([...majorityPredictions(binary, [1, 0, 0, 0], 2)]).toEqual([0.25, 0.25])
    expect([...majorityPredictions({ ...binary, positive: 'no' }, [1, 0, 0, 0], 1)]).toEqual([0.75])
  })

  it('predicts the share of each class', () => {
    expect([...majorityPredictions(animals, [1, 1, 2, 0], 2)]).toEqual([0.25, 0.5, 0.25, 0.25, 0.5, 0.25])
  })

  it('predicts the mean, so that r2 is 0 on its own rows', () => {
    const targets = [90, 100, 140]
    expect(computeMetrics(price, targets, majorityPredictions(price, targets, 3)).r2).toBeCloseTo(0, 12)
  })
})

it('refuses predictions that are not as many as the rows', () => {
  expect(() => computeMetrics(binary, [1, 0], Float64Array.of(0.5))).toThrow(
    /1 values for 2 rows of 1 outputs/,
  )
  expect(() => meanLoss(animals, [], new Float64Array(0))).toThrow(/0 rows/)
})

describe('ranks of float32 scores', () => {
  it('are in the order of the numbers, however many there are', () => {
    for (const least of [0, -1]) {
      const scores = Float32Array.from({ length: 100_000 }, (_, i) => Math.max(least, Math.sin(i) ** 3))
      scores.set([0, -0, 1e-45, 3e38, Infinity, 0.5, 0.5], 40)
      const sorted = Array.from(scores, (score) => score + 0).sort((a, b) => a - b)
      expect([...sortScores(scores)].map((score) => score + 0)).toEqual(sorted)
    }
  })

  it('are those of the same scores as any numbers', () => {
    const score = fc.oneof(fc.float({ min: 0, noNaN: true }), fc.constantFrom(0, -0, 0.5, 1))
    fc.assert(
      fc.property(fc.array(fc.tuple(score, fc.boolean(), fc.nat({ max: 3 }))), (rows) => {
        const scores = Float32Array.from(rows, ([one]) => one)
        const truth = rows.map(([, positive]) => positive)
        const weights = rows.map(([, , weight]) => weight)
        expect(rocAuc(scores, truth, weights)).toBe(rocAuc(Array.from(scores), truth, weights))
        expect(prAuc(scores, truth, weights)).toBe(prAuc(Array.from(scores), truth, weights))
        expect(thresholdCurve(scores, truth)).toEqual(thresholdCurve(Array.from(scores), truth))
      }),
    )
  })
})
