import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CellPacker, type TextOptions } from '@leven/tabular'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession, type Packing, type RowsPacked, type Session } from '../src/table/session.ts'
import { packSimpleText, simpleText } from '../src/table/simple-text.ts'
import { openSource } from '../src/table/source.ts'
import { packText } from '../src/table/text.ts'
import { openText } from '../src/table/text-source.ts'

let session: Session
const folder = mkdtempSync(join(tmpdir(), 'leven-simple-'))
beforeAll(async () => {
  session = await openSession(0)
})
afterAll(() => {
  session.closeSync()
  rmSync(folder, { recursive: true })
})

async function open(content: string | Uint8Array, options: TextOptions = {}) {
  const path = join(folder, 't.csv')
  writeFileSync(path, content)
  return openText(await openSource(path), options)
}

/** Every cell, column by column. */
async function cellsOf(columns: number, pack: (into: Packing) => RowsPacked) {
  const packers = Array.from({ length: columns }, () => new CellPacker())
  const packer = (column: number) => packers[column] ?? new CellPacker()
  let rows = 0
  for await (const count of pack({ packer })) rows += count
  return { rows, cells: packers.map((one) => [...one.packed()]) }
}

/** Cells as people and programs write them, without what needs quotes. */
const cell = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -9999, max: 9999 }).map(String) },
  { weight: 4, arbitrary: fc.double({ noNaN: true }).map(String) },
  fc.constantFrom(
    '',
    'NA',
    ' ',
    ' 1',
    '1 ',
    '\t',
    '+1',
    '1e5',
    "'",
    'Köln',
    '東京',
    '-',
    '.5',
    '007',
    '\u00a0',
  ),
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '#', ':', '/', 'é'), maxLength: 20 }),
)

const table = fc
  .record({ columns: fc.integer({ min: 2, max: 5 }), rows: fc.integer({ min: 1, max: 12 }) })
  .chain(({ columns, rows }) =>
    fc.record({
      rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
      end: fc.constantFrom('\n', '\r\n'),
      last: fc.boolean(),
    }),
  )
  .map(({ rows, end, last }) => {
    const header = (rows[0] ?? []).map((_, column) => `c${column}`)
    return [header, ...rows].map((fields) => fields.join(',')).join(end) + (last ? end : '')
  })

describe('a small table in which nothing is to be decided', () => {
  test('is read without DuckDB to the cells that DuckDB gives', async () => {
    let simpleOnes = 0
    await fc.assert(
      fc.asyncProperty(table, async (content) => {
        const text = await open(content)
        const columns = text.layout.names.length
        const simple = simpleText(text)
        if (!simple) return
        simpleOnes++
        expect(await cellsOf(columns, (into) => packSimpleText(simple, into))).toEqual(
          await cellsOf(columns, (into) => packText(session, text, into, 0)),
        )
      }),
      { numRuns: 200 },
    )
    expect(simpleOnes).toBeGreaterThan(150)
  })

  test('may have more rows than are packed at a time', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${i},${i % 7},w${i % 3}`)
    const text = await open(['a,b,c', ...rows].join('\n'))
    const simple = simpleText(text)
    if (!simple) throw new Error('It is simple.')
    expect(await cellsOf(3, (into) => packSimpleText(simple, into))).toEqual(
      await cellsOf(3, (into) => packText(session, text, into, 0)),
    )
  })
})

describe('DuckDB reads, or refuses,', () => {
  test.each([
    ['quotes', 'a,b\n"1",2\n'],
    ['a quote within a field', 'a,b\n1"2,2\n'],
    ['a blank line', 'a,b\n1,2\n\n3,4\n'],
    ['a table of one column', 'a\n1\n2\n'],
    ['blank lines at the end', 'a,b\n1,2\n\n'],
    ['a row of fewer fields', 'a,b\n1,2\n3\n'],
    ['a row of more fields', 'a,b\n1,2\n3,4,5\n6,7\n8,9\n'],
    ['a last row of fewer fields', 'a,b\n1,2\n3'],
    ['a carriage return within a line', 'a,b\n1,2\r3\n'],
    ['lines that end in carriage returns', 'a,b\r1,2\r3,4\r'],
    ['a NUL byte', 'a,b\n1,2\0\n'],
    ['what is no UTF-8', Uint8Array.of(0x61, 0x2c, 0x62, 0x0a, 0xff, 0x2c, 0x31, 0x0a)],
    ['a cell of more than a mebibyte', `a,b\n${'x'.repeat(1 << 20)},2\n`],
  ])('%s', async (_, content) => {
    // Some are refused before.
    const text = await open(content).catch(() => undefined)
    expect(text && simpleText(text)).toBeUndefined()
  })

  test('rows that end in carriage returns, below no header', async () => {
    expect(simpleText(await open('1,2\r', { header: false }))).toBeUndefined()
    expect(simpleText(await open('1,2\r\n', { header: false }))).toBeDefined()
  })
})
