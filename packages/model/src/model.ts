import type { Arithmetic, Network } from '@leven/core'
import type { ConformalQuantile, Encoder } from '@leven/tabular'

/** The numbers of one layer as the file holds them: W n_l × n_(l−1) and b n_l × 1, column-major float32. */
export interface StoredLayer {
  readonly W: Float32Array
  readonly b: Float32Array
}

/** A value of a training option, for the record. */
export type OptionValue = string | number | boolean | null | readonly (string | number)[]

/** One report of progress, for the curve. */
export interface CurvePoint {
  readonly epoch: number
  /** J on the rows trained on; null for members, of which the rows they did not see are looked at alone. */
  readonly cost: number | null
  readonly validationCost: number | null
}

/** How members became one network. */
export interface MembersRecord {
  readonly count: number
  /** Of the folds. */
  readonly splitSeed: number
  /** How many rows some member did not see. */
  readonly outOfFoldRows: number
  /** What was tried, each with the epoch at which its pooled out-of-fold cost was lowest, and that cost with a temperature. */
  readonly candidates: readonly {
    readonly name: string
    readonly hidden: readonly number[]
    readonly bestEpoch: number
    readonly epochs: number
    readonly cost: number
  }[]
  /** The name of the one that was chosen. */
  readonly chosen: string
  /** The share of the linear members in the logits, from 0 to 1. */
  readonly linearShare: number
  /** The factor on the logits. */
  readonly temperature: number
  /** Whether one network was trained again on all rows instead of folding the members. */
  readonly refitted: boolean
}

/** How a model came to be. Nothing of it is needed to predict; no clock time, so that equal runs give equal files. */
export interface TrainingRecord {
  /** The options of the training run, by the names the command line gives them. */
  readonly options: Readonly<Record<string, OptionValue>>
  readonly seed: number
  /** What made it: { leven: '1.0.0' }. */
  readonly versions: Readonly<Record<string, string>>
  readonly backend: {
    readonly name: string
    readonly device: string
    readonly accelerated: boolean | 'unknown'
    readonly reason: string
  }
  /** How many rows were trained on and validated on. */
  readonly rows: { readonly training: number; readonly validation: number }
  /** Null where one network was trained. */
  readonly members: MembersRecord | null
  /** How far predictions of rows that were not seen were off, at a few levels; none where all rows were trained on. */
  readonly conformal: readonly ConformalQuantile[]
  readonly curve: {
    /** Epochs trained. */
    readonly epochs: number
    /** The epoch whose parameters these are. */
    readonly bestEpoch: number
    /** A summary of the curve: at most 100 points in the order of epochs. */
    readonly points: readonly CurvePoint[]
  }
}

/**
 * Rows built from the encoder's own statistics, never training rows, with the predictions expected for
 * them. Raw cells, so that preprocessing is verified too.
 */
export interface Golden {
  /** The names of the feature columns. */
  readonly columns: readonly string[]
  /** One list of cells for each row; null is missing. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** T of each row: nL numbers. */
  readonly expected: readonly (readonly number[])[]
  /** The arithmetic of the backend that computed them; the tolerance is derived from it. */
  readonly arithmetic: Arithmetic
}

/** A trained network with all that is needed to use it on a table. */
export interface Model {
  readonly network: Network
  /** First layer first. */
  readonly parameters: readonly StoredLayer[]
  readonly encoder: Encoder
  readonly training: TrainingRecord
  readonly golden: Golden
}
