import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeTargets, fitTarget, readTargets } from '../src/index.ts'
import { errorOf, tableOf } from './tables.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => i)
const fit = (cells: readonly (string | null)[], options = {}) =>
  fitTarget(tableOf({ y: cells }), { target: 'y', ...options })

describe('the default task', () => {
  it('is binary for two distinct targets, the last in sorted order positive', () => {
    expect(fit(['malignant', 'benign', 'benign']).target).toEqual({
      task: 'binary',
      name: 'y',
      labels: ['benign', 'malignant'],
      positive: 'malignant',
    })
    expect(fit(['10', '9', '9']).target).toMatchObject({ labels: ['9', '10'], positive: '10' })
    expect(fit(['0.5', '1.5']).target).toMatchObject({ task: 'binary' })
  })

  it('is multiclass for text', () => {
    expect(fit(['b', 'c', 'a', 'a']).target).toEqual({
      task: 'multiclass',
      name: 'y',
      labels: ['a', 'b', 'c'],
    })
  })

  it('is multiclass for integers with at most 20 distinct values, regression beyond', () => {
    const twice = (count: number) => [...range(count), ...range(count)].map(String)
    const { target } = fit(twice(20))
    expect(target).toMatchObject({ task: 'multiclass', labels: range(20).map(String) })
    expect(fit(twice(21)).target.task).toBe('regression')
  })

  it('is regression for numbers that are no integers', () => {
    expect(fit(['1', '2.5', '4']).target).toEqual({
      task: 'regression',
      name: 'y',
      mean: 2.5,
      standardDeviation: Math.sqrt(1.5),
    })
  })
})

describe('labels', () => {
  it('sort by value where all are numbers, else by code point', () => {
    expect(fit(['10', '9', '-1', '10', '9'], { task: 'multiclass' }).target).toMatchObject({
      labels: ['-1', '9', '10'],
    })
    expect(fit(['b', 'B', 'é', 'a', 'a']).target).toMatchObject({ labels: ['B', 'a', 'b', 'é'] })
  })

  it('that are the same number are one label, under its shortest spelling', () => {
    const { target } = fit(['1.0', '1', '0', '+1', '0.0'])
    expect(target).toMatchObject({ task: 'binary', labels: ['0', '1'] })
    expect([...readTargets(target, tableOf({ y: ['1.00', '0', '1e0'] }))]).toEqual([1, 0, 1])
  })

  it('of one row are noted', () => {
    expect(fit(['a', 'a', 'b', 'c']).notes).toEqual([
      'Of the labels of "y", 2 occur in one row only: "b", "c". Give more rows of them, or join them to others: what is held out cannot be learnt.',
    ])
    expect(fit(['a', 'a', 'b', 'b', 'c']).notes).toEqual([
      expect.stringContaining('1 occurs in one row only: "c".'),
    ])
  })

  it('can be told which is positive', () => {
    expect(fit(['yes', 'no'], { positive: 'no' }).target).toMatchObject({ positive: 'no' })
    expect(fit(['1', '0'], { positive: '0.0' }).target).toMatchObject({ positive: '0' })
  })

  it('do not depend on the rows of the training side', () => {
    expect(fit(['a', 'b', 'c', 'a'], { rows: Int32Array.of(0, 1) }).target).toMatchObject({
      labels: ['a', 'b', 'c'],
    })
  })
})

describe('a regression', () => {
  it('takes mean and deviation from the rows it is given', () => {
    const { target } = fit(['1', '3', '1000.5'], { rows: Int32Array.of(0, 1), task: 'regression' })
    expect(target).toMatchObject({ mean: 2, standardDeviation: 1 })
  })

  it('can be asked of two distinct values', () => {
    expect(fit(['1', '3'], { task: 'regression' }).target.task).toBe('regression')
  })
})

