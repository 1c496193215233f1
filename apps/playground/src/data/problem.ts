import type { Dataset, Output } from '@leven/core'
import {
  DataError,
  type Encoder,
  encodeFeatures,
  encodeTargets,
  featureNames,
  fitEncoder,
  fitTarget,
  inputCount,
  outputCount,
  outputKind,
  readTargets,
  type Split,
  selectRows,
  settleSplitting,
  splitBy,
  type Table,
  type TargetColumn,
  type Task,
} from '@leven/tabular'
import type { Axis, Place, Plane } from './plane.ts'
import { tellingInputs } from './telling.ts'

/** What of a table is learned, and how it is split. */
export interface ProblemOptions {
  /** The column to predict. */
  readonly target: string
  /** Default: what the target holds, as the command line settles it. */
  readonly task?: Task
  /** The columns of the plane, across and up. Default: the two that tell most of the target. */
  readonly plotted?: readonly [across: string, up: string]
  /** The ends of both axes. Default: those of the rows, with a margin. */
  readonly ends?: readonly [lower: number, upper: number]
  /** The share of the rows that is held out for testing: `--validation` of the command. */
  readonly testShare: number
  /** `--seed` of the command: it decides the split, as it decides weights and shuffles. */
  readonly seed: number
  /** Which rows are on which side. Default: what share and seed decide. */
  readonly split?: Split
  /** Of a model that was opened. Default: the one fitted on the training rows. */
  readonly encoder?: Encoder
}

/** An instance as the plane shows it. A plotted cell that is missing stands at its column's median. */
export interface Spot extends Place {
  /** Of the table, from 0. */
  readonly row: number
  /** The index of its class, or its number. */
  readonly target: number
}

/** What training needs of a problem: plain data, to be sent to the worker. */
export interface TrainingProblem {
  /** n0. */
  readonly inputs: number
  /** nL. */
  readonly outputs: number
  readonly output: Output
  readonly plane: Plane
  /** X n0 × m, Y nL × m. */
  readonly trainingData: Dataset
  readonly testData: Dataset
}

/** A table with what there is to say of how it was read. */
export interface NotedTable extends Table {
  readonly notes?: readonly string[]
}

/** A table, split and encoded as `leven train` does it, and the plane that is drawn of it. */
export interface Problem extends TrainingProblem {
  readonly table: Table
  readonly encoder: Encoder
  readonly task: Task
  /** The task, where it was told and not found out. */
  readonly askedTask: Task | undefined
  /** The classes, in the order of the outputs: the positive one of two is the last. None in a regression. */
  readonly labels: readonly string[]
  /** What each input is called, n0 names. */
  readonly features: readonly string[]
  /** Instance i of the training data is training[i]; so for the test data. */
  readonly training: readonly Spot[]
  readonly test: readonly Spot[]
  /** Sentences about the table: columns left out, constant columns. */
  readonly notes: readonly string[]
}

/** The most inputs and the most classes that the page takes. */
export const mostInputs = 256
export const mostClasses = 20

/** What the ends of an axis leave free beside the outermost rows, as a share of what they span. */
const margin = 0.05

/**
 * A problem from a table. Splits and encodes exactly as `leven train <table> --target … --validation <testShare>
 * --seed <seed>`, so that the command repeats a run of the page to the same parameters.
 *
 * @throws InvalidOptionError, DataError as tabular does; DataError too where fewer than two columns hold numbers,
 * a plotted one holds none, no row can be held out, or there are more inputs or classes than the page takes.
 */
export function createProblem(whole: NotedTable, options: ProblemOptions): Problem {
  const { testShare, seed } = options
  const asked = { target: options.target, ...(options.task && { task: options.task }) }
  const { target, rows, notes } = options.encoder
    ? { target: options.encoder.target, rows: null, notes: [] }
    : fitTarget(whole, asked)
  // A row without a target teaches nothing.
  const table: NotedTable =
    rows && rows.length < whole.rows
      ? { ...selectRows(whole, rows), ...(whole.notes && { notes: whole.notes }) }
      : whole
  const splitting = settleSplitting(table, asked)
  const split = options.split ?? splitBy(splitting, classesFor(target, table), testShare, seed)
  if (split.validation.length === 0) {
    throw new DataError(
      { source: table.source },
      'no row can be held out for testing.',
      'Give a table in which at least one class has two rows.',
    )
  }
  const fitted = options.encoder
    ? { encoder: options.encoder, notes: [] }
    : fitEncoder(table, { ...asked, task: target.task, rows: split.training })
  const { encoder } = fitted
  checkSize(encoder, table)
  const training = encode(encoder, table, split.training)
  const test = encode(encoder, table, split.validation)
  const plane = planeOf(encoder, table, training.data, test.data, options)
  return {
    table,
    encoder,
    task: target.task,
    askedTask: options.task,
    labels: classesOf(encoder.target),
    features: featureNames(encoder),
    inputs: inputCount(encoder),
    outputs: outputCount(encoder.target),
    output: outputKind(encoder.target),
    plane,
    trainingData: training.data,
    testData: test.data,
    training: spots(plane, training.data, table, split.training, encoder),
    test: spots(plane, test.data, table, split.validation, encoder),
    notes: [
      ...new Set([
        ...(table.notes ?? []),
        ...notes,
        ...(options.split ? [] : splitting.notes),
        ...fitted.notes,
        ...training.notes,
        ...test.notes,
      ]),
    ],
  }
}

/** The class of each row, to stratify by; numbers have none. */
function classesFor(target: TargetColumn, table: Table): ArrayLike<number> {
  const targets = readTargets(target, table)
  return target.task === 'regression' ? new Uint8Array(targets.length) : targets
}

