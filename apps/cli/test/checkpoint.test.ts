import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadCheckpoint } from '@leven/model'
import { beforeAll, describe, expect, test } from 'vitest'
import { folder, learnable, leven, main, statusInShell } from './leven.ts'

const data = learnable(3000)
const runs = {
  'members on folds': [
    'train',
    'data.csv',
    '--target',
    'y',
    '--epochs',
    '30',
    '--no-baseline',
    '--workers',
    '1',
  ],
  'a single network': [
    'train',
    'data.csv',
    '--target',
    'y',
    '--members',
    '1',
    '--epochs',
    '150',
    '--no-baseline',
  ],
} as const
type Kind = keyof typeof runs
const kinds = Object.keys(runs) as readonly Kind[]

/** What an unbroken run of each kind makes. */
const whole = new Map<Kind, Buffer>()

beforeAll(async () => {
  for (const kind of kinds) {
    const cwd = folder({ 'data.csv': data })
    await leven([...runs[kind], '--out', 'm.safetensors'], { cwd })
    whole.set(kind, readFileSync(join(cwd, 'm.safetensors')))
  }
}, 60_000)

/** What is in the folder of checkpoints. */
const inside = (cwd: string): readonly string[] =>
  existsSync(join(cwd, 'run')) ? readdirSync(join(cwd, 'run')).sort() : []

const checkpoints = (cwd: string): readonly string[] =>
  inside(cwd).filter((name) => name.startsWith('checkpoint-'))

