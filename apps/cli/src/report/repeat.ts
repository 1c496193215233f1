import { stat } from 'node:fs/promises'
import { sha256OfFile } from '../sweep/data-hash.ts'

/** What it takes to do a command again. */
export interface Repeat {
  /** As it may be given to a shell. */
  readonly command: string
  /** SHA-256 of the table's file; null where it is none: stdin, an address, a pattern. */
  readonly dataSha256: string | null
}

/** How to do a command again, and on what bytes. */
export async function repeatOf(command: string, data: string | undefined): Promise<Repeat> {
  return { command, dataSha256: await hashOf(data) }
}

async function hashOf(data: string | undefined): Promise<string | null> {
  if (data === undefined || data === '-') return null
  const isFile = await stat(data).then(
    (found) => found.isFile(),
    () => false, // an address or a pattern
  )
  return isFile ? sha256OfFile(data) : null
}
