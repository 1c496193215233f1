import { InvalidOptionError } from '@leven/core'
import { parseNumber, present } from './cell.ts'
import { byCodePoint } from './code-point-order.ts'
import { DataError, listing, placeOf, quote } from './data-error.ts'
import { outputCount, type TargetColumn, type Task } from './encoder.ts'
import { countNumbers } from './fit-feature.ts'
import { suggestion } from './nearest-name.ts'
import { finiteNumber } from './number-cell.ts'
import { isRepresentable, statistics } from './statistics.ts'
import { columnsByName, rowsOf, type Table, type TextColumn } from './table.ts'

/** Integers with more distinct values than this are numbers to predict, not labels. */
const mostIntegerLabels = 20

/** What to predict, and how. */
export interface TargetOptions {
  /** The name of the column to predict. */
  readonly target: string
  /** Default: two distinct targets are binary; text, or integers with at most 20 distinct values, multiclass; else regression. */
  readonly task?: Task
  /** The label whose probability a binary network predicts. Default: the last in sorted order. */
  readonly positive?: string
  /** The rows a regression's mean and deviation are taken from; task and labels are read from all. Default: all. */
  readonly rows?: Int32Array
}

/** A target, and what the user should know about it. */
export interface FittedTarget {
  readonly target: TargetColumn
  readonly notes: readonly string[]
}

/**
 * Finds out what the target column asks for. The task and the labels are read from every row.
 * @throws InvalidOptionError where the column or the positive label is not there, or the task does not fit.
 * @throws DataError where a target is missing, is no finite number where one is needed, or all are the same.
 */
export function fitTarget(table: Table, options: TargetOptions): FittedTarget {
  const { target: name, positive } = options
  const byName = columnsByName(table)
  const column = byName.get(name)
  if (!column) {
    throw new InvalidOptionError(
      `${table.source} has no column ${quote(name)}.`,
      suggestion(name, [...byName.keys()], 'columns'),
    )
  }
  const texts = targetTexts(table, column, rowsOf(table))
  const spellings = countSpellings(texts)
  const task = options.task ?? chooseTask(table, name, texts, spellings)
  if (positive !== undefined && task !== 'binary') {
    throw new InvalidOptionError(
      `A positive label (${quote(positive)}) is given, but the task is ${task}.`,
      'Leave the positive label away, or choose the task binary.',
    )
  }
  if (task === 'regression') return { target: fitNumbers(table, name, texts, options.rows), notes: [] }
  return fitLabels(table, name, spellings, task, positive)
}

/** How often each label occurs, by its text; spellings of one number count together, under the shortest. */
interface Spellings {
  readonly counts: ReadonlyMap<string, number>
  /** Whether every label is a finite number. */
  readonly numeric: boolean
}

function countSpellings(texts: readonly string[]): Spellings {
  const byText = new Map<string, number>()
  for (const text of texts) byText.set(text, (byText.get(text) ?? 0) + 1)
  const numeric = [...byText.keys()].every((text) => Number.isFinite(parseNumber(text)))
  if (!numeric) return { counts: byText, numeric }

  const byValue = new Map<number, { text: string; count: number }>()
  for (const [text, count] of byText) {
    const known = byValue.get(Number(text))
    if (!known) byValue.set(Number(text), { text, count })
    else {
      known.count += count
      if (text.length < known.text.length || (text.length === known.text.length && text < known.text)) {
        known.text = text
      }
    }
  }
  return { counts: new Map([...byValue.values()].map(({ text, count }) => [text, count])), numeric }
}

function chooseTask(
  table: Table,
  name: string,
  texts: readonly string[],
  { counts, numeric }: Spellings,
): Task {
  if (counts.size <= 2) return 'binary'
  if (numeric) {
    const integers = [...counts.keys()].every((text) => Number.isInteger(Number(text)))
    return integers && counts.size <= mostIntegerLabels ? 'multiclass' : 'regression'
  }
  const { words, mostly } = countNumbers(texts)
  // Numbers with a few slips: reading them as labels would hide the slips.
  const row = mostly && (words > 0 || counts.size > mostIntegerLabels) ? firstMisfit(texts) : -1
  if (row >= 0) finiteNumber(texts[row] ?? '', table, row, name, 'a target of numbers')
  return 'multiclass'
}

function firstMisfit(texts: readonly string[]): number {
  return texts.findIndex((text) => !Number.isFinite(parseNumber(text)))
}

