import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openReference } from '@leven/core'
import { loadModel } from '@leven/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostCellsHeld } from '../src/table/most-cells.ts'
import { example, folder, learnable, leven, main, statusInShell } from './leven.ts'

const single = ['--members', '1', '--epochs', '3', '--json']

/** What a run prints, without what is another each time. */
function figures(stdout: string): unknown {
  const { model: _, seconds: __, ...rest } = JSON.parse(stdout)
  return rest
}

/** A folder for temporary files, to see what is left there. */
function scratch(cwd: string): { readonly env: Record<string, string>; readonly left: () => string[] } {
  const path = join(cwd, 'tmp')
  mkdirSync(path, { recursive: true })
  return { env: { TMPDIR: path }, left: () => readdirSync(path) }
}

async function both(cwd: string, args: readonly string[]): Promise<void> {
  const { env, left } = scratch(cwd)
  const streamed = await leven(['train', ...args, '--stream', '--out', 'a.safetensors'], { cwd, env })
  const held = await leven(['train', ...args, '--no-stream', '--out', 'b.safetensors'], { cwd })
  expect(streamed).toMatchObject({ status: held.status, stderr: held.stderr })
  if (held.status === 0) expect(figures(streamed.stdout)).toEqual(figures(held.stdout))
  else expect(streamed.stdout).toBe(held.stdout)
  expect(left()).toEqual([])
}

describe('train --stream', () => {
  test.each([
    ['penguins.csv', 'species'],
    ['breast-cancer.csv', 'diagnosis'],
  ])('gives the same bits and figures as without, of %s', async (name, target) => {
    await both(folder(), [example(name), '--target', target, ...single])
  })

  test('does so for any table and recipe', async () => {
    const cell = fc.constantFrom('1', '2.5', '-3', '', 'NA', '"a, b"', 'ü', '7')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, fc.constantFrom('yes', 'no')), { minLength: 10, maxLength: 40 }),
        fc.subarray([
          '--class-weights=balanced',
          '--hidden=3',
          '--validation=0.3',
          '--patience=1',
          '--l2=0.1',
        ]),
        async (rows, options) => {
          const cwd = folder({ 'data.csv': `a,b,y\n${rows.map((row) => row.join(',')).join('\n')}\n` })
          await both(cwd, ['data.csv', '--target', 'y', ...single, ...options])
        },
      ),
      { numRuns: 4, interruptAfterTimeLimit: 30_000 },
    )
  })

  test('says in the model that it streamed', async () => {
    const cwd = folder({ 'data.csv': learnable(40) })
    await leven(['train', 'data.csv', '--target', 'y', ...single, '--stream'], { cwd })
    const on = await openReference()
    const { training } = await loadModel(readFileSync(join(cwd, 'data.safetensors')), on)
    expect(training.options).toMatchObject({ streamed: true })
    await on.close()
  })

  test('refuses members before it reads', async () => {
    const ran = await leven(['train', 'none.csv', '--target', 'y', '--stream'], { cwd: folder() })
    expect(ran).toMatchObject({ status: 2, stdout: '' })
    expect(ran.stderr).toContain('Give --members 1')
  })

  test('refuses full batches', async () => {
    const cwd = folder({ 'data.csv': learnable(40) })
    const ran = await leven(['train', 'data.csv', '--target', 'y', '--recipe', 'notes', '--stream'], { cwd })
    expect(ran).toMatchObject({ status: 2, stdout: '' })
    expect(ran.stderr).toContain('Full batches hold every row in memory')
    expect(readdirSync(cwd)).toEqual(['data.csv'])
  })

  test('writes a report without the importance of columns, and says so', async () => {
    const cwd = folder({ 'data.csv': learnable(200) })
    const args = ['train', 'data.csv', '--target', 'y', ...single, '--report', 'r.html']
    expect((await leven([...args, '--stream'], { cwd })).stderr).toContain(
      'leaves the importance of columns out',
    )
    const streamed = readFileSync(join(cwd, 'r.html'), 'utf8')
    expect((await leven([...args, '--no-stream', '--force'], { cwd })).stderr).toBe('')
    const held = readFileSync(join(cwd, 'r.html'), 'utf8')
    expect([streamed, held].map((report) => report.includes('importance'))).toEqual([false, true])
  })

  test('names its limit in the help', async () => {
    const { stdout } = await leven(['train', '--help'], { cwd: folder() })
    expect(stdout.replace(/\s+/g, ' ')).toContain(`above ${mostCellsHeld.toLocaleString('en-US')} cells`)
  })
})

