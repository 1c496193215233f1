import { describe, expect, it } from 'vitest'
import { encodeFeatures, fitEncoder, fitTarget, readTargets, rowsWithTarget } from '../src/index.ts'
import { labelsAmong } from '../src/missing/labels.ts'
import { defaultMissing, missingRule } from '../src/missing/words.ts'
import { errorOf, tableOf } from './tables.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => i)

describe('words for missing', () => {
  it.each(['None', '.', '\\N', '<NA>', 'nan', 'NaN', '-', '?', '#N/A N/A', 'unknown', 'n.a.', 'Nil', '*'])(
    'among numbers: %s is what an empty cell is, however often',
    (word) => {
      const fit = (missing: string) => {
        const x = range(20).map((i) => (i % 5 < 2 ? missing : String(i)))
        const table = tableOf({ x, y: range(20).map((i) => 'ab'.charAt(i % 2)) })
        const { encoder } = fitEncoder(table, { target: 'y' })
        return { encoder, X: [...encodeFeatures(encoder, table).X] }
      }
      expect(fit(word)).toEqual(fit(''))
    },
  )

  it('among texts are those that mean nothing else, and are no level', () => {
    const city = ['Oslo', 'nan', 'Bergen', 'None', 'Oslo', '<NA>', 'Bergen', 'unknown']
    const table = tableOf({ city, y: range(8).map((i) => 'ab'.charAt(i % 2)) })
    expect(fitEncoder(table, { target: 'y' }).encoder.features).toEqual([
      { kind: 'category', name: 'city', levels: ['Bergen', 'Oslo'], missingLevel: true },
    ])
  })

  it.each([
    ['continents', ['NA', 'EU', 'AS'], ['NA']],
    ['answers', ['NA', 'YES', 'NO'], []],
    ['sexes', ['NA', 'male', 'female'], []],
    ['degrees', ['None', 'Mild', 'Severe'], ['None']],
    ['names', ['None', 'Oslo', 'Bergen'], []],
    ['signs', ['-', '+'], ['-']],
    ['answers with a dash', ['-', 'yes', 'no'], []],
    ['what is known', ['unknown', 'known'], ['unknown']],
    ['one answer', ['nan', 'yes'], []],
  ])('stay labels where the others are like them: %s', (_, texts, labels) => {
    expect(labelsAmong(texts, missingRule(defaultMissing).amongTexts)).toEqual(labels)
  })

  it('can be replaced by an option', () => {
    const table = tableOf({ x: ['1', '-999', '3', 'NA'], c: ['a', 'b', 'NA', 'b'], y: ['u', 'v', 'u', 'v'] })
    const { encoder } = fitEncoder(table, { target: 'y', missing: ['-999'] })
    expect(encoder.missing).toEqual({ text: ['-999'], number: ['-999'] })
    expect(encoder.features).toMatchObject([{ kind: 'category' }, { levels: ['a', 'b', 'NA'] }])
  })
})

it('a number may stand for missing, where it is said', () => {
  const x = range(20).map((i) => (i % 4 === 0 ? '-999.0' : String(i)))
  const fit = (cells: readonly (string | null)[]) =>
    fitEncoder(tableOf({ x: cells, y: range(20).map((i) => 'ab'.charAt(i % 2)) }), {
      target: 'y',
      missing: ['-999'],
    })
  const { encoder } = fit(x)
  expect(encoder.features).toEqual(fit(x.map((cell) => (cell === '-999.0' ? '' : cell))).encoder.features)
  expect([...encodeFeatures(encoder, tableOf({ x: ['-999'] })).X][1]).toBe(1)
})

describe('a row without a target', () => {
  const cells = ['u', 'nan', 'v', null, 'u', 'v']

  it('is left out, with a count', () => {
    const { target, rows, notes } = fitTarget(tableOf({ y: cells }), { target: 'y' })
    expect(target).toMatchObject({ task: 'binary', labels: ['u', 'v'] })
    expect([...rows]).toEqual([0, 2, 4, 5])
    expect(notes).toEqual(['2 rows have no "y" ("nan") and are left out; --strict refuses them.'])
  })

  it('is an error where that is asked for', () => {
    expect(errorOf(() => fitTarget(tableOf({ y: cells }), { target: 'y', strict: true }))).toMatchObject({
      message: 'data.csv, line 3, column "y": the target is missing.',
    })
  })

  it('is known when a model is measured, too', () => {
    const { target } = fitTarget(tableOf({ y: cells }), { target: 'y' })
    const table = tableOf({ y: ['v', 'None', 'u', ''] })
    expect([...rowsWithTarget({ target, missing: defaultMissing }, table)]).toEqual([0, 2])
    expect([...readTargets(target, table, Int32Array.of(0, 2))]).toEqual([1, 0])
  })
})
