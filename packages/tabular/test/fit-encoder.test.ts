import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError, encodeFeatures, featureNames, fitEncoder, inputCount, type Table } from '../src/index.ts'
import { csv, errorOf, pick, tableOf } from './tables.ts'

const penguins = csv(`
island,bill_length_mm,sex,label
Torgersen,39,male,1
Biscoe,40,female,0
Dream,NA,NA,1
Dream,41,female,0
`)
const range = (count: number) => Array.from({ length: count }, (_, i) => i)
const labels = (count: number) => range(count).map((i) => (i % 2 ? 'yes' : 'no'))

describe('fitEncoder', () => {
  it('learns statistics of numbers and levels of categories', () => {
    const { encoder, notes } = fitEncoder(penguins, { target: 'label' })
    expect(encoder.features).toEqual([
      { kind: 'category', name: 'island', levels: ['Biscoe', 'Dream', 'Torgersen'], missingLevel: false },
      {
        kind: 'number',
        name: 'bill_length_mm',
        mean: 40,
        standardDeviation: Math.sqrt(2 / 3),
        median: 40,
        missingIndicator: true,
        robust: null,
      },
      { kind: 'category', name: 'sex', levels: ['female', 'male'], missingLevel: true },
    ])
    expect(encoder.target).toEqual({ task: 'binary', name: 'label', labels: ['0', '1'], positive: '1' })
    expect(notes).toEqual([])
  })

  it('names the inputs of the network', () => {
    const { encoder } = fitEncoder(penguins, { target: 'label' })
    expect(featureNames(encoder)).toEqual([
      'island=Biscoe',
      'island=Dream',
      'island=Torgersen',
      'bill_length_mm',
      'bill_length_mm is missing',
      'sex=female',
      'sex=male',
      'sex is missing',
    ])
    expect(inputCount(encoder)).toBe(8)
  })

  it('is plain JSON data', () => {
    const { encoder } = fitEncoder(penguins, { target: 'label' })
    expect(JSON.parse(JSON.stringify(encoder))).toEqual(encoder)
  })

  it('learns from the rows it is given and from no others', () => {
    const column = (cell: fc.Arbitrary<string>) =>
      fc.array(fc.oneof(cell, fc.constant(null)), { minLength: 6, maxLength: 6 })
    const pair = fc.oneof(
      fc.tuple(column(fc.integer().map(String)), column(fc.integer().map(String))),
      fc.tuple(column(fc.constantFrom('red', 'blue')), column(fc.constantFrom('green', 'blue'))),
    )
    fc.assert(
      fc.property(pair, ([cells, others]) => {
        const table = (last: readonly (string | null)[]): Table =>
          tableOf({ x: [...cells, ...last], z: range(12).map(String), y: labels(12) })
        const rows = Int32Array.from(range(6))
        const one = fitEncoder(table(cells), { target: 'y', rows })
        expect(fitEncoder(table(others), { target: 'y', rows })).toEqual(one)
      }),
    )
  })

  it('decides what a column is by every row: how a file is written is no estimate', () => {
    const x = [...range(6).map(String), ...range(6).map((i) => `junk ${i}`)]
    const rows = Int32Array.from(range(6))
    const { encoder } = fitEncoder(tableOf({ x, y: labels(12) }), { target: 'y', rows })
    expect(encoder.features).toMatchObject([{ kind: 'category', levels: range(6).map(String) }])
  })

  it('takes the weight column and ignored columns for no features', () => {
    const table = tableOf({ id: ['1', '2'], w: ['1', '2'], x: ['1', '2'], y: ['a', 'b'] })
    const { encoder } = fitEncoder(table, { target: 'y', ignore: ['id'], weightColumn: 'w' })
    expect(encoder).toMatchObject({ ignored: ['id'], weightColumn: 'w' })
    expect(encoder.features.map(({ name }) => name)).toEqual(['x'])
  })
})

