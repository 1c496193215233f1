import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadCheckpoint } from '@leven/model'
import { beforeAll, describe, expect, test } from 'vitest'
import { folder, learnable, leven } from './leven.ts'

// As SQLite is tested: the first, then the second, then every further write, sync or rename fails, until a run is
// through. After each, the old file or the new one is there, whole, and nothing else.
const faults = [
  ['writeSync', 'ENOSPC'],
  ['writeSync', 'EIO'],
  ['writeSync', 'short'],
  ['fsyncSync', 'EIO'],
  ['renameSync', 'EIO'],
  ['openSync', 'EACCES'],
  ['closeSync', 'EIO'],
] as const

const preload = fileURLToPath(new URL('./faults.mjs', import.meta.url))

let model: Buffer
beforeAll(async () => {
  const cwd = folder({ 'data.csv': learnable(60) })
  await leven(['train', 'data.csv', '--target', 'y', '--members', '1', '--epochs', '1'], { cwd })
  model = readFileSync(join(cwd, 'data.safetensors'))
})

/** Calls that a run may make before something is wrong with the test. */
const mostCalls = 40

describe.concurrent.each([
  [
    'train',
    'old.safetensors',
    ['train', 'data.csv', '--target', 'y', '--members', '1', '--epochs', '2', '--no-baseline'],
  ],
  ['predict', 'old.csv', ['predict', 'm.safetensors', 'data.csv']],
] as const)('%s', (_, out, args) => {
  test.each(faults)('with a fault of %s: %s', async (kind, fault) => {
    const old = out.endsWith('.csv') ? 'old\n' : model
    const cwd = folder({ 'data.csv': learnable(60), 'm.safetensors': model })
    const env = (at: number) => ({
      NODE_OPTIONS: `--import ${preload}`,
      FAULT: `${kind}:${at}:${fault}`,
      FAULT_SEEN: join(cwd, 'seen'),
    })
    const run = async (at: number) => {
      writeFileSync(join(cwd, out), old)
      const ran = await leven([...args, '--out', out], { cwd, env: env(at) })
      const calls = Number(readFileSync(join(cwd, 'seen'), 'utf8'))
      return { ...ran, calls, left: readFileSync(join(cwd, out)) }
    }
    const whole = (await run(1e9)).left
    expect(whole.equals(Buffer.from(old))).toBe(false)
    for (let at = 1; at <= mostCalls; at++) {
      const { status, stderr, calls, left } = await run(at)
      expect(readdirSync(cwd).sort()).toEqual([...new Set(['data.csv', 'm.safetensors', out, 'seen'])].sort())
      if (status === 0) expect(left.equals(whole)).toBe(true)
      else {
        expect(left.equals(whole) || left.equals(Buffer.from(old))).toBe(true)
        expect([1, 3]).toContain(status)
        expect(
          stderr
            .trim()
            .split('\n')
            .filter((line) => line.startsWith('leven:')),
        ).toHaveLength(1)
        expect(stderr).not.toMatch(/internal error|\n\s+at /)
      }
      if (calls < at) return
    }
    throw new Error(`more than ${mostCalls} calls of ${kind}`)
  })
})

const checkpointFaults = [
  ['writeSync', 'ENOSPC'],
  ['writeSync', 'short'],
  ['fsyncSync', 'EIO'],
  ['renameSync', 'EIO'],
] as const

describe.concurrent('the checkpoints of train', () => {
  test.each(checkpointFaults)('with a fault of %s: %s', async (kind, fault) => {
    const args = ['train', 'data.csv', '--target', 'y', '--members', '1', '--epochs', '1', '--no-baseline']
    for (let at = 1; at <= mostCalls; at++) {
      const cwd = folder({ 'data.csv': learnable(60) })
      const env = {
        NODE_OPTIONS: `--import ${preload}`,
        FAULT: `${kind}:${at}:${fault}`,
        FAULT_SEEN: join(cwd, 'seen'),
      }
      const { status, stderr } = await leven([...args, '--checkpoint', 'run', '--every', '0.001s'], {
        cwd,
        env,
      })
      for (const name of readdirSync(join(cwd, 'run')))
        await loadCheckpoint(readFileSync(join(cwd, 'run', name)), name)
      if (status !== 0) {
        expect(status).toBe(1)
        expect(stderr).toMatch(/^leven: .*\n$/)
        expect(stderr).not.toMatch(/internal error|\n\s+at /)
      }
      if (Number(readFileSync(join(cwd, 'seen'), 'utf8')) < at) return
    }
    throw new Error(`more than ${mostCalls} calls of ${kind}`)
  })
})
