import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Encoder, encodeFeatures, fitEncoder, type Row, rowEncoder } from '../src/index.ts'
import { errorOf, tableOf } from './tables.ts'

const table = tableOf({
  age: ['39.1', '46.5', 'NA', '50.2', '45.1', '38.6', '22', '61.5'],
  price: ['1.234,5 €', '2.000,1 €', '3.100,25 €', '99,5 €', '1.000,0 €', '7,25 €', '8,5 €', '12,75 €'],
  when: [
    '2024-08-30',
    '2024-09-01',
    '2023-01-05',
    null,
    '2022-12-31',
    '2024-02-29',
    '2021-07-07',
    '2020-03-01',
  ],
  city: ['Berlin', 'Köln', 'Berlin', '', 'köln', 'São Paulo', 'Berlin', 'Köln'],
  y: ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'],
})

function encoders(): readonly Encoder[] {
  return [undefined, 'robust' as const].map(
    (scaling) => fitEncoder(table, { target: 'y', date: ['when'], ...(scaling && { scaling }) }).encoder,
  )
}

const cells = {
  age: fc.oneof(
    fc.double({ min: -1e9, max: 1e9, noNaN: true }).map(String),
    fc.constantFrom('NA', ' 12 ', '', 'nan', '1e3'),
  ),
  price: fc.constantFrom('1.234,5 €', '12', '-7,5 €', '', 'N/A'),
  when: fc.oneof(
    fc.constantFrom('', '30.8.2024', 'unknown', '5 Mar 2021'),
    fc
      .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  ),
  city: fc.constantFrom('Berlin', 'BERLIN', 'köln', 'Ko\u0308ln', 'são  paulo', 'Paris', '', 'NA', '😀'),
}

describe('a row encoded alone', () => {
  it('has the bits it has in a table', () => {
    fc.assert(
      fc.property(fc.array(fc.record(cells), { minLength: 1, maxLength: 5 }), (rows) => {
        for (const encoder of encoders()) {
          const asTable = tableOf(
            Object.fromEntries(
              Object.keys(cells).map((name) => [name, rows.map((row) => row[name as keyof typeof cells])]),
            ),
          )
          const { X } = encodeFeatures(encoder, asTable)
          const one = rowEncoder(encoder)
          const x = new Float32Array(one.inputs).fill(Number.NaN)
          for (const [i, row] of rows.entries()) {
            one.encode(row, x)
            expect(x).toEqual(X.subarray(i * one.inputs, (i + 1) * one.inputs))
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  it('takes numbers, dates, booleans and null as themselves', () => {
    for (const encoder of encoders()) {
      const one = rowEncoder(encoder)
      const encoded = (row: Row) => {
        const x = new Float32Array(one.inputs)
        one.encode(row, x)
        return x
      }
      expect(encoded({ age: 12.5, price: 1234.5, when: new Date('2024-08-30'), city: null })).toEqual(
        encoded({ age: '12.5', price: '1.234,5 €', when: '2024-08-30T00:00:00.000', city: '' }),
      )
      expect(encoded({ age: Number.NaN, price: 1, when: null, city: undefined })).toEqual(
        encoded({ age: null, price: 1, when: null, city: null }),
      )
    }
  })

  it('names the column and row of what it cannot use', () => {
    const [encoder] = encoders()
    if (!encoder) return
    const one = rowEncoder(encoder)
    const x = new Float32Array(one.inputs)
    const row = { age: 1, price: 2, when: null, city: 'Berlin' }
    const refused = (other: unknown, index = 0) => errorOf(() => one.encode(other as Row, x, index))
    expect(refused({ age: 1, price: 2, when: null, City: 'x' }, 3)).toMatchObject({
      code: 'INVALID_DATA',
      message: 'the rows, row 4: the column "city", which the model needs, is not there.',
      remedy: 'Did you mean "City"? Give null where a value is missing.',
    })
    expect(refused({ ...row, age: 'old' })).toMatchObject({ column: 'age', row: 1 })
    expect(refused({ ...row, age: Number.POSITIVE_INFINITY })).toMatchObject({ column: 'age' })
    expect(refused({ ...row, city: ['Berlin'] })).toMatchObject({ column: 'city' })
    expect(refused({ ...row, when: 'soon' })).toMatchObject({ column: 'when' })
    expect(refused([1, 2])).toMatchObject({ code: 'INVALID_DATA' })
    expect(refused('row')).toMatchObject({ code: 'INVALID_DATA' })
  })

  it('says what was never seen', () => {
    const [encoder] = encoders()
    if (!encoder) return
    const one = rowEncoder(encoder)
    const notes = one.encode({ age: 1, price: null, when: null, city: 'Paris' }, new Float32Array(one.inputs))
    expect(notes.join(' ')).toMatch(/"price".*missing.*"city".*"Paris"/)
  })
})

it('takes a number that means missing for missing, as a table does', () => {
  const coded = tableOf({ age: ['1', '-999', '3', '4.5', '2', '7'], y: ['a', 'b', 'a', 'b', 'a', 'b'] })
  const { encoder } = fitEncoder(coded, { target: 'y', missing: ['-999'], numeric: ['age'] })
  const { X } = encodeFeatures(encoder, coded)
  const one = rowEncoder(encoder)
  const x = new Float32Array(one.inputs)
  for (const cell of ['-999', -999, '-999.0']) {
    one.encode({ age: cell }, x)
    expect(x).toEqual(X.subarray(one.inputs, 2 * one.inputs))
  }
})
