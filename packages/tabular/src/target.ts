import { InvalidOptionError, inOneGo, type Turns } from '@leven/core'
import { DataError, quote } from './data-error.ts'
import type { RegressionTarget, TargetColumn, Task } from './encoder.ts'
import { aboutSpellings } from './fit-feature.ts'
import type { ReadingOptions } from './kinds/reading-options.ts'
import { type SettledColumn, settleColumnInTurns } from './kinds/settle-column.ts'
import { countLabels, type LabelCounts, sortLabels } from './label-spellings.ts'
import { suggestion } from './nearest-name.ts'
import { inWords } from './notation/notation.ts'
import { type NumberReader, numberReader } from './notation/number-reader.ts'
import { finiteNumber } from './number-cell.ts'
import { rareLabels } from './rare-labels.ts'
import { labelIndex } from './read-targets.ts'
import { rowsOfTurn } from './rows-of-turn.ts'
import { isRepresentable, statistics } from './statistics.ts'
import { columnsByName, type Table } from './table.ts'
import { type RowTexts, targetTexts } from './used-rows.ts'
import { countsOf, weightsIn } from './weights.ts'

/** Integers with more distinct values than this are numbers to predict, not labels. */
const mostIntegerLabels = 20
/** Up to so many different integers may as well be classes: which was taken is said. */
const mostDoubtfulIntegers = 100

/** What to predict, and how. */
export interface TargetOptions extends ReadingOptions {
  /** The name of the column to predict. */
  readonly target: string
  /** A column of sample weights; it is no feature. A row of weight 2 counts as two rows, one of weight 0 as none. */
  readonly weightColumn?: string
  /** Default: two distinct targets are binary; text, or integers with at most 20 distinct values, multiclass; else regression. */
  readonly task?: Task
  /** The label whose probability a binary network predicts. Default: the last in sorted order. */
  readonly positive?: string
  /** The rows a regression's mean and deviation are taken from; task and labels are read from all. Default: all. */
  readonly rows?: Int32Array
}

/** A target, and what the user should know about it. */
export interface FittedTarget {
  /** Plain data, as a model file has it. */
  readonly target: TargetColumn
  /** The rows that have a target and a weight above 0, in file order: the others are left out of training and measuring. */
  readonly rows: Int32Array
  /** Sentences about the target: rows without one, labels that were merged. */
  readonly notes: readonly string[]
}

/**
 * Finds out what the target column asks for. The task and the labels are read from every row that has a target.
 * @throws InvalidOptionError where the column or the positive label is not there, or the task does not fit.
 * @throws DataError where all targets are the same or nearly all are different texts, where one is no finite
 * number though numbers are needed, or where one is missing and `strict` is asked for.
 */
export function fitTarget(table: Table, options: TargetOptions): FittedTarget {
  return inOneGo(fitTargetInTurns(table, options))
}

/** As `fitTarget`. */
export function* fitTargetInTurns(table: Table, options: TargetOptions): Turns<FittedTarget> {
  const { target: name, positive } = options
  const byName = columnsByName(table)
  const column = byName.get(name)
  if (!column) {
    throw new InvalidOptionError(
      `${table.source} has no column ${quote(name)}.`,
      suggestion(name, [...byName.keys()], 'columns'),
    )
  }
  const settled = yield* settleColumnInTurns(table, column, options)
  const weights = yield* weightsIn(table, options)
  const { rows, texts, notes: found } = yield* targetTexts(table, column, settled, options, weights)
  const notes = [...found]
  const read = numberReader(settled.kind === 'number' ? settled.notation : undefined)
  const mayBeNumbers =
    settled.kind === 'number' && (options.task === undefined || options.task === 'regression')
  let labels = yield* countLabels(texts, read, mayBeNumbers ? mostDoubtfulIntegers : undefined)
  if (weights && labels.counts.size === 1) {
    // What is asked may still be seen from rows that weigh nothing.
    const all = yield* targetTexts(table, column, settled, options, undefined)
    labels = yield* countLabels(all.texts, read)
    if (labels.counts.size > 1) notes.push(`All rows that weigh something are ${quote(texts.at(0))}.`)
  }
  const task = options.task ?? chooseTask(table, name, settled, rows, texts, labels, read)
  if (positive !== undefined && task !== 'binary') {
    throw new InvalidOptionError(
      `A positive label (${quote(positive)}) is given, but the task is ${task}.`,
      'Leave the positive label away, or choose the task binary.',
    )
  }
  const said = [
    ...notes,
    ...aboutSpellings(`Target ${quote(name)}`, labels.spelt),
    ...aboutNotation(name, settled),
    ...settled.notes,
    ...aboutIntegers(name, labels, read, task, options),
  ]
  if (task === 'regression') {
    const values = new Float64Array(rows.length)
    for (const [i, row] of rows.entries()) {
      if (i % rowsOfTurn === 0) yield
      values[i] = finiteNumber(texts.at(i), read, table, row, name, 'a target of numbers')
    }
    const target = fitNumbers(table, name, settled, chosenOf(rows, values, weights, options.rows))
    return { target, rows, notes: said }
  }
  const fitted = fitLabels(table, name, labels, sortLabels(labels, read), task, positive)
  return { target: fitted.target, rows, notes: [...said, ...fitted.notes] }
}

function aboutNotation(name: string, settled: SettledColumn): string[] {
  if (settled.kind !== 'number' || !settled.notation) return []
  return [`The target ${quote(name)} holds numbers written with ${inWords(settled.notation)}.`]
}