describe('the type of a column', () => {
  const kindOf = (cells: readonly (string | null)[]) =>
    fitEncoder(tableOf({ x: cells, y: labels(cells.length) }), { target: 'y' }).encoder.features[0]?.kind

  it('is number where every present cell is one', () => {
    expect(kindOf(['1', ' 2.5 ', '-3e2', 'NA'])).toBe('number')
  })

  it('is category where fewer than nine tenths are', () => {
    const cells = [...range(17).map(String), 'x', 'y']
    expect(kindOf(cells)).toBe('category')
  })

  it('is number, and the text in it an error, from nine tenths on', () => {
    const cells = [...range(9).map(String), 'abc']
    const error = errorOf(() => kindOf(cells))
    expect(error).toBeInstanceOf(DataError)
    expect(error).toMatchObject({
      code: 'INVALID_DATA',
      message: 'data.csv, line 11, column "x": "abc" is text in a number column.',
      remedy: expect.stringMatching(/^Correct the value, leave .* --categorical/),
      source: 'data.csv',
      line: 11,
      column: 'x',
    })
  })

  it.each(['INF', 'inf', '-Infinity'])('does not take %s for a category or a missing value', (word) => {
    expect(errorOf(() => kindOf(['1', word, word, '4']))).toMatchObject({
      message: `data.csv, line 3, column "x": "${word}" is not a finite number.`,
      remedy: 'Correct the value, or leave the cell empty where it is missing.',
    })
  })

  it('leaves words for NaN alone in a column of text', () => {
    expect(kindOf(['inf', 'nan', 'low', 'low'])).toBe('category')
  })

  it('refuses a decimal comma among decimal points', () => {
    const cells = [...range(19).map((i) => `${i}.5`), '1,5']
    expect(errorOf(() => kindOf(cells))).toMatchObject({
      message: 'data.csv, line 21, column "x": "1,5" is text in a number column.',
      remedy: 'Write the numbers of a column in one way, such as 1234.5.',
    })
  })

  it('names the row where the reader knows no lines', () => {
    const table = pick(tableOf({ x: [...range(9).map(String), 'abc'], y: labels(10) }), range(10))
    expect(errorOf(() => fitEncoder(table, { target: 'y' }))).toMatchObject({
      message: 'data.csv, row 10, column "x": "abc" is text in a number column.',
      row: 10,
    })
    const mostly = pick(tableOf({ x: ['1', '2', 'c'], y: labels(3) }), range(3))
    expect(fitEncoder(mostly, { target: 'y' }).notes[0]).toContain('"c" (row 3)')
  })

  it('refuses a number beyond float64, and numbers too large to standardise', () => {
    expect(errorOf(() => kindOf(['1', '1e400']))).toMatchObject({
      message: 'data.csv, line 3, column "x": "1e400" is too large a number.',
    })
    expect(errorOf(() => kindOf(['1.7e308', '1.6e308']))).toMatchObject({
      message: 'data.csv, column "x": the values are too large to be standardised.',
    })
  })
})

describe('columns that tell little', () => {
  const notesOf = (columns: Record<string, readonly (string | null)[]>, count: number) =>
    fitEncoder(tableOf({ ...columns, good: range(count).map(String), y: labels(count) }), { target: 'y' })

  it('are left out when they hold no values', () => {
    const { encoder, notes } = notesOf({ a: ['', 'NA'], b: [null, '?'] }, 2)
    expect(notes).toEqual(['2 columns have no values and are left out: "a", "b".'])
    expect(encoder.ignored).toEqual(['a', 'b'])
    expect(encoder.features.map(({ name }) => name)).toEqual(['good'])
  })

  it('are left out when every row has another text', () => {
    const { encoder, notes } = notesOf({ id: range(21).map((i) => `P-${i}`) }, 21)
    expect(notes).toEqual([
      'Column "id" has another text in every row, so it is an identifier and is left out.',
    ])
    expect(encoder.ignored).toEqual(['id'])
    expect(notesOf({ id: range(20).map((i) => `P-${i}`) }, 20).encoder.features).toHaveLength(2)
  })

  it('are noted when they have nearly as many categories as rows', () => {
    const { notes } = notesOf({ name: range(40).map((i) => `P-${Math.min(i, 30)}`) }, 40)
    expect(notes).toEqual(['Column "name" has 31 categories in 40 values: ignore it if it is an identifier.'])
  })

  it('are noted when they hold mostly numbers but too much text for a number column', () => {
    const { notes } = notesOf({ x: ['1', '2', '3', 'x'] }, 4)
    expect(notes).toEqual([
      'Column "x" holds 3 numbers in 4 values but is taken as a category, because "x" (line 5) is text.',
    ])
  })

  it('are noted with their units when these are two and every text is another', () => {
    const { notes } = notesOf({ mass: range(40).map((i) => `${i}.5 ${i % 2 ? 'kg' : 'lb'}`) }, 40)
    expect(notes).toEqual([
      expect.stringMatching(
        /^Column "mass": 20 of 40 values are a number with "lb" beside it, but "1\.5 kg"/,
      ),
      expect.stringMatching(/^Column "mass" has another text in every row/),
    ])
  })

  it('are noted when a part of them is a number with the same letters beside it', () => {
    const { notes } = notesOf({ class: ['3rd', '3rd', '1st', '3rd', '2nd', '3rd'] }, 6)
    expect(notes).toEqual([
      'Column "class": 4 of 6 values are a number with "rd" beside it, but "1st" (line 4) is not, so it is taken as a category.',
    ])
  })

  it('are noted and kept when they are constant', () => {
    const { encoder, notes } = notesOf({ a: ['7', '7'], b: ['x', 'x'] }, 2)
    expect(notes).toEqual(['2 columns are constant and tell nothing: "a", "b".'])
    expect(encoder.features).toHaveLength(3)
  })

  it('are not constant when some cells are missing', () => {
    expect(notesOf({ a: ['7', 'NA'], b: ['x', 'NA'] }, 2).notes).toEqual([])
  })

  it('are an error when no other is left', () => {
    const table = tableOf({ a: ['', ''], y: ['0', '1'] })
    expect(errorOf(() => fitEncoder(table, { target: 'y' }))).toMatchObject({
      code: 'INVALID_DATA',
      message: 'data.csv: no column is left to learn "y" from.',
    })
  })
})

