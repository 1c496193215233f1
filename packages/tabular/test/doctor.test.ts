import { generator, uniform } from '@leven/core'
import { describe, expect, it } from 'vitest'
import { examine, type FindingKind, fitEncoder } from '../src/index.ts'
import { tableOf } from './tables.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => i)

/** A clean table of random columns: numbers with and without fractions, levels, and a target that depends on one. */
function clean(seed: number, rows = 200) {
  const random = generator(seed, 'split')
  const draw = () => uniform(random, 1)
  const x = range(rows).map(() => draw() + draw() + draw())
  return {
    x: x.map((value) => value.toFixed(3)),
    count: range(rows).map(() => String(Math.floor(Math.abs(draw()) * 30))),
    amount: range(rows).map(() => (1000 * (draw() + 1.1)).toFixed(2)),
    city: range(rows).map(() => ['Oslo', 'Bergen', 'Troms'][Math.floor(1.5 * (draw() + 1))] ?? 'Oslo'),
    y: x.map((value) => (value + draw() > 0 ? 'yes' : 'no')),
  }
}

type Columns = Record<string, readonly (string | null)[]>
const kinds = (columns: Columns, options = {}) =>
  examine(tableOf(columns), { target: 'y', ...options }).findings.map(({ kind }) => kind)

const planted: readonly [FindingKind, (columns: ReturnType<typeof clean>, seed: number) => Columns][] = [
  ['leak', ({ y, ...rest }) => ({ code: y.map((label) => (label === 'yes' ? '1' : '2')), ...rest, y })],
  ['leak', ({ y, ...rest }) => ({ text: y.map((label) => `is ${label}`), ...rest, y })],
  [
    'leak',
    ({ y, ...rest }, seed) => ({
      ...rest,
      risk: y.map((label, i) => String(label === 'yes' ? 5 + ((i * seed) % 7) : (i % 5) - 0.5)),
      y,
    }),
  ],
  ['index', ({ y, ...rest }, seed) => ({ id: y.map((_, i) => String(i + (seed % 3))), ...rest, y })],
  ['index', ({ y, ...rest }) => ({ column_1: y.map((_, i) => String((i * 77) % y.length)), ...rest, y })],
  ['constant', ({ y, ...rest }) => ({ ...rest, same: y.map(() => '7'), y })],
  ['empty', ({ y, ...rest }) => ({ ...rest, none: y.map(() => null), y })],
  ['identifier', ({ y, ...rest }) => ({ ...rest, name: y.map((_, i) => `P-${i * 3}`), y })],
  ['duplicate columns', ({ y, x, ...rest }) => ({ x, ...rest, again: x, y })],
  ['outlier', ({ x, ...rest }) => ({ x: x.map((value, i) => (i === 17 ? '1e12' : value)), ...rest })],
  [
    'time order',
    ({ y, ...rest }) => ({
      at: y.map((_, i) => `2024-01-${String(1 + Math.floor(i / 8)).padStart(2, '0')}`),
      ...rest,
      y,
    }),
  ],
  ['imbalance', ({ y, ...rest }) => ({ ...rest, y: y.map((_, i) => (i === 60 || i === 61 ? 'yes' : 'no')) })],
  ['rare class', ({ y, ...rest }) => ({ ...rest, y: y.map((label, i) => (i === 5 ? 'once' : label)) })],
  [
    'duplicate rows',
    (columns) =>
      Object.fromEntries(
        Object.entries(columns).map(([name, cells]) => [name, [...cells, ...cells.slice(0, 20)]]),
      ),
  ],
  [
    'contradicting rows',
    (columns) =>
      Object.fromEntries(
        Object.entries(columns).map(([name, cells]) => [
          name,
          [
            ...cells,
            ...cells.slice(0, 20).map((cell) => (name === 'y' ? (cell === 'yes' ? 'no' : 'yes') : cell)),
          ],
        ]),
      ),
  ],
]

