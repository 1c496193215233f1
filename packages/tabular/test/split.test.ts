import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Split, splitRows, stratifiedFolds, stratifiedSplit, type TargetColumn } from '../src/index.ts'

const classes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 120 })
const fraction = fc.double({ min: 0.01, max: 0.99, noNaN: true })
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 })

/** Each row on one side, in file order. */
function expectPartition({ training, validation }: Split, rows: number): void {
  const all = [...training, ...validation].sort((a, b) => a - b)
  expect(all).toEqual(Array.from({ length: rows }, (_, row) => row))
  expect([...training]).toEqual([...training].sort((a, b) => a - b))
  expect([...validation]).toEqual([...validation].sort((a, b) => a - b))
}

function count(rows: Int32Array, classOf: readonly number[], one: number): number {
  return rows.filter((row) => classOf[row] === one).length
}

describe('stratifiedSplit', () => {
  it('puts each row on one side, and each class of two or more on both', () => {
    fc.assert(
      fc.property(classes, fraction, seed, (classOf, share, s) => {
        const split = stratifiedSplit(classOf, share, s)
        expectPartition(split, classOf.length)
        for (const one of new Set(classOf)) {
          const all = classOf.filter((c) => c === one).length
          const validated = count(split.validation, classOf, one)
          if (all === 1) expect(validated).toBe(0)
          else {
            expect(validated).toBeGreaterThanOrEqual(1)
            expect(validated).toBeLessThanOrEqual(all - 1)
            expect(Math.abs(validated - share * all)).toBeLessThanOrEqual(1)
          }
        }
      }),
    )
  })

  it('is the same for the same seed and another for another', () => {
    const classOf = Array.from({ length: 100 }, (_, row) => row % 2)
    expect(stratifiedSplit(classOf, 0.2, 7)).toEqual(stratifiedSplit(classOf, 0.2, 7))
    expect(stratifiedSplit(classOf, 0.2, 7)).not.toEqual(stratifiedSplit(classOf, 0.2, 8))
  })

  it('never changes: the rows of one seed are written down', () => {
    const classOf = Array.from({ length: 20 }, (_, row) => row % 2)
    expect([...stratifiedSplit(classOf, 0.2, 1).validation]).toMatchInlineSnapshot(`
      [
        6,
        11,
        14,
        19,
      ]
    `)
  })

  it('keeps all rows for training when the fraction is 0', () => {
    const { training, validation } = stratifiedSplit([0, 1, 1], 0, 1)
    expect([...training]).toEqual([0, 1, 2])
    expect(validation).toHaveLength(0)
  })

  it.each([-0.1, 1, 2, Number.NaN])('refuses the fraction %d', (share) => {
    expect(() => stratifiedSplit([0, 1], share, 1)).toThrow(/validation fraction/)
  })
})

describe('splitRows', () => {
  const regression: TargetColumn = { task: 'regression', name: 'y', mean: 0, standardDeviation: 1 }
  const binary: TargetColumn = { task: 'binary', name: 'y', labels: ['a', 'b'], positive: 'b' }

  it('takes the share of all rows where the targets are numbers', () => {
    const targets = Float64Array.from({ length: 50 }, (_, row) => row / 3)
    const split = splitRows(regression, targets, 0.2, 3)
    expectPartition(split, 50)
    expect(split.validation).toHaveLength(10)
  })

  it('stratifies labels', () => {
    const targets = Float64Array.from({ length: 50 }, (_, row) => (row < 5 ? 1 : 0))
    expect(splitRows(binary, targets, 0.2, 3)).toEqual(stratifiedSplit(targets, 0.2, 3))
    expect(splitRows(binary, targets, 0.2, 3).validation.filter((row) => row < 5)).toHaveLength(1)
  })
})

describe('stratifiedFolds', () => {
  it('validates each row once and spreads rows and classes evenly', () => {
    fc.assert(
      fc.property(classes, fc.integer({ min: 2, max: 10 }), seed, (classOf, k, s) => {
        fc.pre(k <= classOf.length)
        const folds = stratifiedFolds(classOf, k, s)
        expect(folds).toHaveLength(k)
        for (const fold of folds) expectPartition(fold, classOf.length)
        const validated = folds.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b)
        expect(validated).toEqual(classOf.map((_, row) => row))
        const spread = (counts: number[]) => Math.max(...counts) - Math.min(...counts)
        expect(spread(folds.map(({ validation }) => validation.length))).toBeLessThanOrEqual(1)
        for (const one of new Set(classOf)) {
          expect(spread(folds.map(({ validation }) => count(validation, classOf, one)))).toBeLessThanOrEqual(
            1,
          )
        }
      }),
    )
  })

  it.each([0, 1, 4, 2.5])('refuses %d folds of three rows', (k) => {
    expect(() => stratifiedFolds([0, 1, 0], k, 1)).toThrow(/folds/)
  })
})
