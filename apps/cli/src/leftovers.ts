import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/**
 * Temporary files and folders: `.leven-<machine>-<process>-<random>`, whatever the name of what they will become.
 * They go when the process ends, also by a signal; what a process left that was killed, the next one removes.
 */
const pattern = /^\.leven-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}$/

/** This machine or container, as 8 hexadecimal digits. */
export const machine: string = createHash('sha256')
  .update(`${hostname()} ${processes()}`)
  .digest('hex')
  .slice(0, 8)

/** What of another machine or container is so old is no longer in use. */
const abandonedAfter = 7 * 24 * 3600 * 1000

const held = new Set<string>()

/** A new path for a temporary file or folder in a folder. It is removed at the end, unless it is `released`. */
export function temporaryIn(folder: string): string {
  sweep(folder)
  const path = join(folder, `.leven-${machine}-${process.pid}-${randomUUID().slice(0, 8)}`)
  removeAtEnd(path)
  return path
}

/** A file or folder that goes when the process ends, however it is called. */
export function removeAtEnd(path: string): void {
  if (held.size === 0) process.once('exit', removeTemporaries)
  held.add(path)
}

/** The path is no longer temporary: it was renamed. */
export function released(path: string): void {
  held.delete(path)
  if (held.size === 0) process.off('exit', removeTemporaries)
}

/** Removes a temporary file or folder now. */
export function remove(path: string): void {
  rmSync(path, { recursive: true, force: true })
  released(path)
}

/** Removes all that is temporary, at the end of the process. */
function removeTemporaries(): void {
  for (const path of held) {
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      // The next run sweeps it: at the end of a process there is nobody left to tell.
    }
  }
}

const swept = new Set<string>()

/** Removes what processes left here that are no more. Once for each folder and process. */
function sweep(folder: string): void {
  if (swept.has(folder)) return
  swept.add(folder)
  let names: readonly string[]
  try {
    names = readdirSync(folder)
  } catch {
    return // what is wrong with the folder shows when it is written to
  }
  for (const name of names) {
    const [, owner, id] = pattern.exec(name) ?? []
    if (owner === undefined || id === undefined) continue
    const path = join(folder, name)
    try {
      if (owner === machine ? isGone(Number(id)) : isAbandoned(path)) rmSync(path, { recursive: true })
    } catch {
      // Another user's, or another run swept it first.
    }
  }
}

/** Whether a process of this machine has ended. One of our own number was an earlier one's: nothing of ours is older. */
export function isGone(id: number): boolean {
  if (id === process.pid) return true
  try {
    process.kill(id, 0)
    return isZombie(id)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/** Whether a process has ended and its parent has not asked how: in a container whose first process never asks, for good. */
function isZombie(id: number): boolean {
  try {
    // `ID (name) state …`; the name may hold brackets itself.
    return readFileSync(`/proc/${id}/stat`, 'latin1').replace(/^.*\)/s, '').startsWith(' Z')
  } catch {
    return false // no /proc here, or it is another user's
  }
}

function isAbandoned(path: string): boolean {
  return Date.now() - statSync(path).mtimeMs > abandonedAfter
}

/** Which processes the numbers of processes count: containers of one host name have numbers of their own. */
function processes(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return process.platform
  }
}