function fitNumbers(
  table: Table,
  name: string,
  texts: readonly string[],
  rows: Int32Array | undefined,
): TargetColumn {
  const values = Float64Array.from(texts, (text, row) =>
    finiteNumber(text, table, row, name, 'a target of numbers'),
  )
  const chosen = rows ? Float64Array.from(rows, (row) => values[row] ?? Number.NaN) : values
  const found = statistics(chosen)
  if (!isRepresentable(found)) {
    throw new DataError(
      { source: table.source, column: name },
      'the targets are too large to be standardised.',
      'Rescale the column.',
    )
  }
  if (found.standardDeviation === 0) throw oneTarget(table, name, String(found.mean))
  return { task: 'regression', name, mean: found.mean, standardDeviation: found.standardDeviation }
}

function fitLabels(
  table: Table,
  name: string,
  { counts, numeric }: Spellings,
  task: 'binary' | 'multiclass',
  positive: string | undefined,
): FittedTarget {
  const labels = [...counts.keys()].sort(numeric ? (a, b) => Number(a) - Number(b) : byCodePoint)
  const [first = ''] = labels
  if (labels.length === 1) throw oneTarget(table, name, first)
  if (labels.length === table.rows && labels.length > 2) {
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
  const notes =
    single.length === 0
      ? []
      : [`Of the labels of ${quote(name)}, ${single.length} occur in one row only: ${listing(single)}.`]
  return { target: { task, name, labels }, notes }
}

function oneTarget(table: Table, name: string, text: string): DataError {
  return new DataError(
    { source: table.source, column: name },
    `the target is ${quote(text)} in every row, so there is nothing to learn.`,
    'Give rows with at least two different targets.',
  )
}

/** The place of a label's text among the labels; by value where all are numbers, so that 1 and 1.0 are one label. */
function labelIndex(labels: readonly string[]): (text: string) => number | undefined {
  const byText = new Map(labels.map((label, index) => [label, index]))
  if (!labels.every((label) => Number.isFinite(parseNumber(label)))) return (text) => byText.get(text)
  const byValue = new Map(labels.map((label, index) => [Number(label), index]))
  return (text) => byText.get(text) ?? byValue.get(parseNumber(text) ?? Number.NaN)
}

/** The trimmed targets of some rows. */
function targetTexts(table: Table, column: TextColumn, rows: Int32Array): string[] {
  return Array.from(rows, (row) => {
    const text = present(column.cells[row])
    if (text !== null) return text
    throw new DataError(
      placeOf(table, row, column.name),
      'the target is missing.',
      'Fill it in or remove the row.',
    )
  })
}

/**
 * The target of each row as one number: the index of its label in `labels`, or its value. For splits and metrics.
 * @returns m float64 numbers.
 * @throws DataError where the column is not there, a target is missing, or a label was not there in training.
 */
export function readTargets(target: TargetColumn, table: Table, rows?: Int32Array): Float64Array {
  const byName = columnsByName(table)
  const column = byName.get(target.name)
  if (!column) {
    throw new DataError(
      { source: table.source },
      `the target column ${quote(target.name)} is not there.`,
      suggestion(target.name, [...byName.keys()], 'columns'),
    )
  }
  const chosen = rowsOf(table, rows)
  const texts = targetTexts(table, column, chosen)
  const rowAt = (i: number) => chosen[i] ?? 0
  if (target.task === 'regression') {
    return Float64Array.from(texts, (text, i) =>
      finiteNumber(text, table, rowAt(i), target.name, 'a target of numbers'),
    )
  }
  const indexOf = labelIndex(target.labels)
  return Float64Array.from(texts, (text, i) => {
    const index = indexOf(text)
    if (index !== undefined) return index
    throw new DataError(
      placeOf(table, rowAt(i), target.name),
      `the label ${quote(text)} is none of the model's.`,
      suggestion(text, target.labels, 'labels'),
    )
  })
}

/**
 * Y, nL × m, column-major, for training: 1 where the label is the positive one; one-hot; or the standardised number.
 * @throws DataError as `readTargets`.
 */
export function encodeTargets(
  { target }: { readonly target: TargetColumn },
  table: Table,
  rows?: Int32Array,
): Float32Array {
  const targets = readTargets(target, table, rows)
  switch (target.task) {
    case 'binary': {
      const positive = target.labels.indexOf(target.positive)
      return Float32Array.from(targets, (index) => (index === positive ? 1 : 0))
    }
    case 'multiclass': {
      const outputs = outputCount(target)
      const Y = new Float32Array(outputs * targets.length)
      targets.forEach((index, i) => {
        Y[i * outputs + index] = 1
      })
      return Y
    }
    case 'regression':
      return Float32Array.from(targets, (value) => (value - target.mean) / target.standardDeviation)
    default:
      return target satisfies never
  }
}
