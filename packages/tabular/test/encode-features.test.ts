import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodePredictions,
  type Encoder,
  encodeFeatures,
  encodeTargets,
  encodeWeights,
  fitEncoder,
  inputCount,
  outputCount,
  outputKind,
  readTargets,
  type Table,
} from '../src/index.ts'
import { csv, errorOf, pick, tableOf } from './tables.ts'

const training = csv(`
size,colour,y
1,red,no
3,blue,yes
5,red,no
7,blue,yes
`)
const { encoder } = fitEncoder(training, { target: 'y' })
const deviation = Math.sqrt(5)

/** A random table: a number column with gaps, a category column with gaps, and a target. */
const tables: fc.Arbitrary<Table> = fc
  .array(
    fc.record({
      size: fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }).map(String)),
      colour: fc.option(fc.constantFrom('red', 'blue', 'green', 'a b')),
      y: fc.constantFrom('no', 'yes'),
    }),
    { minLength: 3, maxLength: 15 },
  )
  .map((rows) => [{ size: '1', colour: 'red', y: 'no' }, { size: '2', colour: 'blue', y: 'yes' }, ...rows])
  .map((rows) =>
    tableOf({
      size: rows.map(({ size }) => size),
      colour: rows.map(({ colour }) => colour),
      y: rows.map(({ y }) => y),
    }),
  )

