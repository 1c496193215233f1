import { stat } from 'node:fs/promises'
import { sha256OfFile } from '../sweep/data-hash.ts'

/** What it takes to do a command again. */
export interface Repeat {
  /** As it may be given to a shell. */
  readonly command: string
  /** SHA-256 of the table's file; null where it is none: stdin, an address, a pattern. */
  readonly dataSha256: string | null
}

/** How this process was called, and on what bytes. */
export async function repeatOf(data: string | undefined): Promise<Repeat> {
  const words = process.argv.slice(2).map(quoted)
  return { command: ['leven', ...words].join(' '), dataSha256: await hashOf(data) }
}

async function hashOf(data: string | undefined): Promise<string | null> {
  if (data === undefined || data === '-') return null
  const isFile = await stat(data).then(
    (found) => found.isFile(),
    () => false, // an address or a pattern
  )
  return isFile ? sha256OfFile(data) : null
}

/** A word of a command line, in single quotes where a shell would take it apart. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
