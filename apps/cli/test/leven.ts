import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, inject } from 'vitest'

/** The main file of the built command; build-command.ts builds it. */
export const main: string = inject('command')

/** What a run of the command left. */
export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  /** The working directory; the test's own folder. */
  readonly cwd: string
  /** What stdin gives. */
  readonly input?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
  /** Called with what has been written to stderr so far, and with a way to send a signal. */
  readonly onError?: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void
}

/** Runs the real command as a process. */
export function leven(args: readonly string[], { cwd, input, env, onError }: RunOptions): Promise<Ran> {
  return run(process.execPath, [main, ...args], {
    cwd,
    ...(input !== undefined && { input }),
    ...(env && { env }),
    ...(onError && { onError }),
  })
}

/** The command as one word of a shell script. */
export const levenInShell: string = `'${process.execPath}' '${main}'`

/** Runs any program. */
export function run(
  program: string,
  args: readonly string[],
  { cwd, input, env = {}, onError }: RunOptions,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const { NO_COLOR, FORCE_COLOR, LEVEN_BACKEND, ...inherited } = process.env
    const child = spawn(program, args, { cwd, env: { ...inherited, ...env } })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      onError?.(stderr, (signal) => child.kill(signal))
    })
    child.on('error', reject)
    child.on('close', (status, signal) => resolve({ status: statusInShell(status, signal), stdout, stderr }))
    child.stdin.on('error', () => {}) // it may end before it has read all
    child.stdin.end(input ?? '')
  })
}

/** The exit status as a shell reports it: a program that is interrupted ends by the signal itself. */
export function statusInShell(status: number | null, signal: NodeJS.Signals | null): number | null {
  return signal === null ? status : 128 + constants.signals[signal]
}

const folders: string[] = []
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true })
})

/** A folder of files that is removed when the tests have ended. */
export function folder(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'leven-test-'))
  folders.push(path)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content)
  return path
}

/** A file of the examples. */
export function example(name: string): string {
  return fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url))
}

/** Rows of a table that a network can learn: y is yes where x and z are together above 0. */
export function learnable(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const [x, z] = [((i * 7) % 11) - 5, ((i * 5) % 13) - 6]
    return `${x},${z},${x + z > 0 ? 'yes' : 'no'}`
  })
  return `x,z,y\n${lines.join('\n')}\n`
}