const unjudged = ['train', 'data.csv', '--target', 'y', '--members', '1', '--no-baseline']
const long = [...unjudged, '--stream']

/** Waits until a program has a file open; where no system tells, as long as that takes. */
async function begunToRead({ pid }: ChildProcess, name: string): Promise<void> {
  if (!existsSync('/proc/self/fd')) return pause(1000)
  const opened = () =>
    readdirSync(`/proc/${pid}/fd`).some((file) => {
      try {
        return basename(readlinkSync(`/proc/${pid}/fd/${file}`)) === name
      } catch {
        return false // it has been closed meanwhile
      }
    })
  while (!opened()) await pause(5)
}

describe('a streamed run that is broken off', () => {
  // The constant column makes a note just before training begins.
  const noted = learnable(3000)
    .replace('x,', 'k,x,')
    .replace(/^(?=-?\d)/gm, '1,')

  const signals = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const

  test.each(signals)(
    'by %s while it is read ends there, says so, and leaves nothing',
    async (signal, status) => {
      const cwd = folder({ 'data.csv': learnable(1_000_000) })
      const { env, left } = scratch(cwd)
      const child = spawn(process.execPath, [main, ...long], { cwd, env: { ...process.env, ...env } })
      let stderr = ''
      child.stderr.setEncoding('utf8').on('data', (text) => {
        stderr += text
      })
      await begunToRead(child, 'data.csv')
      child.kill(signal)
      const [code, by] = await once(child, 'close')
      const ended = statusInShell(code, by)
      expect({ ended, stderr }).toEqual({ ended: status, stderr: 'leven: interrupted.\n' })
      expect(readdirSync(cwd).sort()).toEqual(['data.csv', 'tmp'])
      expect(left()).toEqual([])
    },
  )

  test.each(signals)('by %s keeps its model and leaves nothing else', async (signal, status) => {
    const cwd = folder({ 'data.csv': noted })
    const { env, left } = scratch(cwd)
    let sent = false
    const ran = await leven([...long, '--epochs', '1000000'], {
      cwd,
      env,
      onError(_, kill) {
        if (!sent) setTimeout(() => kill(signal), 1000)
        sent = true
      },
    })
    expect(ran.status).toBe(status)
    expect(ran.stderr).toMatch(/interrupted after epoch \d+ of 1000000; the model so far is saved/)
    expect(readdirSync(cwd).sort()).toEqual(['data.csv', 'data.safetensors', 'tmp'])
    expect(left()).toEqual([])
  })

  test.each([
    ...signals.map((signal) => ['--stream', ...signal] as const),
    ['--no-stream', 'SIGTERM', 143] as const,
  ])(
    'with %s by %s while its rows are settled and encoded ends there, says so, and can be gone on with',
    async (kept, signal, status) => {
      // The copy of the target makes a note just before they are.
      const cwd = folder({
        'data.csv': learnable(300_000)
          .replace(/,(\w+)$/gm, ',$1,$1')
          .replace(/y,y/, 'y,w'),
      })
      const { env, left } = scratch(cwd)
      let sent = false
      const ran = await leven([...unjudged, kept, '--epochs', '1', '--checkpoint', 'run'], {
        cwd,
        env,
        onError(_, kill) {
          if (!sent) setTimeout(() => kill(signal), 200)
          sent = true
        },
      })
      expect(ran.stderr).toMatch(
        /interrupted before the first epoch was done; nothing was saved; .*--resume run/,
      )
      expect(ran).toMatchObject({ status, stdout: '' })
      // A training that has begun writes the second.
      expect(readdirSync(join(cwd, 'run')).filter((name) => name.startsWith('checkpoint'))).toHaveLength(1)
      expect(left()).toEqual([])
    },
  )

  test('by SIGKILL leaves no scratch file, and goes on to the same file', async () => {
    const cwd = folder({ 'data.csv': learnable(3000) })
    const { env, left } = scratch(cwd)
    const args = [...long, '--epochs', '60', '--out', 'm.safetensors']
    await leven(args, { cwd, env })
    const whole = readFileSync(join(cwd, 'm.safetensors'))
    rmSync(join(cwd, 'm.safetensors'))
    const child = spawn(process.execPath, [main, ...args, '--checkpoint', 'run', '--every', '0.01s'], {
      cwd,
      env: { ...process.env, ...env },
      stdio: 'ignore',
    })
    const closed = once(child, 'close')
    const checkpoints = () => (existsSync(join(cwd, 'run')) ? readdirSync(join(cwd, 'run')) : [])
    while (
      !checkpoints().some((name) => /^checkpoint-\d*[5-9]\.safetensors$/.test(name)) &&
      child.exitCode === null
    )
      await pause(2)
    child.kill('SIGKILL')
    await closed
    expect(child.signalCode).toBe('SIGKILL')
    if (process.platform !== 'win32') expect(left()).toEqual([])
    const resumed = await leven(['train', '--resume', 'run'], { cwd, env })
    expect(resumed.status).toBe(0)
    expect(readFileSync(join(cwd, 'm.safetensors')).equals(whole)).toBe(true)
    expect(left()).toEqual([])
  })
})