describe('wrong tables and options', () => {
  const table = tableOf({ radius: ['1', '2'], y: ['a', 'b'] })

  it.each([
    [
      'an ignored column that is not there',
      { ignore: ['raduis'] },
      'data.csv has no column "raduis" to be ignored.',
      'Did you mean "radius"?',
    ],
    [
      'a weight column that is not there',
      { weightColumn: 'w' },
      'data.csv has no column "w" to be the weights.',
      'Its columns are "radius", "y".',
    ],
    [
      'the target ignored',
      { ignore: ['y'] },
      'Column "y" is the target and cannot be ignored.',
      'Choose another column.',
    ],
  ])('%s', (_, options, message, remedy) => {
    expect(errorOf(() => fitEncoder(table, { target: 'y', ...options }))).toMatchObject({
      code: 'INVALID_OPTION',
      message,
      remedy,
    })
  })

  it('two columns of one name', () => {
    const [radius, y] = table.columns
    if (!radius || !y) throw new Error('no columns')
    const twice = { ...table, columns: [radius, y, radius] }
    expect(errorOf(() => fitEncoder(twice, { target: 'y' }))).toMatchObject({
      code: 'INVALID_DATA',
      message: 'data.csv, column "radius": two columns have this name.',
    })
  })

  it('no rows, and columns of different lengths', () => {
    const empty = tableOf({ x: [], y: [] })
    expect(errorOf(() => fitEncoder(empty, { target: 'y' }))).toMatchObject({
      message: 'data.csv: the table has no rows below its header.',
    })
    const ragged = tableOf({ x: ['1', '2'], y: ['a'] })
    expect(errorOf(() => fitEncoder(ragged, { target: 'x' }))).toMatchObject({
      message: 'data.csv, column "y": the column has 1 cell in a table of 2 rows.',
    })
  })
})

it('shows control characters and long values in a way that is safe to print', () => {
  const table = tableOf({ x: [...range(9).map(String), `\u001b[31m${'z'.repeat(100)}`], y: labels(10) })
  const error = errorOf(() => fitEncoder(table, { target: 'y' }))
  expect(error).toMatchObject({ message: expect.stringContaining(`"\\u001b[31m${'z'.repeat(35)}…" is text`) })
})

/** How often names are looked at where a table of so many columns is fitted and encoded. */
function namesRead(count: number): number {
  let reads = 0
  const counted = <T extends { readonly name: string }>(one: T): T =>
    new Proxy(one, {
      get(of, key) {
        if (key === 'name') reads++
        return Reflect.get(of, key)
      },
    })
  const columns = Array.from({ length: count }, (_, i) => ({ name: `c${i}`, cells: ['1', String(i), '3'] }))
  const wide: Table = {
    source: 'wide.csv',
    rows: 3,
    columns: [...columns, { name: 'y', cells: ['a', 'b', 'a'] }].map(counted),
  }
  const { encoder } = fitEncoder(wide, { target: 'y' })
  expect(inputCount(encoder)).toBe(count)
  const { X } = encodeFeatures({ ...encoder, features: encoder.features.map(counted) }, wide)
  expect(X).toHaveLength(3 * count)
  expect(errorOf(() => fitEncoder(wide, { target: `c${count}x` }))).toMatchObject({ code: 'INVALID_OPTION' })
  return reads
}

it('takes work in proportion to the number of columns', () => {
  const few = namesRead(500)
  expect(few).toBeGreaterThan(500)
  expect(namesRead(4000) / few).toBeLessThan(8.5) // 64, where each column were looked for among all
})
