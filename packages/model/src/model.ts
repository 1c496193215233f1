import type { Arithmetic, Network } from '@leven/core'
import type { ConformalQuantile, Encoder } from '@leven/tabular'

/** The numbers of one layer as the file holds them: W n_l × n_(l−1) and b n_l × 1, column-major float32. */
export interface StoredLayer {
  /** n_l × n_(l−1), column-major. */
  readonly W: Float32Array
  /** n_l numbers. */
  readonly b: Float32Array
}

/** A value of a training option, for the record. */
export type OptionValue = string | number | boolean | null | readonly (string | number)[]

/** One report of progress, for the curve. */
export interface CurvePoint {
  /** After which the costs were read. */
  readonly epoch: number
  /** J on the rows trained on; null for members, of which the rows they did not see are looked at alone. */
  readonly cost: number | null
  /** J of the rows held out; null where there are none. */
  readonly validationCost: number | null
}

/** How members became one network. */
export interface MembersRecord {
  /** How many members were folded into the network. */
  readonly count: number
  /** Of the folds. */
  readonly splitSeed: number
  /** How many rows some member did not see. */
  readonly outOfFoldRows: number
  /** What was tried, each with the epoch at which its pooled out-of-fold cost was lowest, and that cost with a temperature. */
  readonly candidates: readonly {
    /** By which `chosen` names it. */
    readonly name: string
    /** Units of each hidden layer. */
    readonly hidden: readonly number[]
    /** The epoch with the lowest out-of-fold cost. */
    readonly bestEpoch: number
    /** How many were trained. */
    readonly epochs: number
    /** The mean loss out of fold at that epoch. */
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
  /** Decides initial weights and the order of batches. */
  readonly seed: number
  /** What made it: { leven: '1.0.0' }. */
  readonly versions: Readonly<Record<string, string>>
  /** Where it was trained, as the backend said of itself. */
  readonly backend: {
    /** 'cpu', 'gpujs'. */
    readonly name: string
    /** What computed: a processor with its instructions, a graphics card. */
    readonly device: string
    /** Whether a GPU or another accelerator did the work; 'unknown' where it could not be told. */
    readonly accelerated: boolean | 'unknown'
    /** Why this device and no other. */
    readonly reason: string
  }
  /** How many rows were trained on and validated on. */
  readonly rows: { readonly training: number; readonly validation: number }
  /** Null where one network was trained. */
  readonly members: MembersRecord | null
  /** How far predictions of rows that were not seen were off, at a few levels; none where all rows were trained on. */
  readonly conformal: readonly ConformalQuantile[]
  /** How the cost went. */
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
  /** Its sizes, activations and output. */
  readonly network: Network
  /** First layer first. */
  readonly parameters: readonly StoredLayer[]
  /** How rows become X and T becomes predictions. */
  readonly encoder: Encoder
  /** How it was trained, for the record. */
  readonly training: TrainingRecord
  /** Rows that prove it where it is loaded. */
  readonly golden: Golden
}