describe('the doctor', () => {
  it('finds nothing in clean random tables, but in fewer than one of a hundred', () => {
    const alarms = range(300).filter((seed) => kinds(clean(seed + 1)).length > 0)
    expect(alarms.length).toBeLessThan(3)
  })

  it.each(planted)('finds a planted %s, wherever', (kind, plant) => {
    for (const seed of range(20)) expect(kinds(plant(clean(seed + 1000), seed))).toContain(kind)
  })

  it('names column, line, evidence and the option', () => {
    const { x, ...rest } = clean(1)
    const table = tableOf({ x: x.map((value, i) => (i === 17 ? '1e12' : value)), ...rest })
    const [finding] = examine(table, { target: 'y' }).findings
    expect(finding).toMatchObject({
      kind: 'outlier',
      columns: ['x'],
      line: 19,
      evidence: expect.stringMatching(
        /^Column "x", line 19: 1e12 is 9?\.?\d+e\+1\d deviations from the median /,
      ),
      remedy: expect.stringMatching(/^Correct the value/),
    })
    const leak = examine(tableOf({ code: rest.y.map((label) => (label === 'yes' ? '1' : '2')), ...rest }), {
      target: 'y',
    })
    expect(leak.findings[0]).toMatchObject({
      evidence:
        'Column "code" alone tells "y" (ROC-AUC 1.0000), so it may be a copy of it or known only after it.',
      remedy: 'If so, leave it out: --ignore code.',
    })
  })

  it('sees a number that is the target in another unit', () => {
    const { x, city } = clean(3)
    const table = { pounds: x.map((value) => (2.2 * Number(value)).toFixed(4)), city, y: x }
    expect(kinds(table)).toContain('leak')
  })

  it('describes columns with their evidence', () => {
    const table = tableOf({
      paid: range(40).map((i) => (i % 3 === 0 ? 'Yes' : i === 1 ? null : 'no')),
      name: range(40).map((i) => `P-${i * 3}`),
      note: range(40).map(
        (i) => `A sentence of some length that says ${i} things about the row it stands in.`,
      ),
      price: range(40).map((i) => (i === 3 ? 'n.a.' : i === 5 ? 'oops' : `${i},5 €`)),
    })
    expect(examine(table, {}).columns).toMatchObject([
      { name: 'paid', kind: 'boolean', present: 39, missing: 1, distinct: 2, examples: ['Yes', 'no'] },
      { name: 'name', kind: 'identifier', distinct: 40 },
      { name: 'note', kind: 'text' },
      {
        name: 'price',
        kind: 'number',
        written: 'a decimal comma and "€" beside them',
        misfit: { text: 'oops', line: 7 },
      },
    ])
  })

  it('says what each column is taken for', () => {
    const { columns } = examine(tableOf({ ...clean(5), price: range(200).map((i) => `${i},5 €`) }), {
      target: 'y',
    })
    expect(columns.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      ...['x number', 'count number', 'amount number', 'city category', 'y boolean', 'price number'],
    ])
  })
})

it('training leaves an unnamed index out, and says so', () => {
  const columns = { column_1: range(200).map(String), ...clean(7) }
  const { encoder, notes } = fitEncoder(tableOf(columns), { target: 'y' })
  expect(encoder.ignored).toEqual(['column_1'])
  expect(notes).toEqual([
    'Column "column_1" has no name and numbers the rows, so it is left out; --numeric keeps it.',
  ])
  expect(fitEncoder(tableOf(columns), { target: 'y', numeric: ['column_1'] }).encoder.ignored).toEqual([])
})

it('an index that training leaves out is no copy of the target, however the rows are sorted', () => {
  const sorted = { 'Unnamed: 0': range(200).map(String), ...clean(7) }
  const y = sorted.y.toSorted()
  const { findings } = examine(tableOf({ ...sorted, y }), { target: 'y' })
  expect(findings.filter(({ columns }) => columns.includes('Unnamed: 0')).map(({ kind }) => kind)).toEqual([
    'index',
  ])
})
