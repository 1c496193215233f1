import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const main = join(root, 'apps/cli/src/main.ts')
const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
const folders: string[] = []
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true })
})

/** A folder of files that goes with the tests. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = mkdtempSync(join(tmpdir(), 'leven-page-'))
  folders.push(path)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content)
  return path
}

/** Runs a line as a shell does, with the real command for `leven`; returns what it wrote to stdout. Rejects where it fails. */
export async function shell(line: string, cwd: string): Promise<string> {
  const quote = (word: string) => `'${word}'`
  const leven = [process.execPath, tsx, '--conditions=@leven/source', main].map(quote).join(' ')
  const script = `leven() { ${leven} "$@"; }; ${line}`
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { cwd })
  return stdout
}
