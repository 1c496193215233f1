import {
  balancedWeights,
  type Dataset,
  type Instances,
  InvalidOptionError,
  inOneGo,
  type Turns,
} from '@leven/core'
import {
  countsOf,
  type Encoder,
  type EncoderOptions,
  encodeFeaturesInTurns,
  encodeRead,
  encodeWeightsInTurns,
  fitEncoderInTurns,
  fitTargetInTurns,
  readingOf,
  readTargetsInTurns,
  rowsStoodFor,
  type Splitting,
  selectRows,
  settleSplittingInTurns,
  splitInTurns,
  type Table,
  type TargetColumn,
} from '@leven/tabular'
import type { Recipe, RecipeOptions } from './recipe.ts'

/** Some rows of a table, ready for the network: held in memory, or wherever `Data` keeps them. */
export interface Part<Data extends Instances = Dataset> {
  /** With sample weights, for training. */
  readonly weighted: Data
  /** Without those of classes and columns. */
  readonly plain: Data
  /** The truth of each row: the index of its label, or its value. */
  readonly targets: Float64Array
  /** How many rows each stands for, where there is a column of weights. */
  readonly rowWeights?: Float32Array
  /** How many rows they stand for together (`rowsStoodFor`). */
  readonly standFor: number
}

/** A table, split and encoded. */
export interface Prepared<Data extends Instances = Dataset> {
  /** Fitted on the rows trained on, and on no others. */
  readonly encoder: Encoder
  /** X, Y and weights of the rows trained on. */
  readonly training: Part<Data>
  /** Absent where nothing is held out. */
  readonly validation?: Part<Data>
  /** The rows held out, by their numbers in the table, ascending. */
  readonly held: Int32Array
  /** Sentences about the table: columns left out, cells that are missing. */
  readonly notes: readonly string[]
}

/**
 * Finds out the task, splits the rows, fits the encoder on the training rows and encodes both sides.
 * @throws InvalidOptionError, DataError as tabular does.
 */
export function prepare(
  whole: Table,
  options: RecipeOptions & { readonly target: string },
  recipe: Recipe,
): Prepared {
  return inOneGo(prepareBy(encodePart, whole, options, recipe))
}

/** Encodes some rows of a table. */
export type EncodePart<Data extends Instances> = (
  encoder: Encoder,
  table: Table,
  rows: Int32Array,
  classWeights: 'balanced' | 'none',
) => Turns<{ readonly part: Part<Data>; readonly notes: readonly string[] }>

/** Refuses what cannot be learnt, when the columns are known and no row is encoded yet. */
export type CheckRows = (encoder: Encoder, training: number, validation: number) => void

/** The same in turns, the rows encoded by `encode`. */
export function* prepareBy<Data extends Instances>(
  encode: EncodePart<Data>,
  whole: Table,
  options: RecipeOptions & { readonly target: string },
  recipe: Recipe,
  check?: CheckRows,
): Turns<Prepared<Data>> {
  const settled = yield* settleTarget(whole, options, recipe.classWeights)
  const { table, rows, target, asked, splitting, notes } = settled
  const targets = yield* readTargetsInTurns(target, table)
  const classOf = target.task === 'regression' ? new Uint8Array(targets.length) : targets
  const split = yield* splitInTurns(splitting, classOf, recipe.validation, recipe.splitSeed)
  const fitted = yield* fitEncoderInTurns(table, {
    ...asked,
    task: target.task,
    rows: split.training,
  })
  const { encoder } = fitted
  check?.(encoder, split.training.length, split.validation.length)
  const training = yield* encode(encoder, table, split.training, recipe.classWeights)
  const validation =
    split.validation.length > 0 ? yield* encode(encoder, table, split.validation, 'none') : undefined
  const tooSmall =
    recipe.validation > 0 && !validation
      ? ['The table is too small to hold rows out: all are trained on.']
      : []
  return {
    encoder,
    training: training.part,
    held: split.validation.map((row) => rows[row] ?? row),
    ...(validation && { validation: validation.part }),
    notes: [
      ...new Set([...tooSmall, ...notes, ...fitted.notes, ...training.notes, ...(validation?.notes ?? [])]),
    ],
  }
}

/** What a target column asks for. */
export interface SettledTarget {
  /** The rows that have a target: one without teaches nothing. */
  readonly table: Table
  /** Their numbers in the whole table. */
  readonly rows: Int32Array
  readonly target: TargetColumn
  /** The options of an encoder of this table. */
  readonly asked: EncoderOptions
  /** What keeps rows on one side of a split, or parts them by time. */
  readonly splitting: Splitting
  readonly notes: readonly string[]
}