/** Whether a few integers are classes or numbers cannot be seen: what was taken is said. */
function aboutIntegers(
  name: string,
  { counts, numeric }: LabelCounts,
  read: NumberReader,
  task: Task,
  asked: TargetOptions,
): string[] {
  if (asked.task !== undefined || !numeric || task === 'binary' || counts.size > mostDoubtfulIntegers)
    return []
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const integers = [...counts.keys()].every((text) => Number.isInteger(read(text)))
  if (!integers || rows < 5 * counts.size) return []
  return [
    task === 'multiclass'
      ? `The ${counts.size} different integers of ${quote(name)} are taken as classes: --task regression predicts them as numbers.`
      : `The ${counts.size} different integers of ${quote(name)} are taken as numbers: --task multiclass predicts them as classes.`,
  ]
}

function chooseTask(
  table: Table,
  name: string,
  { kind, evidence }: SettledColumn,
  rows: Int32Array,
  texts: RowTexts,
  { counts, numeric }: LabelCounts,
  read: NumberReader,
): Task {
  if (counts.size <= 2) return 'binary'
  if (kind === 'date') {
    throw new DataError(
      { source: table.source, column: name },
      `the target holds dates such as ${quote(texts.at(0))}, which are neither numbers nor classes.`,
      'Choose another target, or make a number of it with --query; --task multiclass takes each date as a class all the same.',
    )
  }
  if (numeric && kind === 'number') {
    const integers = [...counts.keys()].every((text) => Number.isInteger(read(text)))
    return integers && counts.size <= mostIntegerLabels ? 'multiclass' : 'regression'
  }
  // Numbers with a few slips: reading them as labels would hide the slips.
  if (kind === 'number' && evidence.misfit && counts.size > mostIntegerLabels) {
    const at = rows.findIndex((_, i) => !Number.isFinite(read(texts.at(i))))
    finiteNumber(texts.at(at), read, table, rows[at] ?? 0, name, 'a target of numbers')
  }
  if (counts.size > mostIntegerLabels && 2 * counts.size > texts.length) {
    const [example = ''] = counts.keys()
    throw new DataError(
      { source: table.source, column: name },
      `the target has ${counts.size} different texts in ${texts.length} rows, such as ${quote(example)}, so they are hardly classes.`,
      'Choose another target; --task multiclass takes each text as a class all the same.',
    )
  }
  return 'multiclass'
}

function fitNumbers(
  table: Table,
  name: string,
  settled: SettledColumn,
  { values, counts }: Chosen,
): RegressionTarget {
  const found = statistics(values, counts)
  if (!isRepresentable(found)) {
    throw new DataError(
      { source: table.source, column: name },
      'the targets are too large to be standardised.',
      'Rescale the column.',
    )
  }
  if (found.standardDeviation === 0) throw oneTarget(table, name, String(found.mean))
  const notation = settled.kind === 'number' ? settled.notation : undefined
  const { mean, standardDeviation } = found
  return { task: 'regression', name, ...(notation && { notation }), mean, standardDeviation }
}

/** The targets that a regression's mean and deviation are taken from, and how many rows each stands for. */
interface Chosen {
  readonly values: Float64Array
  readonly counts: Float64Array | undefined
}

function chosenOf(
  rows: Int32Array,
  values: Float64Array,
  weights: Float32Array | undefined,
  chosen: Int32Array | undefined,
): Chosen {
  const isChosen = new Uint8Array((rows.at(-1) ?? 0) + 1).fill(chosen ? 0 : 1)
  for (const row of chosen ?? []) if (row < isChosen.length) isChosen[row] = 1
  const at = rows.map((_, i) => i).filter((i) => isChosen[rows[i] ?? 0] === 1)
  return {
    values: Float64Array.from(at, (i) => values[i] ?? Number.NaN),
    counts: weights && countsOf(Float32Array.from(at, (i) => weights[rows[i] ?? 0] ?? 0)),
  }
}

function fitLabels(
  table: Table,
  name: string,
  { counts }: LabelCounts,
  labels: readonly string[],
  task: 'binary' | 'multiclass',
  positive: string | undefined,
): Omit<FittedTarget, 'rows'> {
  const [first = ''] = labels
  if (labels.length === 1) throw oneTarget(table, name, first)
  if (labels.length > 2 && [...counts.values()].every((count) => count === 1)) {
    throw new DataError(
      { source: table.source, column: name },
      'every row has a label of its own, and a class needs several rows.',
      'Choose another target, or the task regression where the targets are numbers.',
    )
  }
  if (task === 'binary') {
    if (labels.length !== 2) {
      throw new InvalidOptionError(
        `The task binary takes two labels, but column ${quote(name)} of ${table.source} has ${labels.length}.`,
        'Choose the task multiclass or another target.',
      )
    }
    const index = positive === undefined ? 1 : labelIndex(labels)(positive.trim())
    const label = index === undefined ? undefined : labels[index]
    if (label === undefined) {
      throw new InvalidOptionError(
        `Column ${quote(name)} of ${table.source} has no label ${quote(positive ?? '')}.`,
        suggestion(positive ?? '', labels, 'labels'),
      )
    }
    return { target: { task, name, labels, positive: label }, notes: [] }
  }
  const single = labels.filter((label) => counts.get(label) === 1)
  const notes = single.length === 0 ? [] : [`${rareLabels.evidence(name, single)} ${rareLabels.remedy}`]
  return { target: { task, name, labels }, notes }
}

function oneTarget(table: Table, name: string, text: string): DataError {
  return new DataError(
    { source: table.source, column: name },
    `the target is ${quote(text)} in every row, so there is nothing to learn.`,
    'Give rows with at least two different targets.',
  )
}
