import { describe, expect, it } from 'vitest'
import { decodePredictions, predictionColumns, predictionRows, type TargetColumn } from '../src/index.ts'

/** Keys and rows of predictions T. */
function written(target: TargetColumn, T: readonly number[], rows: number) {
  const { keys, row, value } = predictionRows(decodePredictions(target, Float64Array.from(T)))
  for (let i = 0; i < rows; i++) expect(keys.map((_, key) => value(i, key))).toEqual(row(i))
  expect(predictionColumns(target).map(({ name }) => name)).toEqual(keys)
  return [keys, ...Array.from({ length: rows }, (_, i) => row(i))]
}

describe('predictions as rows', () => {
  it('are a label and the probability of the positive one, of two labels', () => {
    const target = { task: 'binary', name: 'y', labels: ['no', 'yes'], positive: 'yes' } as const
    expect(written(target, [0.25, 0.75], 2)).toEqual([
      ['prediction', 'probability'],
      ['no', 0.25],
      ['yes', 0.75],
    ])
  })

  it('are a label and the probability of each, of several', () => {
    const target = { task: 'multiclass', name: 'y', labels: ['a', 'b', 'c'] } as const
    expect(written(target, [0.25, 0.5, 0.25, 0, 0, 1], 2)).toEqual([
      ['prediction', 'probability_a', 'probability_b', 'probability_c'],
      ['b', 0.25, 0.5, 0.25],
      ['c', 0, 0, 1],
    ])
  })

  it('are a number in its own units, of a regression', () => {
    const target = { task: 'regression', name: 'y', mean: 10, standardDeviation: 2 } as const
    expect(written(target, [0, 1.5], 2)).toEqual([['prediction'], [10], [13]])
  })
})