describe('encodeFeatures', () => {
  it('encodes each row of a long table as if it were alone, in room that held something else, too', () => {
    const rows = 10_000 // more than are encoded at a time
    const long = tableOf({
      size: Array.from({ length: rows }, (_, row) => (row % 7 === 0 ? null : String(row / 8))),
      colour: Array.from({ length: rows }, (_, row) => ['red', 'blue', 'green', null][row % 4] ?? null),
      y: Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 'no' : 'yes')),
    })
    const { encoder } = fitEncoder(long, { target: 'y', scaling: 'robust' })
    const whole = encodeFeatures(encoder, long)
    const room = { floats: (length: number) => new Float32Array(length).fill(7), writerOf: () => undefined }
    expect(encodeFeatures(encoder, long, undefined, room).X).toEqual(whole.X)
    const inputs = inputCount(encoder)
    for (const row of [0, 1, 4095, 4096, 8191, 9_999]) {
      const { X } = encodeFeatures(encoder, long, Int32Array.of(row))
      expect(whole.X.subarray(row * inputs, (row + 1) * inputs)).toEqual(X)
    }
    expect(whole.notes).toEqual([])
  })

  it('standardises numbers and sets one input for each category, column-major', () => {
    const { X, instances, notes } = encodeFeatures(encoder, training)
    expect(instances).toBe(4)
    expect(notes).toEqual([])
    // the rows of X: size, colour=blue, colour=red
    expect([...X]).toEqual(
      [
        [-3 / deviation, 0, 1],
        [-1 / deviation, 1, 0],
        [1 / deviation, 0, 1],
        [3 / deviation, 1, 0],
      ]
        .flat()
        .map(Math.fround),
    )
  })

  it('rounds to float32 once: the nearest to the float64 value', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const fitted = fitEncoder(table, { target: 'y' }).encoder
        const size = fitted.features.find(({ name }) => name === 'size')
        if (size?.kind !== 'number') throw new Error('size is no number')
        const { X } = encodeFeatures(fitted, table)
        const inputs = inputCount(fitted)
        Array.from(table.columns[0]?.cells ?? []).forEach((cell, i) => {
          const value = cell === null ? size.median : Number(cell)
          expect(X[i * inputs]).toBe(Math.fround((value - size.mean) / size.standardDeviation))
        })
      }),
    )
  })

  it('gives numbers mean 0 and deviation 1 on the rows it was fitted on', () => {
    const values = Array.from({ length: 50 }, (_, i) => ((i * 7919) % 101) / 3)
    const table = tableOf({ x: values.map(String), y: values.map((_, i) => String(i % 2)) })
    const { X } = encodeFeatures(fitEncoder(table, { target: 'y' }).encoder, table)
    const mean = X.reduce((sum, x) => sum + x, 0) / X.length
    expect(mean).toBeCloseTo(0, 6)
    expect(X.reduce((sum, x) => sum + x * x, 0) / X.length).toBeCloseTo(1, 5)
  })

  it('puts the median and an indicator where a number is missing', () => {
    const table = tableOf({ x: ['1', '2', '9', 'NA'], y: ['a', 'b', 'a', 'b'] })
    const { X } = encodeFeatures(fitEncoder(table, { target: 'y' }).encoder, table, Int32Array.of(1, 3))
    expect(X[0]).toBe(X[2]) // the median is 2
    expect([X[1], X[3]]).toEqual([0, 1])
  })

  it('encodes a constant column as 0, whatever it holds later', () => {
    const table = tableOf({ x: ['7', '7'], z: ['1', '2'], y: ['a', 'b'] })
    const fitted = fitEncoder(table, { target: 'y' }).encoder
    expect([...encodeFeatures(fitted, tableOf({ x: ['1e300'], z: ['1.5'] })).X]).toEqual([0, 0])
  })

  it('does not depend on the order of the columns', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const fitted = fitEncoder(table, { target: 'y' }).encoder
        const reversed = { ...table, columns: [...table.columns].reverse() }
        expect(encodeFeatures(fitted, reversed)).toEqual(encodeFeatures(fitted, table))
      }),
    )
  })

  it('permutes the columns of X as the rows of the table are permuted', () => {
    const shuffled = tables.chain((table) =>
      fc.tuple(
        fc.constant(table),
        fc.shuffledSubarray(
          Array.from({ length: table.rows }, (_, row) => row),
          { minLength: 1 },
        ),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([table, order]) => {
        const fitted = fitEncoder(table, { target: 'y' }).encoder
        const n = inputCount(fitted)
        const { X } = encodeFeatures(fitted, table)
        const permuted = order.flatMap((row) => [...X.subarray(row * n, (row + 1) * n)])
        expect([...encodeFeatures(fitted, pick(table, order)).X]).toEqual(permuted)
        expect([...encodeFeatures(fitted, table, Int32Array.from(order)).X]).toEqual(permuted)
      }),
    )
  })

  it('sets exactly one input of each category column, or none for one never seen', () => {
    fc.assert(
      fc.property(tables, tables, (table, other) => {
        const fitted = fitEncoder(table, { target: 'y' }).encoder
        const n = inputCount(fitted)
        const colour = fitted.features.find(({ name }) => name === 'colour')
        if (colour?.kind !== 'category') throw new Error('colour is no category')
        const first = n - colour.levels.length - (colour.missingLevel ? 1 : 0)
        const { X } = encodeFeatures(fitted, other)
        Array.from(other.columns[1]?.cells ?? []).forEach((cell, i) => {
          const set = [...X.subarray(i * n + first, (i + 1) * n)]
          const level = cell === null ? colour.levels.length : colour.levels.indexOf(cell)
          expect(set.indexOf(1)).toBe(level < set.length ? level : -1)
          expect(set.filter((input) => input !== 0)).toHaveLength(level >= 0 && level < set.length ? 1 : 0)
        })
      }),
    )
  })

  it('works the same after the encoder went through JSON', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const fitted = fitEncoder(table, { target: 'y' }).encoder
        const stored: Encoder = JSON.parse(JSON.stringify(fitted))
        expect(encodeFeatures(stored, table)).toEqual(encodeFeatures(fitted, table))
      }),
    )
  })
})

