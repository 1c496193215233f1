import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ColumnStore } from '../src/scratch/column-store.ts'
import { openRowFile } from '../src/scratch/row-file.ts'
import { readToTrain } from '../src/table/read-to-train.ts'
import { learnable } from './leven.ts'

let before: string | undefined
let folder: string
beforeAll(() => {
  before = process.env.TMPDIR
  folder = mkdtempSync(join(tmpdir(), 'leven-scratch-'))
  process.env.TMPDIR = folder
})
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  rmSync(folder, { recursive: true })
})

/** What may stand in a cell: also letters of two bytes, halves of pairs, and nothing. */
const cell = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constant(null),
)

describe('columns in a scratch file', () => {
  test('are the very cells that were put there, in order and in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), { maxLength: 6 }),
        fc.array(fc.nat(200), { maxLength: 30 }),
        (pieces, rows) => {
          const store = new ColumnStore(2)
          for (const piece of pieces) store.append([piece.map(([a]) => a), piece.map(([, b]) => b)])
          const wanted = [0, 1].map((index) =>
            pieces.flatMap((piece) => piece.map((row) => row[index] ?? null)),
          )
          for (const [index, cells] of store.cells().entries()) {
            const column = wanted[index] ?? []
            expect([...cells]).toEqual(column)
            expect(cells.length).toBe(column.length)
            expect(rows.map((row) => cells.at(row))).toEqual(rows.map((row) => column[row]))
          }
          expect(store.rows).toBe(wanted[0]?.length)
          store.close()
        },
      ),
    )
  })

  test('keep halves of surrogate pairs, which no bytes of UTF-8 can say', () => {
    const store = new ColumnStore(1)
    store.append([['\ud800', 'ä', null, '\udc00x', '']])
    expect([...(store.cells()[0] ?? [])]).toEqual(['\ud800', 'ä', null, '\udc00x', ''])
    store.close()
  })
})

describe('rows in a scratch file', () => {
  test('come in the order asked for, neighbours and strangers alike', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat(), { maxLength: 40 }),
        async (width, count, drawn) => {
          const numbers = Float32Array.from({ length: width * count }, (_, i) => i)
          const file = openRowFile(width)
          const half = width * (count >> 1)
          file.append(numbers.subarray(0, half))
          file.append(numbers.subarray(half))
          const rows = Int32Array.from(drawn, (row) => row % count)
          const to = new Float32Array(width * rows.length)
          await file.gather(rows, to)
          rows.forEach((row, place) => {
            const found = to.subarray(place * width, (place + 1) * width)
            expect(found[0]).toBe(row * width)
            expect(found[width - 1]).toBe((row + 1) * width - 1)
          })
          file.close()
        },
      ),
    )
  })

  test('let signals and timers have their turn', async () => {
    const file = openRowFile(1000)
    for (let i = 0; i < 100; i++) file.append(new Float32Array(1_000_000))
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    const rows = Int32Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 100_000)
    await file.gather(rows, new Float32Array(1000 * rows.length))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
    file.close()
  })
})

test.runIf(process.platform !== 'win32')(
  'scratch files have no name, so that nothing is left of a run that is killed',
  () => {
    const store = new ColumnStore(1)
    store.append([['a']])
    const rows = openRowFile(3)
    rows.append(new Float32Array(3))
    expect(readdirSync(folder)).toEqual([])
    expect([...(store.cells()[0] ?? [])]).toEqual(['a'])
    store.close()
    rows.close()
  },
)

describe('a table to train on', () => {
  test.each([
    ['held up to the limit', undefined, 60_000, false],
    ['streamed above it', undefined, 59_999, true],
    ['streamed from its middle on', undefined, 30_000, true],
    ['streamed where that is asked for', true, 60_000, true],
    ['held where that is asked for', false, 1, false],
  ] as const)('is %s, of the same cells', async (_, asked, most, streamed) => {
    const data = join(folder, 'data.csv')
    writeFileSync(data, learnable(20_000))
    const held = await readToTrain({ data }, false)
    const table = await readToTrain({ data }, asked, most)
    expect(table.streamed).toBe(streamed)
    expect(table.rows).toBe(20_000)
    expect(table.columns.map(({ name }) => name)).toEqual(['x', 'z', 'y'])
    for (const [index, { cells }] of table.columns.entries()) {
      expect([...cells]).toEqual([...(held.columns[index]?.cells ?? [])])
    }
    expect(table.lineOf?.(7)).toBe(9)
    table.close()
    rmSync(data)
  })
})
