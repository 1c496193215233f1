import { InvalidOptionError } from '@leven/core'
import {
  type ColumnImportance,
  type Contributions,
  contributions,
  type DependencePoint,
  type Explained,
  type Flip,
  outcomeOf,
  partialDependence,
  permutationImportance,
  predictTable,
  sampleRows,
  smallestFlip,
} from '@leven/model'
import { predictionRows, rowsWithTarget, selectRows, withNamesOfModel } from '@leven/tabular'
import { openBackend } from '../backends.ts'
import type { ExplainCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { significant } from '../metrics-text.ts'
import { readModel } from '../model-input.ts'
import { located, readTable } from '../table/read.ts'
import { note, print, printJson, styled } from '../terminal.ts'
import { textTable } from '../text-table.ts'

/** Rows looked at, by what they are looked at for. */
const [forImportance, forDependence] = [2000, 500]
/** Columns whose dependence is shown. */
const mostDependences = 3
/** Pairs of orders of a row's columns. */
const samples = 200

/** What is known of a row's prediction. */
interface RowExplanation extends Contributions {
  readonly row: number
  readonly explains: string
  /** Null where no other value does, undefined where numbers are predicted. */
  readonly flip?: Flip | null
}

/**
 * `leven explain`: which columns a model uses, and why it predicts a row as it does.
 * @returns the exit status.
 */
export async function explainCommand(
  path: string,
  data: string | undefined,
  options: ExplainCommandOptions,
): Promise<number> {
  const { row, repeats = 5, seed = 0 } = options
  const on = await openBackend(options.backend, options)
  try {
    const model = await readModel(path, on, data)
    const read = await readTable({ data, query: options.query, text: options })
    const table = withNamesOfModel(model.encoder, read)
    for (const sentence of table.notes) note(sentence)
    try {
      if (row !== undefined) {
        if (row > table.rows) {
          throw new InvalidOptionError(
            `--row is ${row}, but ${table.source} has ${table.rows} rows.`,
            `Give a row from 1 to ${table.rows}.`,
          )
        }
        const found = await explainRow({ model, on, table, seed }, row)
        if (options.json) printJson(found)
        else printRow(found)
        return exitStatus.done
      }
      const known = selectRows(table, rowsWithTarget(model.encoder, table))
      const seen = sampleRows(known, forImportance, seed)
      const importance = await permutationImportance({ model, on, table: seen, seed }, repeats)
      const outcome = outcomeOf(model.encoder.target)
      const few: Explained = { model, on, table: sampleRows(seen, forDependence, seed), seed }
      const dependence: { readonly column: string; readonly points: readonly DependencePoint[] }[] = []
      for (const { column } of importance.slice(0, mostDependences)) {
        dependence.push({ column, points: await partialDependence(few, column, outcome) })
      }
      if (options.json) {
        printJson({ rows: seen.rows, repeats, importance, explains: outcome.name, dependence })
      } else {
        printImportance(seen.rows, known.rows, importance)
        for (const one of dependence) printDependence(outcome.name, one.column, one.points)
      }
      return exitStatus.done
    } catch (error) {
      throw located(table, error)
    }
  } finally {
    await on.close()
  }
}

async function explainRow(explained: Explained, row: number): Promise<RowExplanation> {
  const { model, on, table, seed } = explained
  const { target } = model.encoder
  const { predictions } = await predictTable(model, on, table, Int32Array.of(row - 1))
  const [label] = predictionRows(predictions).row(0)
  const outcome = outcomeOf(target, typeof label === 'string' ? label : undefined)
  // The row stays where it is; those it is compared with are drawn from all.
  const found = await contributions({ model, on, table, seed }, row - 1, outcome, samples)
  const labelled = target.task !== 'regression' && { flip: await smallestFlip(explained, row - 1) }
  return { row, explains: outcome.name, ...found, ...labelled }
}

function printImportance(rows: number, all: number, importance: readonly ColumnImportance[]): void {
  const of = rows === all ? `${rows} rows` : `${rows} of ${all} rows`
  const [head = '', ...lines] = textTable([
    [`importance, ${of}`, 'cost rises by', '95 % interval'],
    ...importance.map(({ column, importance, interval }) => [
      column,
      significant(importance),
      interval ? `${significant(interval[0])} to ${significant(interval[1])}` : '–',
    ]),
  ])
  print(styled('faint', head))
  for (const line of lines) print(line)
}

function printDependence(outcome: string, column: string, points: readonly DependencePoint[]): void {
  print('')
  const [head = '', ...lines] = textTable([
    [column, `mean ${outcome}`],
    ...points.map(({ cell, mean }) => [cell, significant(mean)]),
  ])
  print(styled('faint', head))
  for (const line of lines) print(line)
}

function printRow({ row, explains, outcome, base, columns, flip }: RowExplanation): void {
  print(`Row ${row}: ${explains} ${significant(outcome)}; ${significant(base)} on average`)
  print('')
  const [head = '', ...lines] = textTable([
    ['column', 'value', 'adds', '± (sampling)'],
    ...columns.map(({ column, cell, contribution, standardError }) => [
      column,
      cell ?? 'missing',
      significant(contribution),
      significant(1.96 * standardError),
    ]),
  ])
  print(styled('faint', head))
  for (const line of lines) print(line)
  if (flip === undefined) return
  print('')
  print(
    flip
      ? `${flip.column} at ${flip.to} instead of ${flip.from ?? 'missing'} would make it ${flip.prediction}.`
      : 'No other value of one column would change the prediction.',
  )
}
