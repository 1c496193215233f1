import { inOneGo, type Turns } from '@leven/core'
import type { ReadingOptions } from '../kinds/reading-options.ts'
import type { Table } from '../table.ts'
import { columnFindings, duplicateColumns } from './column-findings.ts'
import { type ColumnValues, valuesOf } from './column-values.ts'
import { type ColumnDescription, describeColumn } from './describe-column.ts'
import type { Finding, FindingKind } from './finding.ts'
import { leakOf } from './leaks.ts'
import { rowFindings } from './row-findings.ts'
import { isUnnamedIndexInTurns } from './running-index.ts'
import { targetFindings } from './target-findings.ts'

/** What the doctor is told of a table. */
export interface ExamineOptions extends ReadingOptions {
  /** The column to be predicted; without it nothing is said of leaks. */
  readonly target?: string
  /** What the target asks for; without it, what the target looks like. */
  readonly task?: 'binary' | 'multiclass' | 'regression'
  /** Columns that are left out. */
  readonly ignore?: readonly string[]
  /** The column whose numbers weight the rows. */
  readonly weightColumn?: string
}

/** What the doctor found. Plain JSON data. */
export interface Examination {
  /** What each column is taken for. */
  readonly columns: readonly ColumnDescription[]
  /** The worst first. */
  readonly findings: readonly Finding[]
}

/** Numbers of more different values than this are no labels. */
const mostLabels = 20

/** The order in which findings matter. */
const severity: readonly FindingKind[] = [
  ...([
    'leak',
    'index',
    'duplicate rows',
    'contradicting rows',
    'imbalance',
    'rare class',
    'outlier',
  ] as const),
  ...(['time order', 'duplicate columns', 'identifier', 'constant', 'empty'] as const),
]

/**
 * Looks through a table for what makes a model of it worth nothing, or makes it look better than it is: copies of the
 * target, indices, duplicate rows and columns, rare labels, outliers, an order in time.
 * @throws DataError where a column cannot be read as it is said to be.
 */
export function examine(table: Table, options: ExamineOptions): Examination {
  return inOneGo(examineInTurns(table, options))
}

/** As `examine`. */
export function* examineInTurns(table: Table, options: ExamineOptions): Turns<Examination> {
  const { ignore = [], weightColumn, target: name } = options
  const without = [...ignore, ...(weightColumn === undefined ? [] : [weightColumn])]
  const all: ColumnValues[] = []
  for (const column of table.columns) {
    if (!without.includes(column.name)) all.push(yield* valuesOf(table, column, options))
  }
  const found = all.find(({ column }) => column.name === name)
  const target = found && (yield* asLabels(table, found, options))
  const features = all.filter((values) => values !== found)
  // Training leaves an index out by itself, and says so.
  const findings: Finding[] = []
  for (const values of features) {
    yield
    const { column } = values
    const isLearnt = options.numeric?.includes(column.name) || !(yield* isUnnamedIndexInTurns(column))
    const leak = isLearnt && target ? leakOf(values, target) : undefined
    if (leak) findings.push(leak)
  }
  for (const values of features) {
    yield
    findings.push(...columnFindings(table, values))
  }
  if (target) findings.push(...targetFindings(target))
  findings.push(...(yield* rowFindings(table, name, without)))
  findings.push(...duplicateColumns(features.map(({ column }) => column)))
  const columns: ColumnDescription[] = []
  for (const values of all) {
    yield
    columns.push(describeColumn(table, values))
  }
  return {
    columns,
    findings: findings.toSorted((a, b) => severity.indexOf(a.kind) - severity.indexOf(b.kind)),
  }
}

/** A target of few different numbers, or one that is said to be of labels, is looked at by its labels. */
function* asLabels(table: Table, target: ColumnValues, options: ExamineOptions): Turns<ColumnValues> {
  const isLabels = options.task === undefined ? target.distinct <= mostLabels : options.task !== 'regression'
  if (!target.numbers || !isLabels) return target
  return yield* valuesOf(table, target.column, { ...options, numeric: [], categorical: [target.column.name] })
}
