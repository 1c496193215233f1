import { generator, uniform } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  encodeFeatures,
  encodeTargets,
  featureNames,
  fitEncoder,
  fitTarget,
  inputCount,
  readTargets,
} from '../src/index.ts'
import { orderOf } from '../src/kinds/unordered-codes.ts'
import { spellingKey } from '../src/levels/spelling.ts'
import { tableOf } from './tables.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => i)
const words = ['yes', 'no', 'São Paulo', 'Oslo', 'new  york', 'MALE']

describe('spellings of one level', () => {
  it.each([
    ['Yes', 'YES'],
    ['y', 'Y'],
    ['São', 'Sa\u0303o'],
    ['New York', 'new \u00a0york'],
    ['TRUE', 'True'],
  ])('are %s and %s', (a, b) => {
    expect(spellingKey(a)).toBe(spellingKey(b))
  })

  it.each([
    ['A', 'a'],
    ['Aa', 'aa'],
    ['AaBb', 'aabb'],
    ['Oslo', 'Öslo'],
    ['007', '7'],
  ])('are not %s and %s', (a, b) => {
    expect(spellingKey(a)).not.toBe(spellingKey(b))
  })

  it('are found in a text of megabytes', () => {
    expect(spellingKey('z'.repeat(2e7))).toBe(spellingKey('Z'.repeat(2e7)))
  })

  it('change nothing of X and Y, whatever they are', () => {
    const respelt = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toUpperCase(),
      (text: string) => text.normalize('NFD'),
      (text: string) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
      (text: string) => ` ${text} `,
    )
    const level = fc.constantFrom(...words)
    const rows = fc.array(fc.tuple(level, respelt, fc.constantFrom('yes', 'no'), respelt), {
      minLength: 30,
      maxLength: 30,
    })
    fc.assert(
      fc.property(rows, (drawn) => {
        const both = [
          ...drawn,
          ['Oslo', String, 'yes', String] as const,
          ['yes', String, 'no', String] as const,
        ]
        const plain = tableOf({ x: both.map(([text]) => text), y: both.map(([, , label]) => label) })
        const odd = tableOf({
          x: both.map(([text, spell]) => spell(text)),
          y: both.map(([, , label, spell]) => spell(label)),
        })
        const [one, other] = [plain, odd].map((table) => {
          const { encoder } = fitEncoder(table, { target: 'y' })
          const of = (any: typeof plain) => [
            [...encodeFeatures(encoder, any).X],
            [...encodeTargets(encoder, any)],
          ]
          return [of(plain), of(odd)]
        })
        expect(one?.[0]).toEqual(one?.[1])
        expect(other).toEqual(one)
      }),
    )
  })

  it('are told, under the most frequent', () => {
    const { target, notes } = fitTarget(tableOf({ y: ['TRUE', 'True', 'TRUE', 'false', 'true'] }), {
      target: 'y',
    })
    expect(target).toMatchObject({ task: 'binary', labels: ['false', 'TRUE'], positive: 'TRUE' })
    expect(notes).toEqual(['Target "y": "True", "true" are taken as "TRUE".'])
    expect([...readTargets(target, tableOf({ y: ['tRUE', 'FALSE'] }))]).toEqual([1, 0])
  })
})