/**
 * What the target column asks for, and the options of an encoder of this table.
 * @throws InvalidOptionError, DataError where the options do not fit the target.
 */
export function* settleTarget(
  whole: Table,
  options: RecipeOptions & { readonly target: string },
  classWeights: 'balanced' | 'none',
): Turns<SettledTarget> {
  const { target: name, task, positive, weightColumn, group } = options
  const ignore = [...(options.ignore ?? []), ...(group === undefined ? [] : [group])]
  const ofTarget = {
    target: name,
    ...readingOf(options),
    ...(task && { task }),
    ...(positive !== undefined && { positive }),
    ...(weightColumn !== undefined && { weightColumn }),
  }
  const { target, rows, notes } = yield* fitTargetInTurns(whole, ofTarget)
  if (options.recipe === 'notes' && target.task !== 'binary') {
    throw new InvalidOptionError(
      `The recipe of the notes predicts one of two labels, but ${JSON.stringify(name)} asks for ${target.task}.`,
      'Leave the recipe out.',
    )
  }
  if (classWeights === 'balanced' && target.task === 'regression') {
    throw new InvalidOptionError(
      'Balanced class weights need classes, but the target is a number.',
      'Leave the class weights out.',
    )
  }
  const asked = { ...ofTarget, ignore, known: target }
  const table = selectRows(whole, rows)
  const splitting = yield* settleSplittingInTurns(table, options)
  return { table, rows, target, asked, splitting, notes: [...notes, ...splitting.notes] }
}

/** Some rows, encoded, with the weights of their column and of their class. */
export function* encodePart(
  encoder: Encoder,
  table: Table,
  rows: Int32Array,
  classWeights: 'balanced' | 'none',
): Turns<{ readonly part: Part; readonly notes: readonly string[] }> {
  const { X, instances, notes } = yield* encodeFeaturesInTurns(encoder, table, rows)
  const targets = yield* readTargetsInTurns(encoder.target, table, rows, encoder.missing)
  const plain = { instances, X, Y: encodeRead(encoder.target, targets) }
  const { sampleWeights, rowWeights, standFor } = yield* weigh(encoder, table, rows, (rowWeights) => {
    const counted = rowWeights ? { ...plain, sampleWeights: rowWeights } : plain
    return classWeights === 'balanced' ? balancedWeights(counted) : undefined
  })
  const weighted = sampleWeights ? { ...plain, sampleWeights } : plain
  return { part: { plain, weighted, targets, standFor, ...(rowWeights && { rowWeights }) }, notes }
}

/**
 * What some rows weigh: by their column and by their class together, by their column alone, and as how many rows.
 * @param ofClass the weights of their classes, if these count; it is given those of their column.
 */
export function* weigh(
  encoder: Encoder,
  table: Table,
  rows: Int32Array,
  ofClass: (rowWeights: Float32Array | undefined) => Float64Array | undefined,
): Turns<{
  readonly sampleWeights: Float32Array | Float64Array | undefined
  readonly rowWeights: Float32Array | undefined
  readonly standFor: number
}> {
  const rowWeights = yield* encodeWeightsInTurns(encoder, table, rows)
  const ofAll = yield* encodeWeightsInTurns(encoder, table)
  const classes = ofClass(rowWeights)
  const both = rowWeights && classes && rowWeights.map((weight, i) => weight * (classes[i] ?? 1))
  return {
    sampleWeights: both ?? rowWeights ?? classes,
    rowWeights,
    standFor: ofAll ? rowsStoodFor(countsOf(ofAll), rows) : rows.length,
  }
}

/** How many rows some rows of a part stand for. */
export function standFor({ rowWeights }: Part, rows: Int32Array): number {
  return rowWeights ? rowsStoodFor(countsOf(rowWeights), rows) : rows.length
}

/** The targets and weights of some rows of a part. */
export function partOf(
  { targets, rowWeights }: Part,
  rows: Int32Array,
): Pick<Part, 'targets' | 'rowWeights'> {
  return {
    targets: Float64Array.from(rows, (row) => targets[row] ?? Number.NaN),
    ...(rowWeights && { rowWeights: Float32Array.from(rows, (row) => rowWeights[row] ?? 0) }),
  }
}