describe('a fault of the temporary disk', () => {
  const preload = fileURLToPath(new URL('./faults.mjs', import.meta.url))

  test.each([
    ['writeSync', 'ENOSPC', 'the disk is full', 1],
    ['readSync', 'EIO', 'the disk reports a fault', 9],
  ])('of %s, %s, ends with one sentence and status 1', async (kind, fault, words, step) => {
    const cwd = folder({ 'data.csv': learnable(60) })
    const { env, left } = scratch(cwd)
    const sentences = new Set<string>()
    for (let at = 1; at <= 60; at += step) {
      const seen = join(cwd, 'seen')
      const injected = {
        NODE_OPTIONS: `--import ${preload}`,
        FAULT: `${kind}:${at}:${fault}`,
        FAULT_SEEN: seen,
      }
      const ran = await leven([...long, '--epochs', '1'], { cwd, env: { ...env, ...injected } })
      expect(left()).toEqual([])
      if (Number(readFileSync(seen, 'utf8')) < at) break
      if (ran.status === 0) continue
      expect([1, 3]).toContain(ran.status)
      expect(ran.stderr).not.toMatch(/internal error|\n\s+at /)
      const said = ran.stderr.split('\n').filter((line) => line.startsWith('leven:'))
      expect(said).toHaveLength(1)
      if (said[0]?.includes('scratch')) sentences.add(said[0])
    }
    expect([...sentences]).toEqual([
      expect.stringMatching(new RegExp(`A scratch file in .*: ${words}\\..*--no-stream`)),
    ])
  })

  test('is told by the folder', async () => {
    const cwd = folder({ 'data.csv': learnable(60) })
    const ran = await leven([...long, '--epochs', '1'], { cwd, env: { TMPDIR: join(cwd, 'none') } })
    expect(ran).toMatchObject({ status: 1, stdout: '' })
    expect(ran.stderr).toContain('its folder does not exist')
  })
})
