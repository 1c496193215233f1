import { closeSync, openSync, readSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { LevenError } from '@leven/core'
import { diskWords } from '../disk-words.ts'
import { remove, temporaryIn } from '../leftovers.ts'
import { writeAll } from '../write-all.ts'

/**
 * Bytes of a run that memory would not hold. Where the system lets an open file lose its name, it has none from the
 * start, so that nothing is left however the run ends; else it goes as any temporary file does.
 */
export class ScratchFile {
  readonly #file: number
  readonly #path: string
  #size = 0

  /** @throws LevenError where the temporary folder takes no file. */
  constructor() {
    this.#path = temporaryIn(tmpdir())
    this.#file = attempt('written', () => openSync(this.#path, 'wx+', 0o600))
    if (process.platform !== 'win32') remove(this.#path)
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size
  }

  /** Adds bytes. @throws LevenError where there is no room for them. */
  append(bytes: Uint8Array): void {
    attempt('written', () => writeAll(this.#file, bytes))
    this.#size += bytes.length
  }

  /** Fills `to` with the bytes from a position on. @throws LevenError where the disk does not give them. */
  read(position: number, to: Uint8Array): void {
    for (let at = 0; at < to.length; ) {
      const read = attempt('read', () => readSync(this.#file, to, at, to.length - at, position + at))
      if (read === 0) throw failed('read', 'it ends too early')
      at += read
    }
  }

  /** Gives the room back. */
  close(): void {
    try {
      attempt('written', () => closeSync(this.#file))
    } finally {
      remove(this.#path)
    }
  }
}

function attempt<T>(what: 'written' | 'read', work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    throw failed(what, diskWords(cause), cause)
  }
}

function failed(what: 'written' | 'read', why: string, cause?: Error): LevenError {
  return new LevenError(
    'FAILED',
    `A scratch file in ${tmpdir()} cannot be ${what}: ${why}.`,
    'Free some space or name another folder with TMPDIR, or hold the table in memory with --no-stream.',
    { cause },
  )
}
