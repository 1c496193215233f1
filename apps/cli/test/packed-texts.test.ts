import { CellPacker } from '@leven/tabular'
import { expect, test } from 'vitest'
import { entriesOf, packTexts, packValues } from '../src/table/packed-texts.ts'
import { openSession } from '../src/table/session.ts'

const texts = ['12.50', null, 'twelve bytes', 'thirteen bytes', '', 'ü€😀', '-0.125', ' 7', 'x'.repeat(5000)]
const refuse = (row: number): never => {
  throw new Error(`row ${row}`)
}

/** The first vector of a query's only column, and its rows. */
async function vectorOf(values: readonly (string | null)[], type = 'VARCHAR') {
  const session = await openSession(0)
  const rows = values
    .map((value) => (value === null ? '(NULL)' : `('${value.replaceAll('\u0000', "' || chr(0) || '")}')`))
    .join(', ')
  const result = await session.stream(`SELECT v::${type} FROM (VALUES ${rows}) t(v)`)
  const chunk = await result.fetchChunk()
  if (!chunk) throw new Error('there is no chunk')
  return { vector: chunk.getColumnVector(0), rows: chunk.rowCount, chunk, session }
}

test('texts are packed from the entries of a vector, as DuckDB lays them out', async () => {
  const { vector, rows } = await vectorOf(texts)
  const entries = entriesOf(vector, rows)
  if (!entries) throw new Error('the entries are not found: DuckDB keeps them elsewhere now')
  const packer = new CellPacker()
  packTexts(entries, vector, rows, packer, refuse)
  expect([...packer.packed()]).toEqual(texts)
})

test('where the entries are not as expected, none are given, and texts are asked for', async () => {
  const { vector, rows } = await vectorOf(texts)
  const asked = { getItem: (row: number) => vector.getItem(row) }
  for (const foreign of [
    asked,
    { ...asked, dataView: new Uint8Array(16 * rows), validity: { data: null, offset: 0 } },
    { ...asked, dataView: new DataView(new ArrayBuffer(16)), validity: { data: null, offset: 0 } },
    { ...asked, dataView: new DataView(new ArrayBuffer(16 * rows)), validity: { data: null, offset: 64 } },
    // Laid out otherwise: the first entry does not say what the package says.
    { ...asked, dataView: new DataView(new ArrayBuffer(16 * rows)), validity: { data: null, offset: 0 } },
  ]) {
    expect(entriesOf(foreign, rows)).toBeUndefined()
    const packer = new CellPacker()
    packValues(foreign, rows, packer, refuse)
    expect([...packer.packed()]).toEqual(texts)
  }
})

test('values of other types are packed as their texts', async () => {
  const { vector, rows } = await vectorOf(['1', null, '3'], 'BIGINT')
  expect(entriesOf(vector, rows)).toBeUndefined()
  const packer = new CellPacker()
  packValues(vector, rows, packer, refuse)
  expect([...packer.packed()]).toEqual(['1', null, '3'])
})

test('a NUL character is refused, wherever it stands', async () => {
  for (const text of ['a\u0000', `${'x'.repeat(20)}\u0000`]) {
    const { vector, rows } = await vectorOf(['a', text])
    const entries = entriesOf(vector, rows)
    if (!entries) throw new Error('the entries are not found')
    expect(() => packTexts(entries, vector, rows, new CellPacker(), refuse)).toThrow('row 1')
    expect(() => packValues(vector, rows, new CellPacker(), refuse)).toThrow('row 1')
  }
})