describe('wrong targets', () => {
  const nearly = [...range(30).map((i) => String(i + 0.5)), 'oops']

  it.each([
    [
      'an absent column',
      () => fitTarget(tableOf({ diagnosis: ['a', 'b'] }), { target: 'diagnosys' }),
      'INVALID_OPTION',
      'data.csv has no column "diagnosys".',
      'Did you mean "diagnosis"?',
    ],
    [
      'a positive label that is none',
      () => fit(['yes', 'no'], { positive: 'yess' }),
      'INVALID_OPTION',
      'Column "y" of data.csv has no label "yess".',
      'Did you mean "yes"?',
    ],
    [
      'a positive label for another task',
      () => fit(['1.5', '2', '3'], { positive: '2' }),
      'INVALID_OPTION',
      'A positive label ("2") is given, but the task is regression.',
      /task binary/,
    ],
    [
      'three labels for the task binary',
      () => fit(['a', 'b', 'c', 'c'], { task: 'binary' }),
      'INVALID_OPTION',
      'The task binary takes two labels, but column "y" of data.csv has 3.',
      /multiclass/,
    ],
    [
      'one class',
      () => fit(['a', 'a']),
      'INVALID_DATA',
      'data.csv, column "y": the target is "a" in every row, so there is nothing to learn.',
      /two different/,
    ],
    [
      'one number',
      () => fit(['1', '1.0'], { task: 'regression' }),
      'INVALID_DATA',
      'data.csv, column "y": the target is "1" in every row, so there is nothing to learn.',
      /two different/,
    ],
    [
      'a missing target',
      () => fit(['a', null, 'b'], { strict: true }),
      'INVALID_DATA',
      'data.csv, line 3, column "y": the target is missing.',
      /remove the row/,
    ],
    [
      'a label of its own in every row',
      () => fit(['a', 'b', 'c']),
      'INVALID_DATA',
      'data.csv, column "y": every row has a label of its own, and a class needs several rows.',
      /another target/,
    ],
    [
      'text for a regression',
      () => fit(['1', 'x'], { task: 'regression' }),
      'INVALID_DATA',
      'data.csv, line 3, column "y": "x" is text in a target of numbers.',
      /Correct/,
    ],
    [
      'one text among many numbers',
      () => fit(nearly),
      'INVALID_DATA',
      'data.csv, line 32, column "y": "oops" is text in a target of numbers.',
      /Correct/,
    ],
    [
      'infinity among numbers',
      () => fit([...range(30).map((i) => String(i + 0.5)), 'inf']),
      'INVALID_DATA',
      'data.csv, line 32, column "y": "inf" is not a finite number.',
      /Correct/,
    ],
    [
      'a number beyond float64',
      () => fit(['1', '2', '1e999'], { task: 'regression' }),
      'INVALID_DATA',
      'data.csv, line 4, column "y": "1e999" is too large a number.',
      /rescale/,
    ],
    [
      'numbers too large to sum',
      () => fit(['1.7e308', '1.6e308', '0.5'], { task: 'regression' }),
      'INVALID_DATA',
      'data.csv, column "y": the targets are too large to be standardised.',
      /Rescale/,
    ],
  ])('%s', (_, call, code, message, remedy) => {
    const error = errorOf(call)
    expect(error).toMatchObject({ code, message, remedy: expect.stringMatching(remedy) })
  })
})

describe('encodeTargets', () => {
  it('says 1 for the positive label', () => {
    const table = tableOf({ y: ['no', 'yes', 'no'] })
    const { target } = fitTarget(table, { target: 'y' })
    expect([...encodeTargets({ target }, table)]).toEqual([0, 1, 0])
    expect([
      ...encodeTargets({ target: { ...fit(['no', 'yes'], { positive: 'no' }).target } }, table),
    ]).toEqual([1, 0, 1])
  })

  it('is one-hot for several classes, one column for each row', () => {
    const table = tableOf({ y: ['b', 'c', 'a', 'a'] })
    const { target } = fitTarget(table, { target: 'y' })
    expect([...encodeTargets({ target }, table, Int32Array.of(0, 2))]).toEqual([0, 1, 0, 1, 0, 0])
  })

  it('standardises numbers', () => {
    const table = tableOf({ y: ['1', '2.5', '4'] })
    const { target } = fitTarget(table, { target: 'y' })
    const [low = 0, middle, high = 0] = encodeTargets({ target }, table)
    expect(middle).toBe(0)
    expect(high).toBe(-low)
    expect(high).toBe(Math.fround(1.5 / Math.sqrt(1.5)))
  })

  it('reads back as the index of the label, for any labels', () => {
    const word = fc.stringMatching(/^[a-z]{1,3}$/)
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 6 }), fc.nat(), (words, shift) => {
        const cells = [...words, ...words, words[shift % words.length] ?? '']
        const table = tableOf({ y: cells })
        const { target } = fitTarget(table, { target: 'y', task: 'multiclass' })
        if (target.task !== 'multiclass') throw new Error('not multiclass')
        const indices = readTargets(target, table)
        expect(Array.from(indices, (index) => target.labels[index])).toEqual(cells)
      }),
    )
  })

  it('names the line of a label that was not there in training', () => {
    const { target } = fit(['red', 'green'])
    expect(errorOf(() => readTargets(target, tableOf({ y: ['red', 'gren'] })))).toMatchObject({
      code: 'INVALID_DATA',
      message: `data.csv, line 3, column "y": the label "gren" is none of the model's.`,
      remedy: 'Did you mean "green"?',
      line: 3,
      column: 'y',
    })
  })

  it('says so when the target column is not there', () => {
    const { target } = fit(['red', 'green'])
    expect(errorOf(() => readTargets(target, tableOf({ x: ['red'] })))).toMatchObject({
      code: 'INVALID_DATA',
      message: 'data.csv: the target column "y" is not there.',
    })
  })
})
