import { type Backend, InvalidOptionError } from '@leven/core'
import type { Model } from '@leven/model'
import { FeatureTally, namesOfModel, predictionColumns, quantileAt, regionColumns } from '@leven/tabular'
import { openBackend } from '../backends.ts'
import type { PredictCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { readModel } from '../model-input.ts'
import { nearest } from '../nearest.ts'
import { heldRoom } from '../predictions/held-room.ts'
import { type PredictedPiece, predictPiece } from '../predictions/predict-rows.ts'
import { formatOf, openRowOutput, type RowColumn, type RowOutput } from '../predictions/row-output.ts'
import type { ValueRows } from '../predictions/row-text.ts'
import { filesRead } from '../table/files-read.ts'
import { streamForModel } from '../table/model-names.ts'
import { located } from '../table/read.ts'
import { streamTable, type TablePiece, type TableStream } from '../table/stream.ts'
import { tableKernels } from '../table/table-kernels.ts'
import { note } from '../terminal.ts'
import { keepRoomOfNewObjectsSmall } from '../young-objects.ts'

/**
 * `leven predict`: one line for each row of a table, in its order. The table is read, predicted and written piece by
 * piece, so that its length needs no memory.
 * @returns the exit status.
 */
export async function predictCommand(
  path: string,
  data: string | undefined,
  options: PredictCommandOptions,
): Promise<number> {
  keepRoomOfNewObjectsSmall()
  const { force, escapeFormulas } = options
  const out = options.out === '-' ? undefined : options.out // stdout, as it is for many programs
  const format = formatOf(options.to, out, options.json)
  const on = await openBackend(options.backend, options)
  try {
    const model = await readModel(path, on, data)
    checkThreshold(options.threshold, model)
    const request = { data, query: options.query, text: options }
    const inputs = async () => [path, ...(await filesRead(request))]
    const output = await openRowOutput({ format, out, force, escapeFormulas, inputs })
    try {
      await streamTable(request, (stream) => predictAll(model, on, stream, output, options))
    } catch (error) {
      output.discard()
      throw error
    }
    await output.done()
    return exitStatus.done
  } finally {
    await on.close()
  }
}

/**
 * The conformal quantile that the model keeps for a level.
 * @throws InvalidOptionError where it keeps none.
 */
function quantileOf({ training }: Model, level: number): number | null {
  if (training.conformal.length > 0) return quantileAt(training.conformal, level)
  throw new InvalidOptionError(
    'The model knows of no rows that it did not see, so it has no intervals.',
    'Train it with members, or with rows held out.',
  )
}

function checkThreshold(threshold: number | undefined, { encoder }: Model): void {
  if (threshold === undefined || encoder.target.task === 'binary') return
  throw new InvalidOptionError(
    `--threshold is of models of two labels; this one is of ${encoder.target.task}.`,
    'Leave it out.',
  )
}

async function predictAll(
  given: Model,
  on: Backend,
  stream: TableStream,
  output: RowOutput,
  options: PredictCommandOptions,
): Promise<void> {
  const kept = keptColumns(stream, options)
  const names = namesOfModel(given.encoder, stream.names)
  const model = withoutNotesOn(
    given,
    kept.map((place) => names[place] ?? ''),
  )
  const { threshold, interval } = options
  const quantile = interval === undefined ? undefined : quantileOf(model, interval)
  const { target } = model.encoder
  const predictions = [...predictionColumns(target), ...(interval === undefined ? [] : regionColumns(target))]
  await output.begin(columnsOf(stream, kept, predictions))
  const told = tellOnce()
  const tally = new FeatureTally()
  const beside = { threshold, quantile }
  const room = tableKernels() ?? heldRoom()
  for await (const piece of streamForModel(given.encoder, stream).pieces()) {
    told(stream.notes)
    const predicted = await predictPiece(model, on, piece, options.onError ?? 'stop', beside, room).catch(
      (error: unknown) => {
        throw located(stream, error)
      },
    )
    for (const error of predicted.refused) tellRefused(stream, error, options.onError)
    tally.merge(predicted.tally)
    await output.write(valuesOf(piece, predicted, kept, predictions.length))
  }
  for (const sentence of tally.notes(model.encoder)) note(sentence)
}

function tellOnce(): (sentences: Iterable<string>) => void {
  const told = new Set<string>()
  return (sentences) => {
    for (const sentence of sentences) {
      if (!told.has(sentence)) note(sentence)
      told.add(sentence)
    }
  }
}

function tellRefused(stream: TableStream, refused: Error, onError: string | undefined): void {
  const told = located(stream, refused)
  const message = told instanceof Error ? told.message : String(told)
  note(`${message} The row is ${onError === 'skip' ? 'left out' : 'left blank'}.`)
}

/** The places of the table's columns that are written too. */
function keptColumns(stream: TableStream, { id, columns = [] }: PredictCommandOptions): readonly number[] {
  const asked = columns.length === 1 && columns[0] === '*' ? stream.names : columns
  const names = [...new Set(id === undefined ? asked : [id, ...asked])]
  return names.map((name) => placeOf(stream, name, name === id ? '--id' : '--columns'))
}

function placeOf({ names, source }: TableStream, name: string, option: string): number {
  const place = names.indexOf(name)
  if (place >= 0) return place
  const composed = names.map((one) => one.normalize('NFC'))
  const same = composed.indexOf(name.normalize('NFC'))
  if (same >= 0 && same === composed.lastIndexOf(name.normalize('NFC'))) return same
  const like = nearest(name, names)
  throw new InvalidOptionError(
    `${source} has no column ${JSON.stringify(name)}.`,
    like === undefined ? `Give ${option} a column of the table.` : `Did you mean ${JSON.stringify(like)}?`,
  )
}

/** What is written by intention is no feature by intention: no note says that it is ignored. */
function withoutNotesOn(model: Model, names: readonly string[]): Model {
  const ignored = [...new Set([...model.encoder.ignored, ...names])]
  return { ...model, encoder: { ...model.encoder, ignored } }
}

/** The columns that are written. One that is called as a prediction is called `id_prediction`, and so on. */
function columnsOf(
  { names }: TableStream,
  kept: readonly number[],
  predictions: readonly RowColumn[],
): readonly RowColumn[] {
  const taken = new Set(predictions.map(({ name }) => name))
  const before = kept.map((place): RowColumn => {
    let name = names[place] ?? ''
    while (taken.has(name)) name = `id_${name}`
    taken.add(name)
    return { name, kind: 'text' }
  })
  return [...before, ...predictions]
}

/** The columns of the table that are kept, then those of the predictions. */
function valuesOf(
  { columns }: TablePiece,
  { rows }: PredictedPiece,
  kept: readonly number[],
  predictions: number,
): ValueRows {
  const before = kept.map((place) => columns[place]?.cells)
  return {
    length: rows.length,
    columns: before.length + predictions,
    value: (row, column) =>
      column < before.length
        ? (before[column]?.at(rows.placeOf(row)) ?? null)
        : rows.value(row, column - before.length),
  }
}
