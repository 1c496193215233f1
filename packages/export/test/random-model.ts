import {
  type Activation,
  activationNames,
  type Backend,
  generator,
  initialParameters,
  network,
  predict,
  uniform,
} from '@leven/core'
import { createModel, forwardErrors, type Model } from '@leven/model'
import { encodeFeatures, fitEncoder, inputCount, outputCount, outputKind, type Table } from '@leven/tabular'
import fc from 'fast-check'
import type { TargetArithmetic } from '../src/index.ts'

/** A table to learn from and rows to predict, with the network's shape. */
export interface Drawn {
  readonly table: Table
  readonly rows: Table
  readonly task: 'binary' | 'multiclass' | 'regression'
  readonly robust: boolean
  readonly hidden: readonly number[]
  readonly activation: Activation
  /** Words that are missing in place of the usual ones. */
  readonly words: readonly string[] | undefined
  readonly seed: number
}

const columnNames = [
  ...['age', 'select', 'from', 'a "b"', "o'clock", 'back`tick', '😀', 'über größe', 'x y', 'row', '[x]'],
  ...['1st', '{}', '<b>', '\\n', 'tab\there', '%s', ';drop', '--', 'Order By', 'constructor', 'a,b'],
]

const levelSets: readonly (readonly string[])[] = [
  ['red', 'green', 'blue'],
  ["O'Brien", 'say "hi"', 'back\\slash', '<script>'],
  ['Köln', 'São Paulo', 'Ελλάς', '東京', '😀'],
  ['Aa', 'AA', 'aa'],
  ['x', 'X', 'z'],
  ['New  York', 'Los Angeles', 'NULL-ish', '%'],
]

const number = fc.oneof(
  fc.double({ min: -1000, max: 1000, noNaN: true }).map(String),
  fc.integer({ min: -50, max: 50 }).map(String),
  fc.constantFrom('1e-7', '-2.5E+3', '.5', '7.', '+4', '007', '0', '-0'),
)
const missing = fc.constantFrom('', null, 'NA', 'n/a')

/** A kind of column: the cells that are learnt from, and those that are predicted. */
interface CellKind {
  readonly kind: 'number' | 'category' | 'date'
  readonly learnt: fc.Arbitrary<string | null>
  readonly asked: fc.Arbitrary<string | null>
}

/** Numbers as they come, or all of them so small, so large or so close together that float64 has hardly room. */
const numbers: fc.Arbitrary<CellKind> = fc
  .constantFrom(1, 1, 1, 1e-40, 1e-150, 1e-290, 1e-310, 1e25, 1e290)
  .map((unit) => {
    const cell = unit === 1 ? number : number.map((text) => String(Number(text) * unit))
    const asked = fc.oneof(
      { weight: 6, arbitrary: cell },
      { weight: 1, arbitrary: missing },
      {
        weight: 1,
        arbitrary: fc.constantFrom('1e-320', '1e-400', ...(unit === 1 ? ['-999', '-9.99e2'] : [])),
      },
    )
    return { kind: 'number', learnt: cell, asked }
  })

