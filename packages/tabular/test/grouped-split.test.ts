import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  duplicateRows,
  firstCells,
  groupedFolds,
  groupedSplit,
  groupsOf,
  stratifiedFolds,
  stratifiedSplit,
  timeFolds,
  timeSplit,
  timesOf,
} from '../src/index.ts'
import { errorOf, tableOf } from './tables.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => i)
const classes = fc.array(fc.nat({ max: 2 }), { minLength: 6, maxLength: 60 })
const seed = fc.nat({ max: 1000 })

describe('a grouped split', () => {
  it('is the stratified one where every row is a group of its own', () => {
    fc.assert(
      fc.property(
        classes,
        seed,
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (classOf, chosen, fraction) => {
          const rows = { classOf, groupOf: range(classOf.length) }
          expect(groupedSplit(rows, fraction, chosen)).toEqual(stratifiedSplit(classOf, fraction, chosen))
          expect(groupedFolds(rows, 3, chosen)).toEqual(stratifiedFolds(classOf, 3, chosen))
        },
      ),
    )
  })

  it('never has a group on both sides, and every row once', () => {
    const grouped = classes.chain((classOf) =>
      fc.tuple(
        fc.constant(classOf),
        fc.array(fc.nat({ max: 9 }), { minLength: classOf.length, maxLength: classOf.length }),
      ),
    )
    fc.assert(
      fc.property(grouped, seed, ([classOf, groupOf], chosen) => {
        const splits = [groupedSplit({ classOf, groupOf }, 0.3, chosen)]
        if (new Set(groupOf).size >= 3) splits.push(...groupedFolds({ classOf, groupOf }, 3, chosen))
        for (const { training, validation } of splits) {
          expect([...training, ...validation].sort((a, b) => a - b)).toEqual(range(classOf.length))
          const held = new Set(Array.from(validation, (row) => groupOf[row]))
          expect(Array.from(training, (row) => groupOf[row]).filter((group) => held.has(group))).toEqual([])
        }
      }),
    )
  })

  it('takes a weight of 2 for the row twice', () => {
    const drawn = fc.array(fc.tuple(fc.nat({ max: 1 }), fc.integer({ min: 1, max: 3 })), {
      minLength: 8,
      maxLength: 40,
    })
    fc.assert(
      fc.property(drawn, seed, (rows, chosen) => {
        const once = groupedSplit(
          {
            classOf: rows.map(([one]) => one),
            groupOf: range(rows.length),
            weights: rows.map(([, weight]) => weight),
          },
          0.3,
          chosen,
        )
        const repeated = rows.flatMap(([one, weight], row) => range(weight).map(() => ({ one, row })))
        const often = groupedSplit(
          { classOf: repeated.map(({ one }) => one), groupOf: repeated.map(({ row }) => row) },
          0.3,
          chosen,
        )
        expect([...new Set(Array.from(often.validation, (at) => repeated[at]?.row))]).toEqual([
          ...once.validation,
        ])
      }),
    )
  })

  it('by a column keeps rows without a group apart', () => {
    expect([...groupsOf({ name: 'g', cells: ['a', null, 'b', 'a', ' '] })]).toEqual([0, 1, 2, 0, 3])
  })
})

describe('duplicate rows', () => {
  const measured = range(60).map((i) => String(Math.floor((i * 7919) % 997) / 8))

  it('are found beside a column that numbers the rows', () => {
    const cells = [...measured, ...measured]
    const table = tableOf({
      id: range(120).map(String),
      x: cells,
      z: cells.map((cell) => String(Number(cell) * 1.5)),
      y: range(120).map((i) => 'ab'.charAt((i % 60) % 2)),
    })
    const found = duplicateRows(table)
    expect(found).toMatchObject({ groups: 60, duplicates: 60, example: { row: 60, of: 0 }, isNoChance: true })
    expect(found.groupOf[61]).toBe(1)
    expect(
      duplicateRows({
        ...table,
        rows: 60,
        columns: table.columns.map((c) => ({ ...c, cells: firstCells(c.cells, 60) })),
      }),
    ).toMatchObject({
      duplicates: 0,
      isNoChance: false,
    })
  })

  it('are chance where people of one kind are alike in all but what is missing of them', () => {
    const draw = (i: number) => (Math.imul(i + 1, 2654435761) >>> 9) % 1000
    const people = range(600).map((i) => {
      const kind = draw(5 * i) % 3
      const age = draw(5 * i + 1) < 500 && kind === 2 ? '' : String(20 + (draw(5 * i + 2) % 40))
      return {
        kind,
        family: kind === 2 ? '0' : String(draw(5 * i + 3) % 3),
        age,
        lived: draw(5 * i + 4) < 300 * kind,
      }
    })
    const table = tableOf({
      kind: people.map(({ kind }) => `k${kind}`),
      fare: people.map(({ kind }) => `f${kind}`),
      family: people.map(({ family }) => family),
      age: people.map(({ age }) => age),
      y: people.map(({ lived }) => (lived ? 'yes' : 'no')),
    })
    const { duplicates, isNoChance } = duplicateRows(table)
    expect(duplicates).toBeGreaterThan(200)
    expect(isNoChance).toBe(false)
  })

  it('are chance where there are few different rows to be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })), { minLength: 50, maxLength: 80 }),
        (rows) => {
          const table = tableOf({ x: rows.map(([x]) => `l${x}`), y: rows.map(([, y]) => `m${y}`) })
          expect(duplicateRows(table).isNoChance).toBe(false)
        },
      ),
    )
  })
})

describe('a split by time', () => {
  it('validates on the latest rows, those of one time together', () => {
    const table = tableOf({ at: ['2024-01-03', '2024-01-01', '2024-01-04', '2024-01-02', '2024-01-04'] })
    const times = timesOf(table, 'at', {})
    expect(timeSplit(times, 0.2)).toEqual({
      training: Int32Array.of(0, 1, 3),
      validation: Int32Array.of(2, 4),
    })
  })

  it('in folds never learns from what comes later', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer(), { minLength: 8, maxLength: 40 }),
        fc.integer({ min: 2, max: 4 }),
        (drawn, k) => {
          const times = Float64Array.from(drawn)
          for (const { training, validation } of timeFolds(times, k)) {
            const latest = Math.max(...Array.from(training, (row) => times[row] ?? 0))
            for (const row of validation) expect(times[row]).toBeGreaterThan(latest)
          }
        },
      ),
    )
  })

  it('says what stands in its way', () => {
    const table = tableOf({ at: ['x', 'y'], n: ['1', null] })
    expect(errorOf(() => timesOf(table, 'at', {}))).toMatchObject({
      message: expect.stringMatching(/neither dates/),
    })
    expect(errorOf(() => timesOf(table, 'n', {}))).toMatchObject({
      message: 'data.csv, line 3, column "n": the row has no time.',
    })
    expect(errorOf(() => timeSplit(Float64Array.of(1, 1, 1), 0.3))).toMatchObject({ code: 'INVALID_OPTION' })
  })
})
