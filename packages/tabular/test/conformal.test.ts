import { generator, InvalidOptionError, uniform } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BinaryTarget,
  conformalCoverage,
  conformalLevels,
  conformalQuantile,
  conformalQuantiles,
  conformalScores,
  type MulticlassTarget,
  predictionInterval,
  predictionSet,
  quantileAt,
  type RegressionTarget,
} from '../src/index.ts'
import { normals } from './draws.ts'

const binary: BinaryTarget = { task: 'binary', name: 'y', labels: ['no', 'yes'], positive: 'yes' }
const animals: MulticlassTarget = { task: 'multiclass', name: 'y', labels: ['ant', 'bee', 'cat'] }
const price: RegressionTarget = { task: 'regression', name: 'y', mean: 100, standardDeviation: 10 }

const scores = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 60 })
const level = fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100)

describe('the conformal quantile', () => {
  it('is the least score that holds ⌈(n + 1) level⌉ of them, and null where there are fewer', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 99 }), (all, percent) => {
        const wanted = Math.ceil(((all.length + 1) * percent) / 100)
        const quantile = conformalQuantile(all, percent / 100)
        if (wanted > all.length) {
          expect(quantile).toBeNull()
          return
        }
        const held = (limit: number) => all.filter((score) => score <= limit).length
        expect(all).toContain(quantile)
        expect(held(quantile ?? -1)).toBeGreaterThanOrEqual(wanted)
        expect(all.filter((score) => score < (quantile ?? -1)).length).toBeLessThan(wanted)
      }),
    )
  })

  it('leaves a new score out with probability 1 − level at most: exact for every row left out in turn', () => {
    // Of n + 1 exchangeable scores each is as likely the new one, so the share held is a probability.
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1000), { minLength: 2, maxLength: 40 }), level, (all, wanted) => {
        const held = all.filter((score, i) => {
          const quantile = conformalQuantile(
            all.filter((_, j) => j !== i),
            wanted,
          )
          return quantile === null || score <= quantile
        })
        expect(held.length / all.length).toBeGreaterThanOrEqual(wanted - 1e-12)
        expect(held.length / all.length).toBeLessThan(wanted + 1 / all.length)
      }),
    )
  })

  it('grows with the level and does not depend on the order', () => {
    fc.assert(
      fc.property(scores, (all) => {
        const quantiles = conformalQuantiles(all)
        expect(quantiles.map((one) => one.level)).toEqual(conformalLevels)
        expect(conformalQuantiles(all.toReversed())).toEqual(quantiles)
        const rising = quantiles.map(({ quantile }) => quantile ?? Number.POSITIVE_INFINITY)
        expect(rising).toEqual(rising.toSorted((a, b) => a - b))
        expect(JSON.parse(JSON.stringify(quantiles))).toEqual(quantiles)
      }),
    )
  })

  it('refuses a level that is none, and one that was not kept', () => {
    for (const bad of [0, 1, -1, Number.NaN]) {
      expect(() => conformalQuantile([1, 2], bad)).toThrow(InvalidOptionError)
    }
    expect(quantileAt([{ level: 0.9, quantile: 3 }], 0.9)).toBe(3)
    expect(() => quantileAt(conformalQuantiles([1, 2, 3]), 0.7)).toThrow(
      'There is no conformal quantile of level 0.7.',
    )
  })

  it('asks for no row more where (n + 1) level rounds up', () => {
    expect(100 * 0.55).toBeGreaterThan(55)
    expect(
      conformalQuantile(
        Array.from({ length: 99 }, (_, i) => i + 1),
        0.55,
      ),
    ).toBe(55)
  })

  it('takes a score that is no number for the largest', () => {
    expect(conformalQuantile([1, Number.NaN, 2], 0.5)).toBe(2)
    expect(conformalQuantile([1, Number.NaN, 2], 0.75)).toBeNull()
  })
})

