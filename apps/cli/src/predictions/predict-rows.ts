import type { Backend } from '@leven/core'
import { type Model, predictTable } from '@leven/model'
import {
  type DataError,
  type EncodingRoom,
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

/** Predicted rows, in the order of the table; one that is skipped is not there. */
export interface PredictedRows {
  readonly length: number
  /** The place in the piece of one of them. */
  placeOf(row: number): number
  /** What is said of one of them: null where it is refused. */
  value(row: number, column: number): Value
}

/** A piece, predicted. */
export interface PredictedPiece {
  readonly rows: PredictedRows
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
 * @param room for the encoded rows.
 * @throws DataError for the first row that is refused, with `stop`; always where the fault is no row's.
 */
export async function predictPiece(
  model: Model,
  on: Backend,
  piece: TablePiece,
  onError: OnError,
  { threshold, quantile }: Beside,
  room?: EncodingRoom,
): Promise<PredictedPiece> {
  const predicted: PredictedRows[] = []
  const refused: DataError[] = []
  const tally = new FeatureTally()
  const part = async (rows: Int32Array | undefined): Promise<void> => {
    try {
      const made = await predictTable(model, on, piece, rows, room)
      tally.merge(made.tally)
      const { keys, value } = predictionRows(atThreshold(made.predictions, threshold))
      const region = quantile === undefined ? undefined : regionRow(model.encoder.target, made.T, quantile)
      predicted.push({
        length: rows?.length ?? piece.rows,
        placeOf: (row) => rows?.[row] ?? row,
        value: region
          ? (row, column) =>
              column < keys.length ? value(row, column) : (region(row)[column - keys.length] ?? null)
          : value,
      })
    } catch (error) {
      if (onError === 'stop' || !isDataError(error) || error.row === undefined) throw error
      const all = rows ?? Int32Array.from({ length: piece.rows }, (_, row) => row)
      const [only] = all
      if (all.length === 1 && only !== undefined) {
        refused.push(error)
        if (onError === 'blank') predicted.push({ length: 1, placeOf: () => only, value: () => null })
        return
      }
      const middle = all.length >> 1
      await part(all.subarray(0, middle))
      await part(all.subarray(middle))
    }
  }
  await part(undefined)
  const [only] = predicted
  return { rows: only && predicted.length === 1 ? only : oneAfterTheOther(predicted), tally, refused }
}

function oneAfterTheOther(parts: readonly PredictedRows[]): PredictedRows {
  const places = parts.flatMap((part) => Array.from({ length: part.length }, (_, row) => ({ part, row })))
  return {
    length: places.length,
    placeOf(index) {
      const { part, row } = places[index] ?? nowhere
      return part.placeOf(row)
    },
    value(index, column) {
      const { part, row } = places[index] ?? nowhere
      return part.value(row, column)
    },
  }
}

const nowhere = { part: { length: 0, placeOf: () => -1, value: () => null }, row: 0 }

/** Predictions of two labels that are positive from another probability on. */
function atThreshold(predictions: Predictions, threshold: number | undefined): Predictions {
  if (threshold === undefined || predictions.task !== 'binary') return predictions
  const { labels, positive, probability } = predictions
  const negative = labels.find((label) => label !== positive) ?? ''
  const prediction = Array.from(probability, (p) => (p >= threshold ? positive : negative))
  return { ...predictions, prediction }
}
