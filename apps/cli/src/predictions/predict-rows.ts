import type { Backend } from '@leven/core'
import { type Model, predictTable } from '@leven/model'
import {
  type DataError,
  FeatureTally,
  isDataError,
  type Predictions,
  predictionRows,
  regionRow,
} from '@leven/tabular'
import type { TablePiece } from '../table/stream.ts'
import type { Value } from './row-text.ts'

/** What happens to a row that cannot be predicted. */
export type OnError = 'stop' | 'blank' | 'skip'

/** What is said of one row, by its place in the piece. */
export interface PredictedRow {
  readonly row: number
  /** null where the row is refused. */
  readonly values: readonly Value[] | null
}

/** A piece, predicted. */
export interface PredictedPiece {
  /** In the order of the table, once; a row that is skipped is not there. */
  readonly rows: Iterable<PredictedRow>
  readonly tally: FeatureTally
  /** Why rows were refused, in their order. */
  readonly refused: readonly DataError[]
}

/** What is asked for beside the usual. */
export interface Beside {
  /** The probability from which a row is positive. */
  readonly threshold?: number | undefined
  /** The conformal quantile of intervals and sets; null where none is known, undefined where none are asked for. */
  readonly quantile?: number | null | undefined
}

/**
 * Predicts the rows of a piece. Where some are refused, the halves of the piece are predicted each by itself, and so
 * on down to the rows at fault: the others get the same predictions as without them.
 * @param room for the encoded rows, which is used where it is long enough.
 * @throws DataError for the first row that is refused, with `stop`; always where the fault is no row's.
 */
export async function predictPiece(
  model: Model,
  on: Backend,
  piece: TablePiece,
  onError: OnError,
  { threshold, quantile }: Beside,
  room?: Float32Array,
): Promise<PredictedPiece> {
  const predicted: Iterable<PredictedRow>[] = []
  const refused: DataError[] = []
  const tally = new FeatureTally()
  const part = async (rows: Int32Array | undefined): Promise<void> => {
    try {
      const made = await predictTable(model, on, piece, rows, room)
      tally.merge(made.tally)
      const { row: values } = predictionRows(atThreshold(made.predictions, threshold))
      const count = rows?.length ?? piece.rows
      const region = quantile === undefined ? undefined : regionRow(model.encoder.target, made.T, quantile)
      const all = region ? (i: number) => [...values(i), ...region(i)] : values
      predicted.push(rowsOf(count, (i) => ({ row: rows?.[i] ?? i, values: all(i) })))
    } catch (error) {
      if (onError === 'stop' || !isDataError(error) || error.row === undefined) throw error
      const all = rows ?? Int32Array.from({ length: piece.rows }, (_, row) => row)
      const [only] = all
      if (all.length === 1 && only !== undefined) {
        refused.push(error)
        if (onError === 'blank') predicted.push([{ row: only, values: null }])
        return
      }
      const middle = all.length >> 1
      await part(all.subarray(0, middle))
      await part(all.subarray(middle))
    }
  }
  await part(undefined)
  const [only] = predicted
  return { rows: only && predicted.length === 1 ? only : inOrder(predicted), tally, refused }
}

/** Each row is made when it is asked for, so that no more than one need be held. */
function* rowsOf(count: number, row: (index: number) => PredictedRow): Generator<PredictedRow> {
  for (let i = 0; i < count; i++) yield row(i)
}

function* inOrder(parts: Iterable<Iterable<PredictedRow>>): Generator<PredictedRow> {
  for (const part of parts) yield* part
}

/** Predictions of two labels that are positive from another probability on. */
function atThreshold(predictions: Predictions, threshold: number | undefined): Predictions {
  if (threshold === undefined || predictions.task !== 'binary') return predictions
  const { labels, positive, probability } = predictions
  const negative = labels.find((label) => label !== positive) ?? ''
  const prediction = Array.from(probability, (p) => (p >= threshold ? positive : negative))
  return { ...predictions, prediction }
}
