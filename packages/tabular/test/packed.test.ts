import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNumber, shape, shapeOf } from '../src/cell.ts'
import { chosenCells, keepsNumbers } from '../src/cells.ts'
import {
  CellPacker,
  duplicateRows,
  encodeFeatures,
  encodeTargets,
  examine,
  fitEncoder,
  groupsOf,
  type PackedCells,
  selectRows,
  type Table,
} from '../src/index.ts'
import { settleColumn } from '../src/kinds/settle-column.ts'
import { tableOf } from './tables.ts'

function pack(cells: Iterable<string | null>): PackedCells {
  const packer = new CellPacker()
  for (const cell of cells) packer.add(cell)
  return packer.packed()
}

/** The same table in packed columns. */
function packedTable(table: Table): Table {
  return { ...table, columns: table.columns.map(({ name, cells }) => ({ name, cells: pack(cells) })) }
}

/** What a call returns or says when it fails. */
function outcome<T>(call: () => T): T | string {
  try {
    return call()
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  }
}

const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{0,${most}}$`))
/** Texts that are numbers, or nearly. */
const numberLike = fc
  .tuple(
    fc.constantFrom('', '', '-', '+', '\u2212'),
    digits(18),
    fc.constantFrom('', '.', '.', ','),
    digits(24),
    fc.constantFrom('', '', 'e5', 'e-7', 'E2', 'e400', '%', ' '),
  )
  .map((parts) => parts.join(''))
const double = fc.double({ noNaN: true }).map(String)
const anyCell = fc.oneof(numberLike, double, fc.string({ unit: 'grapheme' }), fc.constant(null))

describe('packed cells', () => {
  it('begin anew in the room of those before, as a new packer would', () => {
    fc.assert(
      fc.property(
        fc.array(anyCell, { maxLength: 50 }),
        fc.array(anyCell, { maxLength: 50 }),
        (first, then) => {
          const packer = new CellPacker()
          for (const cell of first) packer.add(cell)
          packer.clear()
          for (const cell of then) packer.add(cell)
          const cells = packer.packed()
          expect([...cells]).toEqual(then)
          expect(cells.words.count).toBe(pack(then).words.count)
        },
      ),
    )
  })

  it('give the numbers of some rows as they give that of each', () => {
    const cells = pack(Array.from({ length: 5000 }, (_, row) => (row % 5 === 0 ? 'word' : `${row}.5`)))
    const rows = Int32Array.of(4999, 0, 1, 2047, 2048, 2049, 5000, -1, 3)
    const numbers = new Float64Array(rows.length + 1).fill(7)
    cells.readNumbers(rows, numbers)
    expect([...numbers]).toEqual([...Array.from(rows, (row) => cells.numberAt(row)), 7])
    const chosen = chosenCells(cells, Int32Array.of(3, 5, 4999))
    if (!keepsNumbers(chosen)) throw new Error('the chosen cells keep no numbers')
    chosen.readNumbers(Int32Array.of(2, 1, 0), numbers)
    expect([...numbers.subarray(0, 3)]).toEqual([4999.5, Number.NaN, 3.5])
  })

  it('give back the very text of each cell', () => {
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 50 }), (cells) => {
        const packed = pack(cells)
        expect(packed.length).toBe(cells.length)
        expect(cells.map((_, row) => packed.at(row))).toEqual(cells)
        expect([...packed]).toEqual(cells)
        expect([packed.at(cells.length), packed.at(-1)]).toEqual([undefined, undefined])
      }),
    )
  })

  it('keep as numbers what the grammar reads as the same bits, in the same shape', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(numberLike, double), { maxLength: 50 }), (cells) => {
        const packed = pack(cells)
        for (const [row, cell] of cells.entries()) {
          const value = packed.numberAt(row)
          if (Number.isNaN(value)) expect(packed.shapeAt(row)).toBe(shape.none)
          else expect([value, packed.shapeAt(row)]).toEqual([parseNumber(cell), shapeOf(cell)])
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('keep as numbers all plain decimals of up to 15 digits, and what is printed of a float64 number', () => {
    const decimal = fc
      .tuple(
        fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
        fc.integer({ min: 0, max: 22 }),
      )
      .filter(([mantissa]) => mantissa !== 0)
      .map(([mantissa, places]) => {
        const all = String(Math.abs(mantissa)).padStart(places + 1, '0')
        const [whole, fraction] = [all.slice(0, all.length - places), all.slice(all.length - places)]
        return `${mantissa < 0 ? '-' : ''}${whole}${places > 0 ? `.${fraction}` : ''}`
      })
    const printed = double.filter((text) => !/Infinity|^-?[\d]e|^.{1,3}$/.test(text))
    fc.assert(
      fc.property(fc.oneof(decimal, printed), (text) => {
        expect(pack([text]).numberAt(0)).toBe(Number(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('are the same text exactly where mark and value are the same', () => {
    const few = fc.oneof(fc.constantFrom('1', '1.0', '1.00', '10', '-1', '0', '-0', 'a', '', null), anyCell)
    fc.assert(
      fc.property(fc.array(few, { minLength: 2, maxLength: 30 }), (cells) => {
        const packed = pack(cells)
        for (const [row, cell] of cells.entries()) {
          const same = packed.markAt(row) === packed.markAt(0) && packed.valueAt(row) === packed.valueAt(0)
          expect(same).toBe(cell === cells[0])
        }
      }),
    )
  })

  it('hold more cells and words than one segment has', () => {
    const cells = Array.from({ length: 20_000 }, (_, i) =>
      i % 3 === 0 ? `w${i}` : i % 3 === 1 ? String(i / 8) : null,
    )
    expect([...pack(cells)]).toEqual(cells)
  })
})

/** Columns as tables have them: mostly one way of writing, with slips. */
const styles: readonly fc.Arbitrary<string>[] = [
  fc.integer({ min: -50, max: 50 }).map(String),
  fc.integer({ min: 0, max: 4 }).map((n) => String(1000 * n)),
  fc.double({ min: -1000, max: 1000, noNaN: true }).map((x) => x.toFixed(3)),
  fc.double({ min: -1000, max: 1000, noNaN: true }).map((x) => x.toFixed(8)),
  double,
  fc.integer({ min: 0, max: 20 }).map((n) => String(n).padStart(3, '0')),
  fc.constantFrom('1E2', '100', '2E1', '3'),
  fc.double({ min: 0, max: 5000, noNaN: true }).map((x) => x.toFixed(2).replace('.', ',')),
  fc.double({ min: 0, max: 5000, noNaN: true }).map((x) => `$${x.toFixed(2)}`),
  fc.integer({ min: 0, max: 99 }).map((n) => ` ${n}`),
  fc.constantFrom('yes', 'no', 'Yes'),
  fc.constantFrom('a', 'b', 'c'),
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  fc.integer({ min: 20_200_101, max: 20_200_130 }).map(String),
]
const slip = fc.constantFrom(null, '', 'NA', '-999', '?', '0', ' ', 'inf', '1e400', '−5', 'x')
const columnOf = (rows: number) =>
  fc.constantFrom(...styles).chain((style) =>
    fc.array(fc.oneof({ arbitrary: style, weight: 30 }, { arbitrary: slip, weight: 1 }), {
      minLength: rows,
      maxLength: rows,
    }),
  )
const someTable = fc
  .integer({ min: 3, max: 40 })
  .chain((rows) =>
    fc.record({ y: columnOf(rows), a: columnOf(rows), b: columnOf(rows), column_4: columnOf(rows) }),
  )
  .map((columns) => tableOf(columns))

describe('a table of packed columns', () => {
  const both = (check: (table: Table) => unknown) =>
    fc.assert(
      fc.property(someTable, (table) => {
        expect(outcome(() => check(packedTable(table)))).toEqual(outcome(() => check(table)))
      }),
      { numRuns: 400 },
    )

  it('is settled as one of texts', () => {
    both((table) => table.columns.map((column) => settleColumn(table, column, {})))
    both((table) => table.columns.map((column) => settleColumn(table, column, { missing: ['-999', 'x'] })))
  })

  it.each(['standardised', 'robust'] as const)('has the same encoder, X and Y, %s', (scaling) => {
    both((table) => {
      const { encoder, notes } = fitEncoder(table, { target: 'y', scaling })
      return { encoder, notes, X: encodeFeatures(encoder, table), Y: encodeTargets(encoder, table) }
    })
  })

  it('has the same encoder of some of its rows, with weights', () => {
    both((table) => {
      const some = selectRows(
        table,
        Int32Array.from({ length: table.rows - 1 }, (_, i) => table.rows - 1 - i),
      )
      const { encoder, notes } = fitEncoder(some, { target: 'y', weightColumn: 'b' })
      return { encoder, notes, X: encodeFeatures(encoder, some) }
    })
  })

  it('has the same equal rows, groups and findings', () => {
    const repeated = (table: Table) =>
      selectRows(
        table,
        Int32Array.from({ length: 2 * table.rows }, (_, i) => i % table.rows),
      )
    both((table) => duplicateRows(table))
    both((table) => duplicateRows(repeated(table), ['y']))
    both((table) => table.columns.map(groupsOf))
    both((table) => examine(table, { target: 'y' }))
  })
})
