import { type Backend, LevenError } from '@leven/core'
import type { Metrics } from '@leven/tabular'
import {
  type CheckpointOrigin,
  checkResume,
  type Position,
  type TrainingCheckpoint,
} from './checkpoint/checkpoint.ts'
import type { Watch } from './fit.ts'
import type { FailedRate } from './lower-rates.ts'
import type { MembersWatch } from './members/train-members.ts'
import type { Model, TrainingRecord } from './model.ts'
import type { Part } from './prepare.ts'
import type { OpenRowFile } from './row-file.ts'
import type { UnseenRows } from './unseen-rows.ts'

/** What `trainModel` gives. */
export interface TrainedModel {
  /** With golden rows made on the backend that trained it. */
  readonly model: Model
  /** On the rows trained on: how well they were learnt by heart. */
  readonly train: Metrics
  /** On rows that were not seen: out of fold for members, held out for a single network; null where there are none. */
  readonly validation: Metrics | null
  /** The predictions that `validation` measures, and their truth; null where there are none. */
  readonly unseen: UnseenRows | null
  /** The validation cost of each member of what was chosen, after each epoch; null for a single network. */
  readonly memberCosts: readonly (readonly number[])[] | null
  /** Sentences about the table, such as columns left out, and about the training where it had to begin again. */
  readonly notes: readonly string[]
  /** Whether the model predicts the same for every row it was trained on. */
  readonly constant: boolean
  /** The learning rates at which training came to nothing; where the last is the model's own, no rate was better. */
  readonly failures: readonly FailedRate[]
  /** Whether a signal ended the training before its time; then fewer rows may have been measured than there are. */
  readonly aborted: boolean
}

/** Who watches a training, who may stop it, and where members train. */
export interface TrainWatch extends Watch, MembersWatch {
  /** Told what there is to say about the table, before training begins; and again before it begins anew. */
  readonly onNotes?: ((notes: readonly string[]) => void) | undefined
  /** What made the model, for its record: { leven: '1.0.0' }. */
  readonly versions?: TrainingRecord['versions']
  /** More of the record: what the reader of the table knows. */
  readonly options?: TrainingRecord['options']
  /**
   * Awaited before the first epoch, after each one and where a signal ends the training, with what it takes to go on
   * from there in the same bits: write it, or every few seconds the last one, by `saveCheckpoint`.
   */
  readonly onCheckpoint?: ((checkpoint: TrainingCheckpoint) => void | Promise<void>) | undefined
  /** Where to go on: the checkpoint of a training of the same table, options and backend. */
  readonly resume?: TrainingCheckpoint | undefined
  /**
   * Keeps the encoded rows in files instead of memory: for tables of any length, and a single network. It changes no
   * bit of the model.
   */
  readonly openRows?: OpenRowFile | undefined
}

/** What does not depend on whether training began again. */
export type OneTrained = Omit<TrainedModel, 'notes' | 'failures' | 'constant'>

/**
 * Where a training of one kind goes on, and what it tells of its positions.
 * @throws InvalidOptionError where the checkpoint to resume is of another training.
 */
export function journey<K extends Position['kind']>(
  { resume, onCheckpoint }: TrainWatch,
  kind: K,
  originOf: () => CheckpointOrigin,
): {
  readonly from: Extract<Position, { kind: K }> | undefined
  readonly onPosition: ((position: Position) => Promise<void>) | undefined
} {
  if (!resume && !onCheckpoint) return { from: undefined, onPosition: undefined }
  const origin = originOf()
  return {
    from: resume && checkResume(resume, origin, kind),
    onPosition: onCheckpoint && (async (position) => onCheckpoint({ origin, position })),
  }
}

/** Rows that were judged unseen, with their truth and what was predicted for them. */
export function unseenRows(
  rows: Int32Array,
  { targets, rowWeights }: Pick<Part, 'targets' | 'rowWeights'>,
  { T, predict }: Pick<UnseenRows, 'T' | 'predict'>,
): UnseenRows {
  return { rows, targets, T, predict, ...(rowWeights && { weights: rowWeights }) }
}

/** What a training record says of the backend. */
export function backendOf({
  info: { name, device, accelerated, reason },
}: Backend): TrainingRecord['backend'] {
  return { name, device, accelerated, reason }
}

/** What a training ends with that was stopped before there was anything to keep. */
export function stoppedEarly(): LevenError {
  return new LevenError(
    'ABORTED',
    'Training was stopped before the first epoch was done; there is no model.',
    'Let it run longer.',
  )
}