describe('a column of many levels', () => {
  const rows = 4000
  const table = (levels: number) =>
    tableOf({
      x: range(rows).map((i) => (i < 200 ? 'often' : `c${i % levels}`)),
      z: range(rows).map(String),
      y: range(rows).map((i) => 'ab'.charAt(i % 2)),
    })

  it('pools the rare ones, and with them what it never saw', () => {
    const { encoder, notes } = fitEncoder(table(3000), { target: 'y' })
    expect(encoder.features[0]).toMatchObject({ levels: ['often'], other: true, missingLevel: false })
    expect(featureNames(encoder).slice(0, 2)).toEqual(['x=often', 'x is another'])
    expect(notes).toEqual([
      'Column "x" has 3001 categories: 1 has an input of its own, and the other 3000, in 3800 of 4000 cells, share one.',
    ])
    const { X, notes: none } = encodeFeatures(encoder, tableOf({ x: ['new', 'OFTEN'], z: ['1', '2'] }))
    expect([X[0], X[1], X[3], X[4]]).toEqual([0, 1, 1, 0])
    expect(none).toEqual([])
  })

  it('of rare ones only is left out', () => {
    const columns = {
      x: range(60).map((i) => `c${i % 40}`),
      z: range(60).map(String),
      y: range(60).map((i) => 'ab'.charAt(i % 2)),
    }
    const { encoder, notes } = fitEncoder(tableOf(columns), { target: 'y' })
    expect(encoder.ignored).toEqual(['x'])
    expect(notes[0]).toMatch(/^Column "x" has categories of fewer than 5 cells each/)
  })

  it('has 512 inputs and one for the others at most', () => {
    const { encoder } = fitEncoder(table(700), { target: 'y' })
    expect(inputCount(encoder)).toBe(514)
  })

  it('keeps all of up to 32, however rare', () => {
    const { encoder } = fitEncoder(
      tableOf({ x: range(62).map((i) => `c${i % 31}`), y: range(62).map((i) => 'ab'.charAt(i % 2)) }),
      { target: 'y' },
    )
    expect(inputCount(encoder)).toBe(31)
  })
})

const kinds = ['numbers', 'doubtful', 'codes']

describe('whole numbers', () => {
  const random = generator(5, 'split')
  const draw = () => (uniform(random, 1) + 1) / 2
  const effects = range(12).map(draw)
  const build = (chance: (code: number) => number) => {
    const codes = range(900).map(() => Math.floor(draw() * 12))
    return tableOf({ code: codes.map(String), y: codes.map((code) => (draw() < chance(code) ? 'hi' : 'lo')) })
  }
  const kindOf = (table: ReturnType<typeof build>, options = {}) =>
    fitEncoder(table, { target: 'y', ...options }).encoder.features[0]?.kind

  it('are codes where the target differs between them in no order, and said', () => {
    const table = build((code) => effects[code] ?? 0)
    const { encoder, notes } = fitEncoder(table, { target: 'y' })
    expect(encoder.features[0]).toMatchObject({ kind: 'category' })
    expect(notes).toEqual([expect.stringMatching(/^Column "code" holds whole numbers .* --numeric code/)])
    expect(kindOf(table, { numeric: ['code'] })).toBe('number')
  })

  it.each<[string, (code: number) => number]>([
    ['a trend', (code) => code / 12],
    ['a curve', (code) => ((code - 6) * (code - 6)) / 40],
    ['a step', (code) => (code < 4 ? 0.1 : 0.9)],
    ['nothing', () => 0.5],
  ])('are numbers where the target follows %s', (_, chance) => {
    expect(kindOf(build(chance))).toBe('number')
  })

  it('are numbers, doubted and codes as order goes', () => {
    const values = Float64Array.from(range(400), (row) => row % 10)
    const orderAt = (disorder: number) =>
      orderOf(
        values,
        values.map(
          (value, row) => value + disorder * (((7 * value) % 10) - value) + (row % 20 < 10 ? 0.1 : 0),
        ),
      )
    const orders = range(41).map((step) => orderAt(step / 40))
    expect([...new Set(orders)]).toEqual(['numbers', 'doubtful', 'codes'])
    expect(orders.toSorted((a, b) => kinds.indexOf(a) - kinds.indexOf(b))).toEqual(orders)
  })

  it('are called codes in fewer than one of a hundred columns that say nothing', () => {
    const alarms = range(400).filter(() => kindOf(build(() => 0.5)) !== 'number')
    expect(alarms.length).toBeLessThan(4)
  })
})
