import { InvalidOptionError } from '@leven/core'
import type { SinglePosition } from '../fit.ts'
import type { MembersPosition } from '../members/train-members.ts'

/** Where a training is: what it takes to go on in the same bits. */
export type Position = SinglePosition | MembersPosition

/** What a checkpoint is of; data and recipe by marks, as core's `Origin` has them. */
export interface CheckpointOrigin {
  /** The name of the backend. */
  readonly backend: string
  /** Of the table: the encoder, the encoded rows and how they are split. */
  readonly data: string
  /** Of everything that decides how it is trained. */
  readonly recipe: string
}

/** A training on a table, as it was after an epoch. Plain data that `structuredClone` copies. */
export interface TrainingCheckpoint {
  /** What it is a checkpoint of: another table or recipe is refused. */
  readonly origin: CheckpointOrigin
  /** How far the training is. */
  readonly position: Position
}

/**
 * Where a checkpoint lets a training of one kind go on.
 * @throws InvalidOptionError where it is of another training.
 */
export function checkResume<K extends Position['kind']>(
  { origin, position }: TrainingCheckpoint,
  wanted: CheckpointOrigin,
  kind: K,
): Extract<Position, { kind: K }> {
  if (origin.backend !== wanted.backend) {
    throw new InvalidOptionError(
      `The checkpoint is of a training on ${origin.backend}, and this one is on ${wanted.backend}.`,
      `Resume it on ${origin.backend}.`,
    )
  }
  if (origin.data !== wanted.data) {
    throw new InvalidOptionError(
      'The checkpoint is of other data.',
      'Give the table that it was made from, as it was then, or begin anew.',
    )
  }
  if (origin.recipe !== wanted.recipe || !isOfKind(position, kind)) {
    throw new InvalidOptionError(
      'The checkpoint is of another recipe.',
      'Give the options that it was made with, or begin anew.',
    )
  }
  return position
}

function isOfKind<K extends Position['kind']>(
  position: Position,
  kind: K,
): position is Extract<Position, { kind: K }> {
  return position.kind === kind
}
