import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders: string[] = []

/** The path of a new temporary file, removed when the process ends. */
export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leven-'))
  if (folders.length === 0) process.once('exit', removeAll)
  folders.push(folder)
  return join(folder, 'data')
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}