describe('intervals and sets', () => {
  it('hold just the truths whose score is within the quantile', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.nat(2), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 })),
          {
            minLength: 1,
            maxLength: 20,
          },
        ),
        fc.nat(),
        (rows, which) => {
          const targets = rows.map(([y]) => y)
          const T = Float32Array.from(
            rows.flatMap(([, parts]) => parts.map((part) => part / parts.reduce((all, one) => all + one, 0))),
          )
          const all = conformalScores(animals, targets, T)
          // One of the scores: a truth at the very end is within.
          const quantile = all[which % all.length] ?? 0
          targets.forEach((y, i) => {
            const set = predictionSet(animals, T.subarray(3 * i, 3 * i + 3), quantile)
            expect(set.includes(animals.labels[y] ?? '')).toBe((all[i] ?? 2) <= quantile)
          })
          const within = all.filter((score) => score <= quantile).length
          expect(conformalCoverage(animals, targets, T, quantile).covered).toBe(within / rows.length)
        },
      ),
    )
  })

  it('are in the words and units of the target', () => {
    expect(predictionInterval(250, 38)).toEqual([212, 288])
    expect(predictionInterval(250, null)).toBeNull()
    expect(predictionSet(animals, Float64Array.of(0.5, 0.4375, 0.0625), 0.75)).toEqual(['ant', 'bee'])
    expect(predictionSet(animals, Float64Array.of(0.5, 0.4375, 0.0625), 0.25)).toEqual([])
    expect(predictionSet(animals, Float64Array.of(0.5, 0.4375, 0.0625), null)).toEqual(['ant', 'bee', 'cat'])
    expect(predictionSet(binary, Float64Array.of(0.75), 0.25)).toEqual(['yes'])
    expect(predictionSet(binary, Float64Array.of(0.5), 0.5)).toEqual(['no', 'yes'])
    expect(predictionSet({ ...binary, positive: 'no' }, Float64Array.of(0.75), 0.25)).toEqual(['no'])
    expect(conformalScores(price, [95, 120], Float64Array.of(0, 1))).toEqual(Float64Array.of(5, 10))
    expect(conformalScores(binary, [1, 0], Float64Array.of(0.75, 0.75))).toEqual(Float64Array.of(0.25, 0.75))
    const no: BinaryTarget = { ...binary, positive: 'no' }
    expect(conformalScores(no, [1, 0], Float64Array.of(0.75, 0.75))).toEqual(Float64Array.of(0.75, 0.25))
    expect(conformalCoverage(price, [95, 120], Float64Array.of(0, 1), 10)).toMatchObject({
      covered: 1,
      size: 20,
    })
    expect(() => predictionSet(binary, Float64Array.of(0.5, 0.5), 0.5)).toThrow('2 outputs are given')
  })

  it('cover their level of fresh rows, regression and classes', () => {
    const random = generator(1, 'sample')
    const chance = () => (uniform(random, 1) + 1) / 2
    let [intervals, sets] = [0, 0]
    const [tables, rows] = [60, 200]
    for (let seed = 0; seed < tables; seed++) {
      const normal = normals(seed)
      const draw = () => {
        const T = Float64Array.from({ length: rows }, normal)
        return { T, targets: Array.from(T, (t) => 100 + 10 * (t + 0.5 * normal())) }
      }
      const [calibrating, fresh] = [draw(), draw()]
      const quantile = conformalQuantile(conformalScores(price, calibrating.targets, calibrating.T), 0.9)
      const coverage = conformalCoverage(price, fresh.targets, fresh.T, quantile)
      intervals += coverage.covered / tables
      expect(coverage.size).toBeCloseTo(2 * (quantile ?? 0), 12)

      const drawClasses = () => {
        const T = Float64Array.from({ length: rows }, () => chance() ** 2)
        // Probabilities that are wrong: sets cover all the same.
        return { T, targets: Array.from(T, (t) => (chance() < 0.2 + 0.5 * t ? 1 : 0)) }
      }
      const [labelled, unseen] = [drawClasses(), drawClasses()]
      const kept = conformalQuantiles(conformalScores(binary, labelled.targets, labelled.T))
      sets += conformalCoverage(binary, unseen.targets, unseen.T, quantileAt(kept, 0.9)).covered / tables
    }
    expect(intervals).toBeGreaterThan(0.88)
    expect(intervals).toBeLessThan(0.92)
    expect(sets).toBeGreaterThan(0.88)
    expect(sets).toBeLessThan(0.92)
  })

  it('have no size without a quantile', () => {
    expect(conformalCoverage(price, [100, 90], Float64Array.of(0, 0), null)).toMatchObject({
      rows: 2,
      covered: 1,
      size: null,
    })
    expect(conformalCoverage(animals, [1], Float64Array.of(0.2, 0.2, 0.6), null).size).toBe(3)
  })
})
