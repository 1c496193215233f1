import { type Backend, InvalidOptionError } from '@leven/core'
import { type Model, measurePieces } from '@leven/model'
import {
  DataError,
  type Encoder,
  encodeFeatures,
  encodeTargets,
  encodeWeights,
  FeatureTally,
  type Metrics,
  readTargets,
  rowsWithTarget,
  suggestion,
  type Table,
  type TargetColumn,
} from '@leven/tabular'
import { openBackend } from '../backends.ts'
import type { EvaluateCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { confusionTable, describeTarget, metricTexts } from '../metrics-text.ts'
import { readModel } from '../model-input.ts'
import { streamForModel } from '../table/model-names.ts'
import { collected, located } from '../table/read.ts'
import { streamTable, type TableStream } from '../table/stream.ts'
import { note, print, printJson, styled } from '../terminal.ts'
import { facts, textTable } from '../text-table.ts'
import { keepRoomOfNewObjectsSmall } from '../young-objects.ts'

/**
 * `leven evaluate`: metrics of a model on a table that has the target. The table is read and predicted piece by piece; of
 * each row its logits, truth and weight are kept, since ranks need all of them.
 * @returns the exit status.
 */
export async function evaluateCommand(
  path: string,
  data: string | undefined,
  options: EvaluateCommandOptions,
): Promise<number> {
  keepRoomOfNewObjectsSmall()
  const on = await openBackend(options.backend, options)
  try {
    const model = await readModel(path, on, data)
    const request = { data, query: options.query, text: options }
    const { source, metrics } = await streamTable(request, async (found) => {
      const weighted = weighing(model, options.weightColumn, found)
      const stream = streamForModel(weighted.encoder, found)
      const metrics = await measureAll(weighted, on, stream).catch((error: unknown) => {
        throw located(stream, error)
      })
      return { source: stream.source, metrics }
    })
    if (options.json) printJson(metrics)
    else printMetrics(path, source, model.encoder.target, metrics)
    return exitStatus.done
  } finally {
    await on.close()
  }
}

/**
 * The model, whose rows count by the column that was asked for.
 * @throws InvalidOptionError where the table has no such column.
 */
function weighing(model: Model, asked: string | undefined, { source, names }: TableStream): Model {
  if (asked === undefined) return model
  if (!names.includes(asked)) {
    throw new InvalidOptionError(
      `${source} has no column ${JSON.stringify(asked)}.`,
      suggestion(asked, names, 'columns'),
    )
  }
  return { ...model, encoder: { ...model.encoder, weightColumn: asked } }
}

/** Measures all rows that have a target, piece by piece. */
async function measureAll({ encoder, ...model }: Model, on: Backend, stream: TableStream): Promise<Metrics> {
  const measurement = measurePieces(on, { encoder, ...model })
  const tally = new FeatureTally()
  let without = 0
  for await (const piece of piecesFor(encoder, stream)) {
    const weights = weightsOf(encoder, piece)
    const withTarget = rowsWithTarget(encoder, piece)
    const rows = withTarget.filter((row) => weights?.[row] !== 0)
    const weightless = weights?.filter((weight) => weight === 0).length ?? 0
    without += piece.rows - rows.length - weightless
    const { X, instances, tally: ofPiece } = encodeFeatures(encoder, piece, rows)
    tally.merge(ofPiece)
    if (instances === 0) continue
    await measurement.add({
      ...{ X, instances, Y: encodeTargets(encoder, piece, rows) },
      targets: readTargets(encoder.target, piece, rows, encoder.missing),
      rowWeights: weights && Float32Array.from(rows, (row) => weights[row] ?? 0),
    })
  }
  const { name } = encoder.target
  if (measurement.rows === 0) {
    throw new DataError(
      { source: stream.source, column: name },
      'the target is missing in every row.',
      'Give rows with a target.',
    )
  }
  const have = without === 1 ? '1 row has' : `${without} rows have`
  const left = `${have} no ${JSON.stringify(name)} and ${without === 1 ? 'is' : 'are'} left out.`
  for (const sentence of [...(without > 0 ? [left] : []), ...stream.notes, ...tally.notes(encoder)])
    note(sentence)
  return measurement.metrics()
}

/** The table in pieces; in one where it has weights, since how they are written is found out over all of them. */
async function* piecesFor(encoder: Encoder, stream: TableStream): AsyncGenerator<Table> {
  if (encoder.weightColumn !== null && stream.names.includes(encoder.weightColumn))
    yield await collected(stream)
  else yield* stream.pieces()
}

/** The weights of all rows, where the table has the model's column of them. */
function weightsOf(encoder: Encoder, table: Table): Float32Array | undefined {
  const isThere = table.columns.some(({ name }) => name === encoder.weightColumn)
  return isThere ? encodeWeights(encoder, table) : undefined
}

function printMetrics(path: string, source: string, target: TargetColumn, metrics: Metrics): void {
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
