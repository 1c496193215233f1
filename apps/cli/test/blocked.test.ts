import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { folder, learnable, leven, levenInShell, statusInShell } from './leven.ts'

/** Nothing that is stuck outlives its test. */
const groups: number[] = []
const writers: number[] = []
afterAll(() => {
  for (const writer of writers) closeSync(writer)
  for (const group of groups) {
    try {
      process.kill(-group, 'SIGKILL')
    } catch {
      // It has ended, as it should.
    }
  }
})

let model: Buffer
beforeAll(async () => {
  const cwd = folder({ 'data.csv': learnable(60) })
  const quick = ['--members', '1', '--epochs', '1', '--no-baseline']
  await leven(['train', 'data.csv', '--target', 'y', ...quick], { cwd })
  model = readFileSync(join(cwd, 'data.safetensors'))
}, 60_000)

/** A folder with a model, its table and a pipe that nobody writes to. */
function withPipe(): string {
  const cwd = folder({ 'data.csv': learnable(60), 'data.safetensors': model })
  mkdirSync(join(cwd, 'tmp'))
  execFileSync('mkfifo', [join(cwd, 'pipe')])
  return cwd
}

/** What shows that a command waits. */
type Sign = (cwd: string, child: ChildProcess) => boolean

/** Somebody opens the pipe to read: a writer that does not wait for one is let in. Kept open, it never says anything. */
const pipeIsRead: Sign = (cwd) => {
  try {
    writers.push(openSync(join(cwd, 'pipe'), constants.O_WRONLY | constants.O_NONBLOCK))
    return true
  } catch {
    return false
  }
}

const streamIsCopied: Sign = (cwd) => readdirSync(join(cwd, 'tmp')).length > 0

/** Loading and opening take less of the processor than that; what goes on is the query. */
const queryRuns: Sign = (_, { pid }) => {
  const time = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' })
  const [seconds = 0, minutes = 0] = time.trim().split(':').map(Number).toReversed()
  return minutes * 60 + seconds >= 4
}

/** Runs a command, sends it a signal where it waits, and gives how it ended: one that never does is the test's to notice. */
async function interrupted(command: string, waits: Sign, signal: NodeJS.Signals, cwd: string) {
  const env = { ...process.env, TMPDIR: join(cwd, 'tmp') }
  const child = spawn('bash', ['-c', `exec ${levenInShell} ${command}`], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (child.pid !== undefined) groups.push(child.pid)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const exit = once(child, 'exit') // not 'close': what writes to the pipe of a shell holds stderr
  while (!waits(cwd, child)) await pause(20)
  child.kill(signal)
  const [status, by] = await exit
  await vi.waitFor(() => expect(stderr).not.toBe(''), 10_000)
  return { status: statusInShell(status, by), stderr }
}

const long =
  "'select count(*) as x, 1 as z from range(1000000000) a, range(1000) b where hash(a.range, b.range) = 5'"

describe.concurrent('a signal ends a command that waits for', () => {
  test.each([
    ['a table from a pipe', 'predict data.safetensors pipe', pipeIsRead, 'SIGINT', 130],
    [
      'a table whose writer pauses',
      'predict data.safetensors <(cat data.csv; sleep 600)',
      streamIsCopied,
      'SIGTERM',
      143,
    ],
    [
      'a table from an idle stdin',
      'predict data.safetensors /dev/stdin < <(sleep 600)',
      streamIsCopied,
      'SIGHUP',
      129,
    ],
    ['a model', 'predict pipe data.csv', pipeIsRead, 'SIGTERM', 143],
    ['a model to show', 'inspect pipe', pipeIsRead, 'SIGHUP', 129],
    ['a configuration', 'train data.csv --target y --config pipe', pipeIsRead, 'SIGINT', 130],
    ['a table to examine', 'doctor pipe', pipeIsRead, 'SIGINT', 130],
    ['a long query', `predict data.safetensors --query ${long}`, queryRuns, 'SIGINT', 130],
  ] as const)(
    '%s',
    async (_, command, waits, signal, status) => {
      const cwd = withPipe()
      const ended = await interrupted(command, waits, signal, cwd)
      expect(ended).toEqual({ status, stderr: 'leven: interrupted.\n' })
      expect(readdirSync(join(cwd, 'tmp'))).toEqual([])
    },
    60_000,
  )
})

test('a pipe is not waited for where no table is read from it', async () => {
  const cwd = withPipe()
  const sweep = await leven(['sweep', 'data.csv', '--target', 'y', '--results', 'pipe'], { cwd })
  expect(sweep.stderr).toBe(
    'leven: pipe: this is a pipe, which keeps no results. Name a file with --results.\n',
  )
  expect(sweep.status).toBe(2)
  const { status, stderr } = await leven(['predict', 'data.csv', 'pipe'], { cwd })
  expect(stderr).toMatch(/^leven: data\.csv: /)
  expect(status).toBe(4)
})