describe('another table than the one it was fitted on', () => {
  it('may have extra columns: they are ignored with a note', () => {
    const one = tableOf({ size: ['1'], colour: ['red'], extra: ['x'] })
    expect(encodeFeatures(encoder, one).notes).toEqual([`Column "extra" is not the model's and is ignored.`])
    const many = tableOf({
      size: ['1'],
      colour: ['red'],
      ...Object.fromEntries('abcdefg'.split('').map((l) => [l, ['1']])),
    })
    expect(encodeFeatures(encoder, many).notes).toEqual([
      `7 columns are not the model's and are ignored: "a", "b", "c", "d", "e" and 2 more.`,
    ])
  })

  it('may hold the target, the weights and what training ignored, without a note', () => {
    const table = tableOf({ id: ['1', '2'], w: ['1', '2'], none: ['', ''], x: ['1', '2'], y: ['a', 'b'] })
    const fitted = fitEncoder(table, { target: 'y', ignore: ['id'], weightColumn: 'w' }).encoder
    expect(encodeFeatures(fitted, table).notes).toEqual([])
  })

  it('may hold categories never seen: none of the inputs is set, and a note says so', () => {
    const table = tableOf({ size: ['1', '1', '1'], colour: ['pink', 'red', 'pink'] })
    const { X, notes } = encodeFeatures(encoder, table)
    expect([...X.subarray(1, 3)]).toEqual([0, 0])
    expect(notes).toEqual([
      'Column "colour": 2 cells hold categories not seen in training, encoded as none of the known ones: "pink".',
    ])
  })

  it('may miss cells where none was missing in training: the median or no category, and a note', () => {
    const table = tableOf({ size: ['NA', '4'], colour: ['red', ''] })
    const { X, notes } = encodeFeatures(encoder, table)
    expect([...X]).toEqual([0, 0, 1, 0, 0, 0])
    expect(notes).toEqual([
      'Column "size": 1 cell is missing, though none was in training; the median 4 stands in.',
      'Column "colour": 1 cell is missing, though none was in training, and encoded as no category.',
    ])
  })

  it.each([
    [
      'a column that is not there',
      tableOf({ siez: ['1'], colour: ['red'] }),
      'data.csv: the column "size", which the model needs, is not there.',
      'Did you mean "siez"?',
    ],
    [
      'text in a number column',
      tableOf({ size: ['1', 'big'], colour: ['red', 'red'] }),
      'data.csv, line 3, column "size": "big" is text in a number column.',
      /Correct/,
    ],
    [
      'infinity in a number column',
      tableOf({ size: ['inf'], colour: ['red'] }),
      'data.csv, line 2, column "size": "inf" is not a finite number.',
      /leave the cell empty/,
    ],
    [
      'a number too far off for float32',
      tableOf({ size: ['1e300'], colour: ['red'] }),
      `data.csv, line 2, column "size": "1e300" is too far from the training rows' mean of 4.`,
      /Correct/,
    ],
  ])('may not have %s', (_, table, message, remedy) => {
    expect(errorOf(() => encodeFeatures(encoder, table))).toMatchObject({
      code: 'INVALID_DATA',
      message,
      remedy: expect.stringMatching(remedy),
    })
  })

  it('may not encode to more numbers than memory holds', () => {
    const count = 3_000_000
    const feature = {
      kind: 'category' as const,
      name: 'x',
      levels: Array.from({ length: count }, String),
      missingLevel: false,
    }
    const huge: Encoder = { ...encoder, features: [feature] }
    const table = {
      source: 'big.csv',
      rows: count,
      columns: [{ name: 'x', cells: new Array<null>(count).fill(null) }],
    }
    expect(errorOf(() => encodeFeatures(huge, table))).toMatchObject({
      code: 'INVALID_DATA',
      message: 'big.csv: 3000000 inputs for each of 3000000 rows are more numbers than memory holds.',
    })
  })
})

