import { balancedWeights, type Dataset, InvalidOptionError } from '@leven/core'
import {
  type Encoder,
  encodeFeatures,
  encodeTargets,
  encodeWeights,
  fitEncoder,
  fitTarget,
  readingOf,
  readTargets,
  selectRows,
  splitRows,
  type Table,
} from '@leven/tabular'
import type { Recipe, RecipeOptions } from './recipe.ts'

/** Some rows of a table, ready for the network. */
export interface Part {
  /** With sample weights, for training. */
  readonly weighted: Dataset
  /** Without, for metrics. */
  readonly plain: Dataset
  /** The truth of each row: the index of its label, or its value. */
  readonly targets: Float64Array
}

/** A table, split and encoded. */
export interface Prepared {
  readonly encoder: Encoder
  readonly training: Part
  /** Absent where nothing is held out. */
  readonly validation?: Part
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
  const { target: name, task, positive, ignore, weightColumn } = options
  const asked = {
    target: name,
    ...readingOf(options),
    ...(task && { task }),
    ...(positive !== undefined && { positive }),
  }
  const { target, rows, notes } = fitTarget(whole, asked)
  const table = selectRows(whole, rows) // a row without a target teaches nothing
  if (options.recipe === 'notes' && target.task !== 'binary') {
    throw new InvalidOptionError(
      `The recipe of the notes predicts one of two labels, but ${JSON.stringify(name)} asks for ${target.task}.`,
      'Leave the recipe out.',
    )
  }
  if (recipe.classWeights === 'balanced' && target.task === 'regression') {
    throw new InvalidOptionError(
      'Balanced class weights need classes, but the target is a number.',
      'Leave the class weights out.',
    )
  }
  const split = splitRows(target, readTargets(target, table), recipe.validation, recipe.seed)
  const fitted = fitEncoder(table, {
    ...asked,
    task: target.task,
    rows: split.training,
    ...(ignore && { ignore }),
    ...(weightColumn !== undefined && { weightColumn }),
  })
  const { encoder } = fitted
  const training = encode(encoder, table, split.training, recipe.classWeights)
  const validation =
    split.validation.length > 0 ? encode(encoder, table, split.validation, 'none') : undefined
  const tooSmall =
    recipe.validation > 0 && !validation
      ? ['The table is too small to hold rows out: all are trained on.']
      : []
  return {
    encoder,
    training: training.part,
    ...(validation && { validation: validation.part }),
    notes: [
      ...new Set([...tooSmall, ...notes, ...fitted.notes, ...training.notes, ...(validation?.notes ?? [])]),
    ],
  }
}

function encode(
  encoder: Encoder,
  table: Table,
  rows: Int32Array,
  classWeights: 'balanced' | 'none',
): { readonly part: Part; readonly notes: readonly string[] } {
  const { X, instances, notes } = encodeFeatures(encoder, table, rows)
  const targets = readTargets(encoder.target, table, rows, encoder.missing)
  const plain = { instances, X, Y: encodeTargets(encoder, table, rows) }
  const ofColumn = encodeWeights(encoder, table, rows)
  const ofClass = classWeights === 'balanced' ? balancedWeights(plain) : undefined
  const sampleWeights =
    ofColumn && ofClass ? ofColumn.map((weight, i) => weight * (ofClass[i] ?? 1)) : (ofColumn ?? ofClass)
  return { part: { plain, weighted: sampleWeights ? { ...plain, sampleWeights } : plain, targets }, notes }
}
