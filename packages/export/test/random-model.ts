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
/** Numbers of a column that is learnt from: not closer together than exports can tell apart. */
const measured = number.map((text) => (Math.abs(Number(text)) < 1e-20 ? '0' : text))
const missing = fc.constantFrom('', null, 'NA', 'n/a')
const numberCell = fc.oneof({ weight: 6, arbitrary: number }, { weight: 1, arbitrary: missing })

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

/** Random tables and networks. */
export const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom(...columnNames), { minLength: 2, maxLength: 4 }),
    sets: fc.array(fc.constantFrom(undefined, undefined, ...levelSets), { minLength: 4, maxLength: 4 }),
    task: fc.constantFrom('binary', 'multiclass', 'regression' as const),
    robust: fc.boolean(),
    hidden: fc.constantFrom([], [1], [5], [17], [4, 3]),
    activation: fc.constantFrom(...activationNames),
    seed: fc.nat(1e6),
  })
  .chain(({ names, sets, ...rest }) => {
    const column = (index: number, rows: number, cell: fc.Arbitrary<string | null>) =>
      fc
        .array(cell, { minLength: rows, maxLength: rows })
        .map((cells) => ({ name: names[index] ?? '', cells }))
    const columns = (rows: number, fitting: boolean) =>
      fc.tuple(
        ...names.map((_, index) => {
          const levels = sets[index]
          if (!levels)
            return column(
              index,
              rows,
              fitting
                ? fc.oneof({ weight: 9, arbitrary: measured }, { weight: 1, arbitrary: fc.constant(null) })
                : numberCell,
            )
          return column(
            index,
            rows,
            fitting
              ? fc.oneof(
                  { weight: 9, arbitrary: fc.constantFrom(...levels) },
                  { weight: 1, arbitrary: fc.constant(null) },
                )
              : categoryCell(levels),
          )
        }),
      )
    return fc.record({ learnt: columns(40, true), rows: columns(6, false) }).map(({ learnt, rows }) => {
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
      const numeric = names.filter((_, index) => !sets[index])
      const categorical = names.filter((_, index) => sets[index])
      return {
        ...rest,
        numeric,
        categorical,
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
