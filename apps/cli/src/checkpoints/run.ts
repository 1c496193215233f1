import { InvalidOptionError } from '@leven/core'
import type { TrainingCheckpoint } from '@leven/model'
import type { GivenTrainOptions, TrainCommandOptions } from '../command-options.ts'
import { ownLine } from '../shell-line.ts'
import { type CheckpointFolder, newFolder, resumeFolder } from './folder.ts'
import { type CheckpointKeeper, keepCheckpoints } from './keeper.ts'
import { aboutOf, recordedRun, resumedOptions } from './recorded-run.ts'

/** The run that is asked for: a new one, or one that goes on. */
export interface Run {
  readonly data: string | undefined
  readonly options: TrainCommandOptions
  /** Where its checkpoints are, if it has any. */
  readonly folder: CheckpointFolder | undefined
  readonly checkpoint: TrainingCheckpoint | null
  /** The line of a shell that began it. */
  readonly command: string
}

/**
 * The run that a command line asks for.
 * @throws InvalidOptionError where options do not fit each other, or the checkpoints.
 */
export async function runOf(data: string | undefined, given: GivenTrainOptions): Promise<Run> {
  const { target = '', resume, checkpoint: path, every, force = false } = given
  if (resume === undefined) {
    if (every !== undefined && path === undefined) {
      throw new InvalidOptionError('--every is of checkpoints.', 'Name a folder for them with --checkpoint.')
    }
    const folder = path === undefined ? undefined : newFolder(path, force)
    return { data, options: { ...given, target }, folder, checkpoint: null, command: ownLine() }
  }
  if (path !== undefined) {
    throw new InvalidOptionError('--resume has its folder already.', 'Leave --checkpoint out.')
  }
  const { folder, saved } = await resumeFolder(resume)
  const run = recordedRun(saved, resume)
  const options = resumedOptions(run, given)
  const { checkpoint } = saved
  return { data: data ?? run.data ?? undefined, options, folder, checkpoint, command: run.command }
}

/** What a training goes on from, and who keeps its checkpoints. */
export interface Journey {
  readonly keeper: CheckpointKeeper | undefined
  readonly checkpoint: TrainingCheckpoint | null
}

/** Begins to keep checkpoints: before there is anything to go on from, the first one says what is to be done. */
export async function begin(
  { data, options, folder, checkpoint, command }: Run,
  out: string,
): Promise<Journey> {
  if (!folder) return { keeper: undefined, checkpoint }
  const about = aboutOf(data, out, options, command)
  if (!checkpoint) await folder.write({ checkpoint, about })
  return { keeper: keepCheckpoints(folder, about, options.every), checkpoint }
}

/** What a run that was stopped says of its checkpoints. */
export function waysOn({ keeper }: Journey): string {
  return keeper ? `; leven train --resume ${keeper.path} goes on` : ''
}
