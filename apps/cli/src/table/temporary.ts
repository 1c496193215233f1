import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { temporaryIn } from '../leftovers.ts'

/** The path of a new temporary file, which only this user can read, removed when the process ends. */
export function temporaryFile(): string {
  const folder = temporaryIn(tmpdir())
  mkdirSync(folder, { mode: 0o700 })
  return join(folder, 'data')
}
