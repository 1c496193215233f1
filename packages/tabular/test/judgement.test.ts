import { describe, expect, it } from 'vitest'
import { type BinaryMetrics, isConstant, judge, type RegressionMetrics } from '../src/index.ts'

const metrics = (cost: number, rocAuc = 0.9, rows = 100): BinaryMetrics => ({
  ...{ rows, cost, rocAuc, accuracy: 0.8, prAuc: 0.8, brier: 0.1, precision: 0.8, recall: 0.8, f1: 0.8 },
  threshold: 0.5,
  confusion: { tp: 40, fp: 10, fn: 10, tn: 40 },
})
const numbers = (cost: number, r2: number): RegressionMetrics => ({ rows: 100, cost, r2, mae: 1, rmse: 1 })
const good = { model: metrics(0.3), majority: metrics(0.69), linear: metrics(0.31), constant: false }

describe('a verdict', () => {
  it('says nothing of a good model', () => {
    expect(judge(good)).toEqual([])
  })

  it.each([
    ['one prediction for every row', { ...good, constant: true }, /same for every row.*--learning-rate/],
    [
      'no better than the majority',
      { ...good, model: metrics(0.688) },
      /no better than always the majority \(cost 0\.6880 against 0\.6900\)/,
    ],
    [
      'worse than the linear model',
      { ...good, model: metrics(0.4) },
      /^Logistic regression does better .*--hidden none/,
    ],
    [
      'too good to be true',
      { ...good, model: metrics(0.001, 1) },
      /^ROC-AUC 1\.0000 is too good .*leven doctor/,
    ],
    [
      'a regression no better than the mean',
      { model: numbers(2, 0), majority: numbers(2, 0), linear: numbers(1, 0.5), constant: false },
      /no better than always the mean/,
    ],
  ])('says so of %s', (_, verdict, says) => {
    expect(judge(verdict)).toEqual([expect.stringMatching(says)])
  })

  it('does not suspect what few rows may give by chance', () => {
    expect(judge({ ...good, model: metrics(0.001, 1, 12) })).toEqual([])
  })
})

it('predictions are constant where every output is', () => {
  expect(isConstant(Float64Array.of(0.5, 0.5, 0.5), 1)).toBe(true)
  expect(isConstant(Float64Array.of(0.2, 0.8, 0.2, 0.8), 2)).toBe(true)
  expect(isConstant(Float64Array.of(0.2, 0.8, 0.3, 0.7), 2)).toBe(false)
  expect(isConstant(Float64Array.of(0.5), 1)).toBe(false)
})
