import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidOptionError, LevenError } from '@leven/core'
import {
  isModelError,
  loadCheckpoint,
  type ModelError,
  type SavedCheckpoint,
  saveCheckpoint,
} from '@leven/model'
import { diskWords } from '../disk-words.ts'
import { openBeside } from '../output-file.ts'
import { unreadable } from '../table/source.ts'
import { note } from '../terminal.ts'
import { attempt } from '../unwritable.ts'
import { lockFolder } from './lock.ts'

const pattern = /^checkpoint-(\d{6,})\.safetensors$/

/** So many are kept: one more than the last, in case a disk spoils it. */
const kept = 2

/** What a message names where a folder cannot be written. */
const other = 'another folder with --checkpoint'

/** The checkpoints of one run: files that are numbered, each whole. */
export interface CheckpointFolder {
  readonly path: string
  /** Puts one there, written beside, synced and renamed; then removes all but the last two. */
  write(saved: SavedCheckpoint): Promise<void>
}

/**
 * A folder for the checkpoints of a new run; it is made where it is not there.
 * @throws InvalidOptionError where it has checkpoints of an earlier run already, unless they may be replaced; where
 * another run uses it.
 */
export function newFolder(path: string, mayReplace: boolean): CheckpointFolder {
  attempt(path, () => mkdirSync(path, { recursive: true }), other)
  lockFolder(path, other)
  const earlier = numbersIn(path)
  if (earlier.length > 0 && !mayReplace) {
    throw new InvalidOptionError(
      `${path} has checkpoints of an earlier run.`,
      'Go on with it by --resume, or name another folder, or give --force.',
    )
  }
  return { path, write: writerIn(path, earlier, 0) }
}

/**
 * The last checkpoint of a folder that is whole, and the folder for those that follow.
 * @throws InvalidOptionError where there is none, or another run uses it; ModelError where none is whole.
 */
export async function resumeFolder(
  path: string,
): Promise<{ readonly folder: CheckpointFolder; readonly saved: SavedCheckpoint }> {
  if (numbersIn(path).length > 0) lockFolder(path, other)
  const numbers = numbersIn(path)
  let damaged: ModelError | undefined
  for (const number of numbers) {
    const file = fileOf(path, number)
    try {
      const saved = await loadCheckpoint(await bytesOf(file), file)
      if (damaged) note(`${damaged.message} The run goes on from the checkpoint before it.`)
      return { folder: { path, write: writerIn(path, numbers, kept - 1) }, saved }
    } catch (error) {
      if (!isModelError(error)) throw error
      damaged ??= error
    }
  }
  throw (
    damaged ??
    new InvalidOptionError(
      `${path} has no checkpoint.`,
      'Name the folder that --checkpoint named, or begin with it.',
    )
  )
}

/** The numbers of the checkpoints in a folder, from the last. */
function numbersIn(path: string): readonly number[] {
  let names: readonly string[] = []
  try {
    names = readdirSync(path)
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    const code = 'code' in cause ? cause.code : undefined
    // What is not there, or no folder, has none.
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw new LevenError('FAILED', `${path} cannot be read: ${diskWords(cause)}.`, 'Name another folder.', {
        cause,
      })
    }
  }
  return names
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a)
}

const bytesOf = (file: string) =>
  readFile(file).catch((cause: NodeJS.ErrnoException) => unreadable(file, cause))

function fileOf(path: string, number: number): string {
  return join(path, `checkpoint-${String(number).padStart(6, '0')}.safetensors`)
}

/**
 * @param earlier the numbers of what is there.
 * @param ofThisRun how many of these the first new one may leave: none of another run.
 */
function writerIn(path: string, earlier: readonly number[], ofThisRun: number): CheckpointFolder['write'] {
  let numbers = earlier
  let left = ofThisRun
  return async (saved) => {
    const next = (numbers[0] ?? 0) + 1
    const file = fileOf(path, next)
    const bytes = await saveCheckpoint(saved)
    const output = openBeside(file, file, undefined, other)
    output.write(bytes)
    output.done()
    for (const old of numbers.slice(left)) rmSync(fileOf(path, old), { force: true })
    numbers = [next, ...numbers.slice(0, left)]
    left = kept - 1
  }
}