/** What the worker needs of a problem; the rest may hold what cannot be sent. */
export function forTraining(problem: Problem): TrainingProblem {
  const { inputs, outputs, output, plane, trainingData, testData } = problem
  return { inputs, outputs, output, plane, trainingData, testData }
}

/** Whether a network of these sizes is one of a problem; between two problems a frame may be of the other. */
export function fits({ inputs, outputs }: TrainingProblem, sizes: readonly number[]): boolean {
  return sizes[0] === inputs && sizes.at(-1) === outputs
}

function checkSize({ features, target, ...rest }: Encoder, { source }: Table): void {
  const inputs = inputCount({ features, target, ...rest })
  if (inputs > mostInputs) {
    const widths = features.map((feature) => ({
      name: feature.name,
      width: inputCount({ features: [feature], target, ...rest }),
    }))
    const widest = widths.reduce((a, b) => (b.width > a.width ? b : a))
    throw new DataError(
      { source },
      `the columns become ${inputs} inputs, of which "${widest.name}" has ${widest.width}, and this page takes at most ${mostInputs}.`,
      'Leave out columns of many categories, or train with the command line.',
    )
  }
  const classes = outputCount(target)
  if (classes > mostClasses) {
    throw new DataError(
      { source, column: target.name },
      `the target has ${classes} classes, and this page takes at most ${mostClasses}.`,
      'Choose another target, or train with the command line.',
    )
  }
}

function encode(encoder: Encoder, table: Table, rows: Int32Array) {
  const { X, instances, notes } = encodeFeatures(encoder, table, rows)
  const data: Dataset = { instances, X, Y: encodeTargets(encoder, table, rows) }
  return { data, notes }
}

function planeOf(
  encoder: Encoder,
  table: Table,
  training: Dataset,
  test: Dataset,
  { plotted, ends }: ProblemOptions,
): Plane {
  const rest = means(training, inputCount(encoder))
  const axis = (name: string): Axis => {
    const column = encoder.features.find((feature) => feature.name === name)
    if (column?.kind !== 'number') {
      throw new DataError(
        { source: table.source, column: name },
        'the plane needs a column of numbers, and this is none that is learned from.',
        `Choose one of ${numberColumns(encoder).join(', ')}.`,
      )
    }
    const input = inputOf(encoder, name)
    // On the plane the value is there.
    if (column.missingIndicator) rest[input + 1] = 0
    const { mean, standardDeviation } = column
    const values = [training, test].flatMap(({ X, instances }) =>
      Array.from(
        { length: instances },
        (_, i) => mean + standardDeviation * (X[i * rest.length + input] ?? 0),
      ),
    )
    const [lower, upper] = ends ?? endsOf(values)
    return { column, input, lower, upper }
  }
  const numbers = numberColumns(encoder)
  if (numbers.length < 2) {
    throw new DataError(
      { source: table.source },
      `the plane needs two columns of numbers beside the target, and there is ${numbers.length === 0 ? 'none' : 'one'}.`,
      'Give a table with two columns of numbers.',
    )
  }
  const [across, up] = plotted ?? tellingColumns(encoder, numbers, training)
  return { across: axis(across), up: axis(up), rest }
}

function tellingColumns(
  encoder: Encoder,
  numbers: readonly string[],
  training: Dataset,
): readonly [string, string] {
  const inputs = numbers.map((name) => inputOf(encoder, name))
  const telling = tellingInputs(training, inputCount(encoder), inputs)
  // In the order of the table.
  const [across = '', up = ''] = numbers.filter((_, i) => telling.includes(inputs[i] ?? -1))
  return [across, up]
}

/** Which input the first of a feature's is, from 0. */
function inputOf(encoder: Encoder, name: string): number {
  const place = encoder.features.findIndex((feature) => feature.name === name)
  return inputCount({ ...encoder, features: encoder.features.slice(0, place) })
}

/** The names of the columns of numbers that are learned from. */
export function numberColumns(encoder: Encoder): readonly string[] {
  return encoder.features.filter(({ kind }) => kind === 'number').map(({ name }) => name)
}

function means({ X, instances }: Dataset, inputs: number): Float32Array {
  const sums = new Float64Array(inputs)
  for (let i = 0; i < instances; i++) {
    for (let k = 0; k < inputs; k++) sums[k] = (sums[k] ?? 0) + (X[i * inputs + k] ?? 0)
  }
  return Float32Array.from(sums, (sum) => sum / instances)
}

function endsOf(values: readonly number[]): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const span = most - least
  return span > 0 ? [least - margin * span, most + margin * span] : [least - 1, most + 1]
}

function classesOf(target: TargetColumn): readonly string[] {
  switch (target.task) {
    case 'binary':
      return [...target.labels.filter((label) => label !== target.positive), target.positive]
    case 'multiclass':
      return target.labels
    case 'regression':
      return []
    default:
      return target satisfies never
  }
}

function spots(
  { across, up, rest }: Plane,
  { X }: Dataset,
  table: Table,
  rows: Int32Array,
  { target }: Encoder,
): readonly Spot[] {
  const targets = readTargets(target, table, rows)
  const first = target.task === 'binary' && target.labels[0] === target.positive
  const value = ({ column, input }: Axis, i: number) =>
    column.mean + column.standardDeviation * (X[i * rest.length + input] ?? 0)
  return Array.from(rows, (row, i) => {
    const read = targets[i] ?? 0
    return { row, across: value(across, i), up: value(up, i), target: first ? 1 - read : read }
  })
}