/** Begins or resumes a run, and sends it a signal so many milliseconds after it has begun to keep checkpoints. */
async function broken(cwd: string, args: readonly string[], signal: NodeJS.Signals, after: number) {
  const before = checkpoints(cwd).at(-1)
  const child = spawn(process.execPath, [main, ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const closed = once(child, 'close')
  while (checkpoints(cwd).at(-1) === before && child.exitCode === null) await pause(2)
  await pause(after)
  child.kill(signal)
  await closed
  return { status: statusInShell(child.exitCode, child.signalCode), stderr }
}

const begin = (kind: Kind): readonly string[] => [
  ...runs[kind],
  ...['--out', 'm.safetensors', '--checkpoint', 'run', '--every', '0.02s'],
]
const resume = ['train', '--resume', 'run']

describe.concurrent.each(kinds)('%s', (kind) => {
  test('ends in the same file, however often it is killed', async () => {
    const cwd = folder({ 'data.csv': data })
    for (const [at, after] of [0, 120, 30, 250].entries()) {
      await broken(cwd, at === 0 ? begin(kind) : resume, 'SIGKILL', after)
    }
    expect(checkpoints(cwd).length).toBeGreaterThan(0)
    const { status, stderr } = await leven(resume, { cwd })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(readFileSync(join(cwd, 'm.safetensors')).equals(whole.get(kind) ?? new Uint8Array())).toBe(true)
    expect(inside(cwd)).toHaveLength(2) // the last two, and nothing that a killed run left
    expect(readdirSync(cwd).sort()).toEqual(['data.csv', 'm.safetensors', 'run'])
  }, 60_000)

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'saves and ends by %s, and goes on',
    async (signal, wanted) => {
      const cwd = folder({ 'data.csv': data })
      const { status, stderr } = await broken(cwd, [...begin(kind), '--every', '1h'], signal, 500)
      expect(status).toBe(wanted)
      if (/before the first epoch|the model so far/.test(stderr)) {
        expect(stderr).toContain('leven train --resume run goes on.')
        const last = join(cwd, 'run', checkpoints(cwd).at(-1) ?? '')
        const { checkpoint } = await loadCheckpoint(readFileSync(last))
        if (checkpoint)
          expect(checkpoint.position.kind).toBe(kind === 'a single network' ? 'single' : 'members')
        else {
          // Broken off before a step was done: the folder has what the run is of, alone.
          expect(stderr).toContain('before the first epoch')
          expect(checkpoints(cwd)).toHaveLength(1)
        }
      }
      expect(inside(cwd)).toEqual(checkpoints(cwd))
      expect((await leven(resume, { cwd })).status).toBe(0)
      expect(readFileSync(join(cwd, 'm.safetensors')).equals(whole.get(kind) ?? new Uint8Array())).toBe(true)
    },
    60_000,
  )
})

describe.concurrent('a folder of checkpoints', () => {
  const long = ['train', 'data.csv', '--target', 'y', '--members', '1', '--epochs', '1000000']

  test('is of one run at a time', async () => {
    const cwd = folder({ 'data.csv': data })
    const args = [...long, '--checkpoint', 'run', '--every', '0.02s', '--out', 'm.safetensors']
    const child = spawn(process.execPath, [main, ...args], { cwd, stdio: 'ignore' })
    const closed = once(child, 'close')
    while (checkpoints(cwd).length < 2 && child.exitCode === null) await pause(2)
    for (const other of [resume, [...args, '--force', '--out', 'other.safetensors']]) {
      const { status, stderr } = await leven(other, { cwd })
      expect(stderr).toContain(`run is used by another run, process ${child.pid}.`)
      expect(status).toBe(2)
    }
    child.kill('SIGINT')
    await closed
    expect(child.exitCode).toBe(130)
    expect(inside(cwd)).toEqual(checkpoints(cwd))
  })

  test('is taken over from a run of another machine that is silent, and not before', async () => {
    const cwd = folder({ 'data.csv': learnable(60) })
    await leven([...long.slice(0, -1), '2', '--no-baseline', '--checkpoint', 'run'], { cwd })
    const lock = join(cwd, 'run', 'lock')
    writeFileSync(lock, '01234567 1 elsewhere\n')
    const refused = await leven(resume, { cwd })
    expect(refused.stderr).toMatch(/process 1 of elsewhere\..*remove .*lock/)
    expect(refused.status).toBe(2)
    const before = new Date(Date.now() - 600_000)
    utimesSync(lock, before, before)
    expect((await leven(resume, { cwd })).status).toBe(0)
    expect(inside(cwd)).toEqual(checkpoints(cwd))
  })
})

describe.concurrent('a run that goes on', () => {
  const kept = async () => {
    const cwd = folder({ 'data.csv': learnable(60) })
    const args = ['train', 'data.csv', '--target', 'y', '--epochs', '3', '--members', '1', '--no-baseline']
    await leven([...args, '--checkpoint', 'run', '--every', '0.001s', '--out', 'm.safetensors'], { cwd })
    return cwd
  }

  test('takes the checkpoint before one that is damaged, and says so', async () => {
    const cwd = await kept()
    const last = join(cwd, 'run', checkpoints(cwd).at(-1) ?? '')
    const model = readFileSync(join(cwd, 'm.safetensors'))
    writeFileSync(last, readFileSync(last).subarray(0, -3))
    rmSync(join(cwd, 'm.safetensors'))
    const { status, stderr } = await leven(resume, { cwd })
    expect([status, stderr]).toEqual([0, expect.stringMatching(/cut off.*from the checkpoint before it/)])
    expect(readFileSync(join(cwd, 'm.safetensors')).equals(model)).toBe(true)
    for (const name of checkpoints(cwd)) writeFileSync(join(cwd, 'run', name), 'spoilt')
    expect((await leven(resume, { cwd })).status).toBe(4)
  })

  test('is none of an earlier one, whose checkpoints --force replaces', async () => {
    const cwd = await kept()
    const earlier = checkpoints(cwd)
    await broken(cwd, [...begin('members on folds'), '--force', '--every', '1h'], 'SIGKILL', 300)
    expect(checkpoints(cwd).filter((name) => earlier.includes(name))).toEqual([])
    expect(checkpoints(cwd).length).toBeGreaterThan(0)
  })

  test('refuses other data, other options and a folder without checkpoints', async () => {
    const cwd = await kept()
    writeFileSync(join(cwd, 'data.csv'), learnable(61))
    const says = async (args: readonly string[], sentence: RegExp) => {
      const { status, stderr } = await leven(args, { cwd })
      expect([status, stderr]).toEqual([2, expect.stringMatching(sentence)])
    }
    await says(resume, /The checkpoint is of other data/)
    await says([...resume, '--seed', '4'], /--seed is another there/)
    await says(['train', '--resume', '.'], /\. has no checkpoint/)
    await says(['train', '--resume', 'nowhere'], /nowhere has no checkpoint/)
    await says(['train', '--resume', 'data.csv'], /data\.csv has no checkpoint/)
    await says([...resume, '--checkpoint', 'run'], /Leave --checkpoint out/)
    await says(['train', 'data.csv', '--target', 'y', '--every', '3s'], /--every is of checkpoints/)
    await says(['train', 'data.csv', '--target', 'y', '--checkpoint', 'run'], /checkpoints of an earlier run/)
    await says(['train', 'data.csv'], /Required option '--target <column>' not specified/)
  })

  test('know the line that began the run, for its report', async () => {
    const cwd = await kept()
    const { status, stderr } = await leven([...resume, '--report', 'report.html'], { cwd })
    expect(status, stderr).toBe(0)
    const text = readFileSync(join(cwd, 'report.html'), 'utf8')
    expect(text).toMatch(/<pre>leven train data\.csv .*--checkpoint run/)
    expect(text).not.toContain('--resume')
  })

  test('are kept in a folder, not in a file', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'data.csv'), learnable(60))
    const args = ['train', 'data.csv', '--target', 'y', '--checkpoint', 'data.csv']
    const { status, stderr } = await leven(args, { cwd })
    expect(stderr).toMatch(/there is a file of that name\. Name another folder with --checkpoint/)
    expect(status).toBe(1)
  })
})
