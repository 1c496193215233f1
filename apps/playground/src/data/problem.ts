import type { Dataset, Output } from '@leven/core'
import {
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
  rowSplit,
  type Split,
  selectRows,
  settleRowSplitting,
  type Table,
  type TargetColumn,
  type Task,
} from '@leven/tabular'
import type { Axis, Place, Plane } from './plane.ts'
import { type PlaneOptions, planeOf } from './plane-of.ts'
import { TableFault } from './table-fault.ts'

/** What of a table is learned, and how it is split. */
export interface ProblemOptions extends PlaneOptions {
  /** The column to predict. */
  readonly target: string
  /** Default: what the target holds, as the command line settles it. */
  readonly task?: Task
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
const mostInputs = 256
export const mostClasses = 20

/**
 * A problem from a table. Splits and encodes exactly as `leven train <table> --target … --validation <testShare>
 * --seed <seed>`, so that the command repeats a run of the page to the same parameters.
 *
 * @throws InvalidOptionError, DataError as tabular does; TableFault where fewer than two columns hold numbers,
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
  const splitting = settleRowSplitting(table, asked)
  const split = options.split ?? rowSplit(splitting, classesFor(target, table), testShare, seed)
  if (split.validation.length === 0) {
    throw new TableFault({ source: table.source }, ['noTestRow'], ['twoRowsOfOne'])
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
    throw new TableFault(
      { source },
      ['manyInputs', inputs, widest.name, widest.width, mostInputs],
      ['fewerCategories'],
    )
  }
  const classes = outputCount(target)
  if (classes > mostClasses) {
    throw new TableFault(
      { source, column: target.name },
      ['manyClasses', classes, mostClasses],
      ['anotherTarget'],
    )
  }
}

function encode(encoder: Encoder, table: Table, rows: Int32Array) {
  const { X, instances, notes } = encodeFeatures(encoder, table, rows)
  const data: Dataset = { instances, X, Y: encodeTargets(encoder, table, rows) }
  return { data, notes }
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
