import { measure } from '@leven/model'
import {
  DataError,
  type Encoder,
  encodeFeatures,
  encodeTargets,
  encodeWeights,
  readTargets,
  rowsWithTarget,
  type Table,
  type TargetColumn,
} from '@leven/tabular'
import { openBackend } from '../backends.ts'
import type { EvaluateCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { confusionTable, describeTarget, metricTexts } from '../metrics-text.ts'
import { readModel } from '../model-input.ts'
import { located, readTable } from '../table/read.ts'
import { note, print, printJson, styled } from '../terminal.ts'
import { facts, textTable } from '../text-table.ts'

/**
 * `leven evaluate`: metrics of a model on a table that has the target.
 * @returns the exit status.
 */
export async function evaluateCommand(
  path: string,
  data: string | undefined,
  options: EvaluateCommandOptions,
): Promise<number> {
  const on = await openBackend(options.backend, options)
  try {
    const { network, parameters, encoder } = await readModel(path, on, data)
    const table = await readTable({ data, query: options.query, text: options })
    try {
      const rows = labelled(encoder, table)
      const { X, instances, notes } = encodeFeatures(encoder, table, rows)
      for (const sentence of [...table.notes, ...notes]) note(sentence)
      const plain = { X, instances, Y: encodeTargets(encoder, table, rows) }
      const { target } = encoder
      const rowWeights = weightsOf(encoder, table, rows)
      const targets = readTargets(target, table, rows, encoder.missing)
      const part = { plain, weighted: plain, targets, ...(rowWeights && { rowWeights }) }
      const metrics = await measure(on, network, parameters, target, part)
      if (options.json) printJson(metrics)
      else printMetrics(path, table.source, target, metrics)
      return exitStatus.done
    } catch (error) {
      throw located(table, error)
    }
  } finally {
    await on.close()
  }
}

/** The weights of some rows, where the table has the model's column of them. */
function weightsOf(encoder: Encoder, table: Table, rows: Int32Array): Float32Array | undefined {
  const isThere = table.columns.some(({ name }) => name === encoder.weightColumn)
  return isThere ? encodeWeights(encoder, table, rows) : undefined
}

/** The rows that have a target, and weigh something: the others cannot be measured on. */
function labelled(encoder: Encoder, table: Table): Int32Array {
  const all = weightsOf(
    encoder,
    table,
    Int32Array.from({ length: table.rows }, (_, row) => row),
  )
  const rows = rowsWithTarget(encoder, table).filter((row) => all?.[row] !== 0)
  const name = JSON.stringify(encoder.target.name)
  if (rows.length === 0) {
    throw new DataError(
      { source: table.source, column: encoder.target.name },
      'the target is missing in every row.',
      'Give rows with a target.',
    )
  }
  const left = table.rows - rows.length - (all?.filter((weight) => weight === 0).length ?? 0)
  if (left > 0)
    note(
      left === 1 ? `1 row has no ${name} and is left out.` : `${left} rows have no ${name} and are left out.`,
    )
  return rows
}

function printMetrics(
  path: string,
  source: string,
  target: TargetColumn,
  metrics: Awaited<ReturnType<typeof measure>>,
): void {
  const lines = facts([
    ['model', path],
    ['task', describeTarget(target)],
    ['rows', `${metrics.rows} of ${source}`],
  ])
  for (const line of lines) print(line)
  print('')
  for (const line of textTable(metricTexts(metrics, 'all'))) print(line)
  const confusion = textTable(confusionTable(metrics, target))
  if (confusion.length === 0) return
  print('')
  for (const [row, line] of confusion.entries()) print(row === 0 ? styled('faint', line) : line)
}
