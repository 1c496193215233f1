import { describe, expect, it } from 'vitest'
import {
  foldsBy,
  mostFolds,
  settleSplitting,
  splitBy,
  stratifiedFolds,
  stratifiedSplit,
} from '../src/index.ts'
import { errorOf, tableOf } from './tables.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => i)
const rows = 60
const measured = range(rows).map((i) => String(((i * 7919) % 997) / 8))
const columns = {
  x: measured,
  z: measured.map((cell) => String(Number(cell) * 1.5)),
  patient: range(rows).map((i) => `p${Math.floor(i / 4)}`),
  at: range(rows).map((i) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`),
  y: range(rows).map((i) => 'ab'.charAt((i * 5) % 2)),
}
const classOf = range(rows).map((i) => (i * 5) % 2)

describe('what parts rows', () => {
  it('is each by itself by default, as before', () => {
    const splitting = settleSplitting(tableOf(columns), { target: 'y' })
    expect(splitting).toEqual({ kind: 'rows', notes: [] })
    expect(splitBy(splitting, classOf, 0.2, 7)).toEqual(stratifiedSplit(classOf, 0.2, 7))
    expect(foldsBy(splitting, classOf, 5, 7)).toEqual(stratifiedFolds(classOf, 5, 7))
  })

  it('is equal rows, where they are no chance, and said', () => {
    const twice = Object.fromEntries(
      Object.entries(columns).map(([name, cells]) => [name, [...cells, ...cells]]),
    )
    const splitting = settleSplitting(tableOf(twice), { target: 'y' })
    expect(splitting.notes).toEqual([
      '60 rows repeat earlier ones: equal rows are kept on one side of every split.',
    ])
    const { validation } = splitBy(splitting, [...classOf, ...classOf], 0.25, 3)
    const held = new Set(validation)
    for (const row of validation) expect(held.has(row < rows ? row + rows : row - rows)).toBe(true)
    expect(mostFolds(splitting, 2 * rows)).toBe(rows)
  })

  it('is a column of groups', () => {
    const splitting = settleSplitting(tableOf(columns), { target: 'y', group: 'patient' })
    for (const { training, validation } of foldsBy(splitting, classOf, 5, 1)) {
      const held = new Set(Array.from(validation, (row) => columns.patient[row]))
      expect(Array.from(training, (row) => columns.patient[row]).some((one) => held.has(one))).toBe(false)
    }
  })

  it('is time', () => {
    const splitting = settleSplitting(tableOf(columns), { target: 'y', split: 'time:at' })
    const { training, validation } = splitBy(splitting, classOf, 0.3, 1)
    const latest = Array.from(training, (row) => columns.at[row] ?? '').reduce((a, b) => (a > b ? a : b))
    for (const row of validation) expect((columns.at[row] ?? '') > latest).toBe(true)
  })

  it.each([
    [{ group: 'patiend' }, /no column "patiend" to be the group/],
    [{ group: 'y' }, /is the target and cannot be the group/],
    [{ split: 'tme:at' }, /The split "tme:at" is not known/],
    [{ split: 'time:at', group: 'patient' }, /by group and by time at once/],
    [{ split: 'time:when' }, /no column "when" to order the rows by/],
  ])('is refused as %j', (options, message) => {
    expect(errorOf(() => settleSplitting(tableOf(columns), { target: 'y', ...options }))).toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(message),
    })
  })
})
