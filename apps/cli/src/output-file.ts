import { randomUUID } from 'node:crypto'
import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { LevenError } from '@leven/core'

/** A file to be written, whose place is already known to be writable. */
export interface OutputFile {
  readonly path: string
  /** Puts the bytes there, whole or not at all: they are written beside it and renamed. */
  write(bytes: Uint8Array): void
}

/**
 * Makes sure, before any work is done, that a file can be written: by creating the temporary file beside
 * it that will become it. The temporary file is removed when the process ends, whatever ends it.
 * @throws LevenError where it cannot be written.
 */
export async function reserveOutput(path: string): Promise<OutputFile> {
  const existing = await stat(path).catch(() => undefined)
  if (existing?.isDirectory()) throw unwritable(path, 'it is a directory')
  if (existing && !existing.isFile()) return writtenDirectly(path)
  if (existing) {
    await access(path, constants.W_OK).catch((cause: NodeJS.ErrnoException) => {
      throw unwritable(path, reasonOf(cause), cause)
    })
  }
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.tmp`)
  const remove = () => rmSync(temporary, { force: true })
  const file = attempt(path, () => openSync(temporary, 'wx'))
  process.once('exit', remove)
  return {
    path,
    write(bytes) {
      attempt(path, () => {
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
        fsyncSync(file)
        closeSync(file)
        renameSync(temporary, path)
      })
      process.off('exit', remove)
    },
  }
}

/** A pipe or device cannot be renamed to. */
function writtenDirectly(path: string): OutputFile {
  const file = attempt(path, () => openSync(path, 'w'))
  return {
    path,
    write(bytes) {
      attempt(path, () => {
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
        closeSync(file)
      })
    },
  }
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    throw unwritable(path, reasonOf(cause), cause)
  }
}

function unwritable(path: string, reason: string, cause?: Error): LevenError {
  return new LevenError('FAILED', `${path} cannot be written: ${reason}.`, 'Name another file with --out.', {
    cause,
  })
}

function reasonOf(cause: NodeJS.ErrnoException): string {
  switch (cause.code) {
    case 'ENOENT':
      return 'its folder does not exist'
    case 'ENOTDIR':
      return 'its folder is a file'
    case 'EACCES':
    case 'EPERM':
      return 'that is not permitted'
    case 'EROFS':
      return 'the disk is read-only'
    case 'ENOSPC':
      return 'the disk is full'
    case 'ENAMETOOLONG':
      return 'the name is too long'
    default:
      return cause.message
  }
}
