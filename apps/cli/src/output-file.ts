import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
} from 'node:fs'
import { access, readlink, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { InvalidOptionError } from '@leven/core'
import { writtenDirectly } from './direct-output.ts'
import { diskWords } from './disk-words.ts'
import { released, remove, temporaryIn } from './leftovers.ts'
import { attempt, otherOut, unwritable } from './unwritable.ts'
import { writeAll } from './write-all.ts'

/** A file to be written, whose place is already known to be writable. */
export interface OutputFile {
  readonly path: string
  /** Its whole path without links; undefined for a pipe or device. */
  readonly place: string | undefined
  /** Whether it is a terminal, which is given texts alone. */
  readonly isTerminal: boolean
  /** Puts the bytes there, whole or not at all: they are written beside it, synced and renamed. A pipe's write waits. */
  write(bytes: Uint8Array): void | Promise<void>
  /** The same in pieces: nothing is there before `done`. */
  open(): OpenOutput
}

/** A file being written. */
export interface OpenOutput {
  /** Where the bytes go until then: another program may write there too. */
  readonly temporaryPath: string
  write(bytes: Uint8Array): void | Promise<void>
  /** Puts it in its place. */
  done(): void
  /** Forgets it; what was there before stays. */
  discard(): void
}

/** A file that is written beside its place, where no write waits. */
export interface FileBeside extends OpenOutput {
  write(bytes: Uint8Array): void
}

/** What may be overwritten, besides nothing at all. */
export interface OverwriteRules {
  /** Whether a file of these contents is one that this command writes. */
  readonly isOurs?: (path: string) => boolean
  /** What `isOurs` looks for, as in "no model". */
  readonly ours?: string
  /** Files that are read, `-` for stdin; asked for where there is something to lose, since patterns take time. */
  readonly inputs?: () => Promise<readonly string[]>
  /** Other files that will be written. */
  readonly others?: readonly OutputFile[]
  /** The option that names the file; --out by default. */
  readonly option?: string
  /** Whether everything may be. */
  readonly force?: boolean | undefined
}

/**
 * Makes sure, before any work is done, that a file can be written: by making a file beside it and removing it
 * again. A symbolic link is followed: the file it names is replaced, and keeps its mode.
 * @throws LevenError where it cannot be written; InvalidOptionError where something else would be lost.
 */
export async function reserveOutput(path: string, rules: OverwriteRules = {}): Promise<OutputFile> {
  const { option = '--out', others = [] } = rules
  const other = `another file with ${option}`
  if (/[/\\]$/.test(path)) throw unwritable(path, 'it names a folder', undefined, other)
  const existing = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined
    throw unwritable(path, diskWords(cause), cause, other)
  })
  if (existing?.isDirectory()) throw unwritable(path, 'it is a directory', undefined, other)
  if (existing && !existing.isFile()) return writtenDirectly(path, existing)
  const place = existing ? realpathSync(path) : await endOfLinks(path)
  if (existing) {
    await access(place, constants.W_OK).catch((cause: NodeJS.ErrnoException) => {
      throw unwritable(path, diskWords(cause), cause, other)
    })
    if (!rules.force) await refuseLoss(path, place, existing, rules)
  }
  const mode = existing ? existing.mode & 0o7777 : undefined
  const probed = () => {
    const probe = temporaryIn(dirname(place))
    closeSync(openSync(probe, 'wx'))
    remove(probe)
  }
  attempt(path, probed, other)
  const whole = join(realpathSync(dirname(place)), basename(place))
  const same = others.find((file) => file.place === whole)
  if (same) {
    throw new InvalidOptionError(`${path} is ${same.path}, which is also to be written.`, `Name ${other}.`)
  }
  const open = () => openBeside(path, place, mode, other)
  return {
    path,
    place: whole,
    isTerminal: false,
    open,
    write(bytes) {
      const file = open()
      file.write(bytes)
      file.done()
    },
  }
}

/**
 * A file that is written beside its place.
 * @param mode what it has in the end; by default what any new file has.
 * @param other what to name where it cannot be written.
 */
export function openBeside(
  path: string,
  place: string,
  mode: number | undefined,
  other = otherOut,
): FileBeside {
  const temporaryPath = temporaryIn(dirname(place))
  const file = attempt(path, () => openSync(temporaryPath, 'wx'), other)
  const discard = () => {
    try {
      closeSync(file)
    } finally {
      remove(temporaryPath)
    }
  }
  const orDiscard = (work: () => void) => {
    try {
      attempt(path, work, other)
    } catch (error) {
      remove(temporaryPath)
      throw error
    }
  }
  return {
    temporaryPath,
    discard,
    write: (bytes) => orDiscard(() => writeAll(file, bytes)),
    done: () =>
      orDiscard(() => {
        if (mode !== undefined) fchmodSync(file, mode)
        fsyncSync(file)
        closeSync(file)
        renameSync(temporaryPath, place)
        released(temporaryPath)
        syncFolder(dirname(place))
      }),
  }
}

/** A rename lasts only when its folder is on the disk; not every system lets a folder be synced. */
function syncFolder(folder: string): void {
  let file: number
  try {
    file = openSync(folder, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EIO' || code === 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}

/** Where a link to nothing would have its file made. */
async function endOfLinks(path: string): Promise<string> {
  let place = path
  for (let links = 0; links < 40; links++) {
    const next = await readlink(place).catch(() => undefined)
    if (next === undefined) return place
    place = resolve(dirname(place), next)
  }
  throw unwritable(path, 'its symbolic links lead in a circle')
}

async function refuseLoss(
  path: string,
  place: string,
  existing: Stats,
  rules: OverwriteRules,
): Promise<void> {
  const { isOurs, ours = '', inputs = async () => [], option = '--out' } = rules
  const refuse = (why: string) => {
    throw new InvalidOptionError(
      `${path} ${why}, and would be lost.`,
      `Name another file with ${option}, or give --force.`,
    )
  }
  for (const input of await inputs()) {
    if (isSameFile(input, place)) refuse('is what is read')
  }
  if (existing.nlink > 1) refuse('is a file of several names (hard links), which would part')
  if (isOurs && existing.size > 0 && !isOurs(place)) refuse(`is no ${ours}`)
}

/** Whether an input is the file at a place, by whatever name: the shell may have opened it as stdin. */
function isSameFile(input: string, place: string): boolean {
  const exact = { bigint: true } as const // the numbers of some disks' files are over 2^53
  try {
    const [read, there] = [
      input === '-' ? fstatSync(0, exact) : statSync(input, exact),
      statSync(place, exact),
    ]
    return read.dev === there.dev && read.ino === there.ino
  } catch {
    return false // what cannot be looked at is told by whoever reads it
  }
}
