import { openCpuBackend } from '@leven/backend-cpu'
import type { Table } from '@leven/tabular'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parametersSha256, type RecipeOptions, trainModel } from '../src/index.ts'

/** a and b are measurements; w is how often the row was seen. */
interface Row {
  readonly a: number
  readonly b: number
  readonly c: string
  readonly w: number
  /** What a row and its repeats have in common, so that no split parts them. */
  readonly id?: number
}

const row = fc.record({
  a: fc.integer({ min: -30, max: 30 }).map((tenths) => tenths / 10),
  b: fc.integer({ min: -30, max: 30 }).map((tenths) => tenths / 10),
  c: fc.constantFrom('red', 'blue', 'green'),
  w: fc.integer({ min: 0, max: 3 }),
})
/** Enough rows of both labels, with weights above 0. */
const drawn = fc.array(row, { minLength: 20, maxLength: 40 }).map((rows): readonly Row[] => {
  const both = Array.from({ length: 16 }, (_, i) => ({ a: i - 7.5, b: (i * 7) % 5, c: 'red', w: 1 }))
  return [...rows, ...both].map((one, id) => ({ ...one, id }))
})

function tableOf(rows: readonly Row[]): Table {
  const column = (name: string, cell: (row: Row) => string) => ({ name, cells: rows.map(cell) })
  return {
    source: 'rows.csv',
    rows: rows.length,
    columns: [
      column('a', ({ a }) => a.toFixed(6)),
      column('b', ({ b }) => b.toFixed(6)),
      column('c', ({ c }) => c),
      column('id', ({ id = 0 }) => String(id)),
      column('w', ({ w }) => String(w)),
      column('y', ({ a, b }) => (a + b > 0 ? 'yes' : 'no')),
      column('z', ({ a, b }) => (a * b + a).toFixed(6)),
    ],
  }
}

const repeated = (rows: readonly Row[]) =>
  rows.flatMap((row) => Array.from({ length: row.w }, (): Row => ({ ...row, w: 1 })))

async function trained(table: Table, options: RecipeOptions & { readonly target: string }) {
  const on = await openCpuBackend()
  try {
    const ignore = [options.target === 'y' ? 'z' : 'y', 'id']
    const found = await trainModel(on, table, { weightColumn: 'w', ignore, ...options })
    return { ...found, sha256: await parametersSha256(found.model.parameters) }
  } finally {
    await on.close()
  }
}

/** Everything that is trained: the default, one network, full batches. */
const kinds: readonly (readonly [string, RecipeOptions])[] = [
  ['the default', { epochs: 3 }],
  ['a single network', { members: 1, epochs: 5 }],
  ['balanced classes', { members: 2, epochs: 3, classWeights: 'balanced' }],
]

describe('a row of weight 0 is no row: the same bits as without it', () => {
  it.each(kinds)('with %s', async (_, options) => {
    await fc.assert(
      fc.asyncProperty(drawn, fc.array(row, { minLength: 1, maxLength: 9 }), async (rows, others) => {
        const seen = rows.filter(({ w }) => w > 0)
        const junk = others.map((one): Row => ({ ...one, a: 1e6 * one.a, c: 'mauve', w: 0 }))
        const without = await trained(tableOf(seen), { target: 'y', ...options })
        const withThem = await trained(tableOf([...junk, ...rows, ...junk]), { target: 'y', ...options })
        expect(withThem.sha256).toBe(without.sha256)
        expect(withThem.validation).toEqual(without.validation)
        expect(withThem.model.encoder).toEqual(without.model.encoder)
      }),
      { numRuns: 5, endOnFailure: true },
    )
  })
})

/** Adam divides by the size of a gradient: near 0 its steps are rounding alone. */
const descent = { optimizer: 'gradient-descent', learningRate: 0.1 } as const

describe('a row of weight 2 is the row twice, where each step sees all rows', () => {
  it.each([
    ['y', 'one network on all rows', { members: 1, validation: 0 }],
    ['z', 'one network on all rows', { members: 1, validation: 0 }],
    ['y', 'one network with rows held out', { members: 1 }],
    ['y', 'members on folds', { members: 4, hidden: [4] }],
    ['z', 'members on folds', { members: 4, hidden: [4] }],
    ['y', 'balanced classes', { members: 1, classWeights: 'balanced' }],
  ] as const)('in a model of %s: %s', async (target, _, options) => {
    await fc.assert(
      fc.asyncProperty(drawn, async (rows) => {
        const full = { ...options, target, group: 'id', batchSize: 'full', epochs: 12, ...descent } as const
        const weighted = await trained(tableOf(rows), full)
        const plain = await trained(tableOf(repeated(rows)), full)
        weighted.model.parameters.forEach(({ W, b }, l) => {
          const other = plain.model.parameters[l]
          for (const [one, two] of [
            [W, other?.W],
            [b, other?.b],
          ] as const)
            one.forEach((value, i) => {
              expect(Math.abs(value - (two?.[i] ?? Number.NaN))).toBeLessThan(1e-4)
            })
        })
        const cost = (weighted.validation ?? weighted.train).cost
        expect(cost).toBeCloseTo((plain.validation ?? plain.train).cost, 4)
      }),
      { numRuns: 5, endOnFailure: true },
    )
  })
})
