import { CellPacker, encodeFeatures, fitEncoder, type PackedCells, type Table } from '@leven/tabular'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entriesOf, packTexts } from '../src/table/packed-texts.ts'
import { type TableKernels, tableKernels } from '../src/table/table-kernels.ts'

function opened(): TableKernels {
  const kernels = tableKernels()
  if (!kernels) throw new Error('there is no room for the kernels')
  return kernels
}

/** A vector of texts as DuckDB lays them out; null is a row without a text, whose entry holds what was there before. */
function vectorOf(texts: readonly (string | null)[], before = '-1.5') {
  const bytes = new Uint8Array(16 * texts.length)
  const bits = new BigUint64Array(Math.ceil(texts.length / 64)).fill(2n ** 64n - 1n)
  for (const [row, text] of texts.entries()) {
    const letters = Buffer.from(text ?? before)
    new DataView(bytes.buffer).setUint32(16 * row, letters.length, true)
    bytes.set(letters.subarray(0, 12), 16 * row + 4)
    if (text === null) bits[row >> 6] = (bits[row >> 6] ?? 0n) & ~(1n << BigInt(row & 63))
  }
  const validity = { data: bits, offset: 0 }
  return { dataView: new DataView(bytes.buffer), validity, getItem: (row: number) => texts[row] ?? null }
}

function packed(texts: readonly (string | null)[], kernels: TableKernels | undefined): PackedCells {
  const vector = vectorOf(texts)
  const entries = entriesOf(vector, texts.length)
  if (!entries) throw new Error('the entries are not found')
  const packer = new CellPacker()
  const refuse = (row: number): never => {
    throw new Error(`row ${row}`)
  }
  packTexts(entries, vector, texts.length, packer, refuse, kernels)
  return packer.packed()
}

/** What is kept of each cell. */
const keptOf = (cells: PackedCells) =>
  [...cells].map((text, row) => ({ text, mark: cells.markAt(row), number: cells.valueAt(row) }))

describe('texts that are read by the kernels', () => {
  const numberLike = fc.oneof(
    fc.stringMatching(/^-?[0-9]{1,5}\.[0-9]{1,9}$/),
    fc.stringMatching(/^-?0\.0{0,8}[0-9]{1,3}$/),
    fc.stringMatching(/^[-0-9.]{0,13}$/),
    fc.stringMatching(/^-?[0-9.e:/ ]{1,12}$/),
    fc.double({ noNaN: true, min: -1e5, max: 1e5 }).map((value) => value.toPrecision(6)),
    fc.string({ maxLength: 14 }).filter((text) => !text.includes('\u0000')),
    fc.constant(null),
  )

  test('are kept as those that JavaScript reads, to the bit', () => {
    fc.assert(
      fc.property(fc.array(numberLike, { minLength: 1, maxLength: 100 }), (texts) => {
        expect(keptOf(packed(texts, opened()))).toEqual(keptOf(packed(texts, undefined)))
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['1.5', 1],
    ['-1.5', 1],
    ['0.00', 2],
    ['123456.78901', 5],
    ['-0.123456789', 9],
    ['1234567.8', 1],
  ])('%s is a decimal', (text, digits) => {
    const kernels = opened()
    const entries = new Uint8Array(vectorOf([text]).dataView.buffer)
    expect(kernels.readDecimals(entries, 1)).toBe(0)
    expect([kernels.numbers[0], kernels.marks[0]]).toEqual([Number(text), digits])
  })

  test.each([
    '',
    '-',
    '.5',
    '5.',
    '-.5',
    '42',
    '01.5',
    '-0.0',
    '1.2.3',
    '1..2',
    '1.5e3',
    '1.5 ',
    '1.23456789012',
    '1:5.5',
    '1./5',
  ])('%j is left to the others', (text) => {
    expect(opened().readDecimals(new Uint8Array(vectorOf([text]).dataView.buffer), 1)).toBe(1)
  })

  test('fill segments one after the other, whatever the vectors are', () => {
    const texts = Array.from({ length: 1500 }, (_, row) => `${row}.25`)
    const vector = vectorOf(texts)
    const entries = entriesOf(vector, texts.length)
    if (!entries) throw new Error('the entries are not found')
    const packer = new CellPacker()
    for (let again = 0; again < 4; again++) {
      packTexts(entries, vector, texts.length, packer, () => expect.fail(), opened())
    }
    expect([...packer.packed()]).toEqual([...texts, ...texts, ...texts, ...texts])
  })
})

describe('rows that are encoded in the room of the kernels', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
  const moderate = fc.double({ min: -1e150, max: 1e150, noNaN: true })
  const column = (rows: number) =>
    fc.oneof(
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: rows, maxLength: rows }),
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: rows, maxLength: rows }),
      fc.array(fc.constantFrom(1, 1, 1, 2, 3e150, -3e150), { minLength: rows, maxLength: rows }),
      fc.array(moderate, { minLength: rows, maxLength: rows }),
    )
  const tableOf = (columns: readonly (readonly (number | null)[])[]): Table => ({
    source: 'rows',
    rows: columns[0]?.length ?? 0,
    columns: [
      ...columns.map((cells, c) => ({
        name: `x${c}`,
        cells: cells.map((cell) => (cell === null ? null : String(cell))),
      })),
      { name: 'y', cells: (columns[0] ?? []).map((_, row) => (row % 2 === 0 ? 'no' : 'yes')) },
    ],
  })

  test('are the same bits as without them', () => {
    const tables = fc
      .integer({ min: 4, max: 60 })
      .chain((rows) =>
        fc.tuple(
          fc.array(column(rows), { minLength: 1, maxLength: 4 }),
          fc.array(fc.option(finite), { minLength: rows, maxLength: rows }),
        ),
      )
    fc.assert(
      fc.property(tables, ([columns, others]) => {
        const table = tableOf(columns)
        const numeric = columns.map((_, c) => `x${c}`)
        const { encoder } = fitEncoder(table, { target: 'y', scaling: 'robust', numeric })
        const unlike = tableOf(columns.map((cells, c) => (c === 0 ? others : cells)))
        for (const one of [table, unlike]) {
          const X = encodeFeatures(encoder, one).X
          expect(encodeFeatures(encoder, one, undefined, opened()).X).toEqual(X)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('are so where there are more of them than are encoded at a time, and the memory grows', () => {
    const rows = 9001
    const columns = Array.from({ length: 20 }, (_, c) =>
      Array.from({ length: rows }, (_, row) => Math.sin(row * (c + 1)) * 10 ** (c - 6)),
    )
    const table = tableOf(columns)
    const { encoder } = fitEncoder(table, { target: 'y', scaling: 'robust' })
    const { X } = encodeFeatures(encoder, table, undefined, opened())
    expect(X.byteLength).toBeGreaterThan(1 << 21)
    const bytes = Buffer.from(X.buffer, X.byteOffset, X.byteLength)
    expect(bytes.equals(Buffer.from(encodeFeatures(encoder, table).X.buffer))).toBe(true)
  })
})