const two = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'))
const calendarDay = fc.date({ min: new Date('1850-01-01'), max: new Date('2150-12-31'), noInvalidDate: true })
const dayText = fc.oneof(
  { weight: 5, arbitrary: calendarDay.map((date) => date.toISOString().slice(0, 10)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('2000-02-29', '1900-03-01', '2023-12-31', '2024-12-31', '1969-12-31'),
  },
)
const secondsText = fc.oneof(
  fc.constantFrom('', ':00', ':34.5', ':07.120'),
  two(59).map((seconds) => `:${seconds}`),
)
const clockText = fc
  .tuple(two(23), two(59), secondsText)
  .map(([hours, minutes, seconds]) => `${hours}:${minutes}${seconds}`)
const zoneText = fc.oneof(
  fc.constantFrom('Z', '+02:00', '-0330', '+14'),
  fc
    .tuple(fc.constantFrom('+', '-'), two(12), two(59))
    .map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
)
const timeText = fc
  .tuple(dayText, fc.constantFrom('T', ' '), clockText)
  .map(([day, between, clock]) => day + between + clock)
const zonedText = fc.tuple(timeText, zoneText).map(([time, zone]) => time + zone)

/** Dates, times and times of day, as ISO 8601 has them. */
const dates: fc.Arbitrary<CellKind> = fc
  .constantFrom(dayText, timeText, zonedText, clockText)
  .map((written) => ({
    kind: 'date',
    learnt: written,
    asked: fc.oneof({ weight: 6, arbitrary: written }, { weight: 1, arbitrary: missing }),
  }))

const categories: fc.Arbitrary<CellKind> = fc.constantFrom(...levelSets).map((levels) => ({
  kind: 'category',
  learnt: fc.constantFrom(...levels),
  asked: categoryCell(levels),
}))

function categoryCell(levels: readonly string[]): fc.Arbitrary<string | null> {
  const level = fc.constantFrom(...levels)
  return fc.oneof(
    { weight: 6, arbitrary: level },
    { weight: 1, arbitrary: level.map((text) => text.toLowerCase()) },
    { weight: 1, arbitrary: level.map((text) => text.normalize('NFD')) },
    { weight: 1, arbitrary: fc.constantFrom('never seen', "'; --", '🦄') },
    { weight: 1, arbitrary: missing },
  )
}

/** In place of a kind that every column has. */
const never: CellKind = { kind: 'number', learnt: number, asked: number }

/** Random tables and networks. */
export const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom(...columnNames), { minLength: 2, maxLength: 4 }),
    kinds: fc.array(fc.oneof(numbers, numbers, categories, dates), { minLength: 4, maxLength: 4 }),
    task: fc.constantFrom('binary', 'multiclass', 'regression' as const),
    robust: fc.boolean(),
    hidden: fc.constantFrom([], [1], [5], [17], [4, 3]),
    activation: fc.constantFrom(...activationNames),
    words: fc.constantFrom(undefined, undefined, ['NA', 'n/a', '-999']),
    seed: fc.nat(1e6),
  })
  .chain(({ names, kinds, ...rest }) => {
    const columns = (rows: number, cellOf: (kind: CellKind) => fc.Arbitrary<string | null>) =>
      fc.tuple(
        ...names.map((name, index) =>
          fc
            .array(cellOf(kinds[index] ?? never), { minLength: rows, maxLength: rows })
            .map((cells) => ({ name, cells })),
        ),
      )
    const nowAndThenMissing = ({ learnt }: CellKind) =>
      fc.oneof({ weight: 9, arbitrary: learnt }, { weight: 1, arbitrary: fc.constant(null) })
    return fc
      .record({ learnt: columns(40, nowAndThenMissing), rows: columns(6, ({ asked }) => asked) })
      .map(({ learnt, rows }) => {
        const target = {
          name: 'leven target',
          cells: Array.from({ length: 40 }, (_, i) =>
            rest.task === 'regression'
              ? String(i * 1.37 - 20.5)
              : rest.task === 'binary'
                ? i % 2
                  ? "it's"
                  : 'no "x"'
                : (['a', 'b', '😀 c'][i % 3] ?? ''),
          ),
        }
        const ofKind = (kind: CellKind['kind']) => names.filter((_, index) => kinds[index]?.kind === kind)
        return {
          ...rest,
          numeric: ofKind('number'),
          categorical: ofKind('category'),
          table: { source: 'drawn', rows: 40, columns: [...learnt, target] },
          rows: { source: 'rows', rows: 6, columns: rows },
        }
      })
  })

/** The model that was drawn, with random parameters. */
export async function modelOf(
  on: Backend,
  drawn: Drawn & { readonly numeric?: readonly string[]; readonly categorical?: readonly string[] },
): Promise<Model> {
  const { numeric = [], categorical = [] } = drawn
  const { encoder } = fitEncoder(drawn.table, {
    target: 'leven target',
    task: drawn.task,
    numeric,
    categorical,
    ...(drawn.robust && { scaling: 'robust' as const }),
    ...(drawn.words && { missing: drawn.words }),
  })
  const shape = network({
    features: inputCount(encoder),
    hidden: drawn.hidden,
    outputs: outputCount(encoder.target),
    activation: drawn.activation,
    output: outputKind(encoder.target),
  })
  const random = generator(drawn.seed, 'parameters', 7)
  const parameters = initialParameters(shape, drawn.seed).map(({ W, b }) => ({
    W: Float64Array.from(W, (w) => 2 * w),
    b: Float64Array.from(b, () => uniform(random, 2)),
  }))
  return createModel({ network: shape, parameters, encoder, training: record }, on)
}

const record = {
  options: {},
  seed: 0,
  versions: {},
  backend: { name: 'cpu', device: '', accelerated: false, reason: '' },
  rows: { training: 40, validation: 0 },
  members: null,
  conformal: [],
  curve: { epochs: 0, bestEpoch: 0, points: [] },
}

/** T of each row by core, and how far a target may be from it. */
export async function expected(
  on: Backend,
  model: Model,
  rows: Table,
  { arithmetic, inputRoundoff }: TargetArithmetic,
): Promise<{ readonly T: readonly number[]; readonly bounds: readonly number[] }> {
  const { network, parameters, encoder } = model
  const { X, instances } = encodeFeatures(encoder, rows)
  const T = await predict(on, network, parameters, X, instances)
  const there = forwardErrors(on.info.arithmetic, network, parameters, X)
  const here = forwardErrors(arithmetic, network, parameters, X, inputRoundoff)
  return { T: Array.from(T), bounds: Array.from(there, (bound, k) => bound + (here[k] ?? 0)) }
}

/** The cells of one row by column. */
export function rowAt({ columns }: Table, index: number): Record<string, string | null> {
  return Object.fromEntries(columns.map(({ name, cells }) => [name, cells.at(index) ?? null]))
}
