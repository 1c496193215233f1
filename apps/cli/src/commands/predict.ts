import { InvalidOptionError } from '@leven/core'
import { type Model, predictTable } from '@leven/model'
import {
  type PredictionRows,
  type Predictions,
  predictionRows,
  type Table,
  type TextColumn,
  withIdentifier,
} from '@leven/tabular'
import { openBackend } from '../backends.ts'
import type { PredictCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { readModel } from '../model-input.ts'
import { nearest } from '../nearest.ts'
import { located, readTable } from '../table/read.ts'
import { note, writeOut } from '../terminal.ts'

/** Rows written at once. */
const rowsPerWrite = 1024

/**
 * `leven predict`: one line for each row of a table, in its order.
 * @returns the exit status.
 */
export async function predictCommand(
  path: string,
  data: string | undefined,
  options: PredictCommandOptions,
): Promise<number> {
  const on = await openBackend(options.backend, options)
  try {
    const model = await readModel(path, on, data)
    const table = await readTable({ data, query: options.query, text: options })
    const id = options.id === undefined ? undefined : idColumn(table, options.id)
    const { predictions, notes } = await predictTable(withoutIdNote(model, id), on, table).catch(
      (error: unknown) => {
        throw located(table, error)
      },
    )
    for (const sentence of [...table.notes, ...notes]) note(sentence)
    await write(rowsOf(predictions, id), table.rows, options.json ? 'json' : 'csv')
    return exitStatus.done
  } finally {
    await on.close()
  }
}

/** The identifier is not a feature by intention: no note says that it is ignored. */
function withoutIdNote(model: Model, id: TextColumn | undefined): Model {
  if (!id || model.encoder.ignored.includes(id.name)) return model
  return { ...model, encoder: { ...model.encoder, ignored: [...model.encoder.ignored, id.name] } }
}

function idColumn(table: Table, name: string): TextColumn {
  const found = table.columns.find((column) => column.name === name)
  if (found) return found
  const names = table.columns.map((column) => column.name)
  const like = nearest(name, names)
  throw new InvalidOptionError(
    `${table.source} has no column ${JSON.stringify(name)}.`,
    like === undefined ? 'Give --id a column of the table.' : `Did you mean ${JSON.stringify(like)}?`,
  )
}

function rowsOf(predictions: Predictions, id: TextColumn | undefined): PredictionRows {
  const rows = predictionRows(predictions)
  return id ? withIdentifier(rows, id) : rows
}

async function write({ keys, row }: PredictionRows, rows: number, format: 'csv' | 'json'): Promise<void> {
  let text = format === 'csv' ? `${keys.map(csvCell).join(',')}\n` : ''
  for (let i = 0; i < rows; i++) {
    const cells = row(i)
    text +=
      format === 'csv'
        ? `${cells.map(csvCell).join(',')}\n`
        : `${JSON.stringify(Object.fromEntries(keys.map((key, k) => [key, cells[k]])))}\n`
    if (i % rowsPerWrite < rowsPerWrite - 1) continue
    await writeOut(text)
    text = ''
  }
  await writeOut(text)
}

/** A value as a field of a CSV file, quoted where it must be. */
function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