describe('encodeWeights', () => {
  const weighted = (w: readonly (string | null)[]) =>
    tableOf({ x: w.map((_, i) => String(i)), w, y: w.map((_, i) => String(i % 2)) })
  const fitted = fitEncoder(weighted(['1', '2']), { target: 'y', weightColumn: 'w' }).encoder

  it('reads the weights of the rows asked for', () => {
    expect(encodeWeights(fitted, weighted(['1', '0', '2.5']), Int32Array.of(2, 1))).toEqual(
      Float32Array.of(2.5, 0),
    )
  })

  it('is undefined without a weight column', () => {
    expect(encodeWeights(encoder, training)).toBeUndefined()
  })

  it.each([
    ['negative', ['1', '-2'], 'data.csv, line 3, column "w": "-2" is no weight.'],
    ['beyond float32', ['1', '1e300'], 'data.csv, line 3, column "w": "1e300" is no weight.'],
    ['missing', ['1', ''], 'data.csv, line 3, column "w": the weight is missing.'],
    ['text', ['1', 'x'], 'data.csv, line 3, column "w": "x" is text in a column of weights.'],
    ['all 0', ['0', '0'], 'data.csv, column "w": every weight is 0.'],
  ])('refuses weights that are %s', (_, w, message) => {
    expect(errorOf(() => encodeWeights(fitted, weighted(w)))).toMatchObject({ code: 'INVALID_DATA', message })
  })

  it('refuses a table without the column', () => {
    expect(errorOf(() => encodeWeights(fitted, training))).toMatchObject({
      message: 'data.csv: the column of weights, "w", is not there.',
    })
  })
})

describe('decodePredictions', () => {
  it('turns encoded targets back into the labels of the table', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { target } = fitEncoder(table, { target: 'y' }).encoder
        const back = decodePredictions(target, encodeTargets({ target }, table))
        expect(back.prediction).toEqual(table.columns[2]?.cells)
      }),
    )
  })

  it('turns several classes back, ties to the first', () => {
    const target = { task: 'multiclass', name: 'y', labels: ['a', 'b', 'c'] } as const
    const T = Float32Array.of(0.25, 0.5, 0.25, 0.5, 0, 0.5)
    expect(decodePredictions(target, T)).toEqual({
      task: 'multiclass',
      labels: target.labels,
      prediction: ['b', 'a'],
      probabilities: Float64Array.from(T),
    })
  })

  it('is positive from a probability of one half on', () => {
    const target = { task: 'binary', name: 'y', labels: ['a', 'b'], positive: 'a' } as const
    const { prediction } = decodePredictions(target, Float64Array.of(0.5, 0.49))
    expect(prediction).toEqual(['a', 'b'])
  })

  it("turns standardised numbers back into the target's own units", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3 }), (values) => {
        const cells = [...values, 1.5, 2.5].map(String)
        const table = tableOf({ x: cells, y: cells })
        const { target } = fitEncoder(table, { target: 'y', task: 'regression' }).encoder
        const truth = readTargets(target, table)
        const { prediction } = decodePredictions(target, encodeTargets({ target }, table))
        if (target.task !== 'regression') throw new Error('no regression')
        truth.forEach((value, i) => {
          const bound = 2 ** -23 * (Math.abs(value) + Math.abs(target.mean) + target.standardDeviation)
          expect(Math.abs(Number(prediction[i]) - value)).toBeLessThanOrEqual(bound)
        })
      }),
    )
  })

  it('refuses half a row', () => {
    const target = { task: 'multiclass', name: 'y', labels: ['a', 'b', 'c'] } as const
    expect(() => decodePredictions(target, new Float32Array(4))).toThrow(/4 values/)
  })
})

it('tells the network its outputs', () => {
  const kinds = [
    { task: 'binary', name: 'y', labels: ['a', 'b'], positive: 'b' },
    { task: 'multiclass', name: 'y', labels: ['a', 'b', 'c'] },
    { task: 'regression', name: 'y', mean: 0, standardDeviation: 1 },
  ] as const
  expect(kinds.map(outputKind)).toEqual(['sigmoid', 'softmax', 'identity'])
  expect(kinds.map(outputCount)).toEqual([1, 3, 1])
})
