import { closeSync, openSync, readFileSync, renameSync, statSync, utimesSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { InvalidOptionError } from '@leven/core'
import { isGone, machine, remove, removeAtEnd, temporaryIn } from '../leftovers.ts'
import { attempt } from '../unwritable.ts'
import { writeAll } from '../write-all.ts'

const name = 'lock'

/** A lock says every so often that its run goes on, in milliseconds. */
const beat = 5_000

/** One of another machine or container, whose processes cannot be seen, counts no more after so long without. */
const silentFor = 120_000

/**
 * Takes a folder for this process alone, until it ends. The lock of a process that is gone is taken over.
 * @param other what a message names where the folder cannot be written.
 * @throws InvalidOptionError where another run uses it.
 */
export function lockFolder(folder: string, other: string): void {
  const path = join(folder, name)
  for (;;) {
    if (attempt(folder, () => tryLock(path), other)) break
    const found = ownerOf(path)
    if (found && isInUse(found)) throw inUse(folder, path, found)
    if (found) attempt(folder, () => takeAway(folder, path, found), other)
  }
  removeAtEnd(path)
  setInterval(() => touch(path), beat).unref()
}

/** Who holds a lock, and when it last said so. */
interface Owner {
  readonly text: string
  readonly machine: string
  readonly host: string
  readonly process: number
  readonly silent: number
}

/** Makes the lock, unless it is there. */
function tryLock(path: string): boolean {
  let file: number
  try {
    file = openSync(path, 'wx')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
  try {
    writeAll(file, Buffer.from(`${machine} ${process.pid} ${hostname()}\n`))
  } catch (error) {
    remove(path)
    throw error
  } finally {
    closeSync(file)
  }
  return true
}

/** undefined where it has gone meanwhile. */
function ownerOf(path: string): Owner | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    const [on = '', process = '', host = ''] = text.trim().split(' ')
    return { text, machine: on, process: Number(process), host, silent: Date.now() - statSync(path).mtimeMs }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function isInUse({ machine: on, process, silent }: Owner): boolean {
  return on === machine ? !isGone(process) : silent < silentFor
}

/** Removes a lock of nobody; not one that another run has put in its place meanwhile. */
function takeAway(folder: string, path: string, { text }: Owner): void {
  const aside = temporaryIn(folder)
  try {
    renameSync(path, aside)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
  if (readFileSync(aside, 'utf8') === text) remove(aside)
  else renameSync(aside, path)
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // The folder is gone or full: the next checkpoint says so.
  }
}

function inUse(folder: string, path: string, { machine: on, process, host }: Owner): InvalidOptionError {
  const who = on === machine ? `process ${process}` : `process ${process} of ${host}`
  return new InvalidOptionError(
    `${folder} is used by another run, ${who}.`,
    `Wait for it or name another folder; where there is no such run, remove ${path}.`,
  )
}
