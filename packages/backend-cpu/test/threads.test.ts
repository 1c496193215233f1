/// <reference types="node" />
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { InvalidOptionError } from '@leven/core'
import { describe, expect, test } from 'vitest'
import { CpuBackend } from '../src/backend.ts'
import { wasmEngine } from '../src/engine.ts'
import { openCpuBackend } from '../src/index.ts'
import { settleThreads } from '../src/threads/count.ts'
import { Judge } from '../src/threads/judge.ts'
import { everyMode, nativeModes, threadModes } from './every-mode.ts'
import { products } from './products-in-parts.ts'

describe('threads', () => {
  test.each(threadModes)('%s give the bits of one, warm or not', async (_name, open) => {
    const [, openOne] = everyMode[0] ?? []
    const [on, one] = [await open(), await openOne?.()]
    if (!one) throw new Error('not opened')
    const seen = await products(on)
    expect(seen).toEqual(await products(one, 1))
    // memory that has grown since the threads began
    on.tensor(4096, 4096)
    expect(await products(on, 20)).toEqual(seen)
    await on.close()
    await one.close()
  })

  test('as many as were asked for are told; what is no number of threads is refused', async () => {
    for (const [threads, told] of [
      [1, 'one thread'],
      [2, '2 threads'],
      [3, '3 threads'],
    ] as const) {
      const on = await openCpuBackend('wasm', { threads })
      expect(on.info.device).toBe(`WebAssembly SIMD, ${told}`)
      await on.close()
    }
    for (const threads of [0, -1, 1.5, 17, Number.NaN]) {
      await expect(openCpuBackend('', { threads })).rejects.toThrow(InvalidOptionError)
    }
  })

  test('take part', async () => {
    const engine = await wasmEngine('', settleThreads(2), { leastOfThreads: 0, judge: false })
    const on = new CpuBackend(engine)
    await products(on, 300)
    expect(engine.pool?.helped).toBeGreaterThan(0)
    await on.close()
  })

  /** What a process prints in which a script runs, with what the backend exports as m. */
  function run(script: string, env: Record<string, string> = {}): string {
    const index = JSON.stringify(new URL('../src/index.ts', import.meta.url).href)
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [
        '--conditions=@leven/source',
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        `const m = await import(${index}); ${script}`,
      ],
      {
        cwd: fileURLToPath(new URL('../../..', import.meta.url)),
        encoding: 'utf8',
        env: { ...process.env, ...env },
        timeout: 30_000,
      },
    )
    return `${stdout}${status === 0 ? '' : stderr}`
  }

  const work = `const on = await m.openCpuBackend('wasm', { threads: 3 })
    const [W, X, b, A] = [on.tensor(300, 300), on.tensor(300, 900), on.tensor(300, 1), on.tensor(300, 900)]
    for (let i = 0; i < 50; i++) on.dense(A, W, X, b, 'relu')
    await new Promise((resolve) => setTimeout(resolve, 300))
    on.dense(A, W, X, b, 'relu')`

  test('do not keep a process alive that never closes', () => {
    expect(run(`${work}; console.log('done')`)).toBe('done\n')
  })

  test('end where the backend closes', () => {
    const count = `process.report.getReport().workers.length`
    expect(run(`${work}; const before = ${count}; await on.close(); console.log(before - ${count})`)).toBe(
      '2\n',
    )
  })

  test('are as many as LEVEN_THREADS says, and one in a thread of Node’s', () => {
    const device = `console.log((await m.openCpuBackend('wasm')).info.device)`
    expect(run(device, { LEVEN_THREADS: '2' })).toBe('WebAssembly SIMD, 2 threads\n')
    expect(run(device, { LEVEN_THREADS: '1' })).toBe('WebAssembly SIMD, one thread\n')
    expect(run(device, { LEVEN_THREADS: 'many' })).toMatch(/"many" is no number of threads/)
  })

  test('two hundred openings and closings leave no memory and no thread', async () => {
    for (let i = 0; i < 20; i++) await (await openCpuBackend('', { threads: 2 })).close()
    const before = process.memoryUsage().rss
    for (let i = 0; i < 200; i++) {
      const on = await openCpuBackend('', { threads: 1 + (i % 2) })
      const A = on.tensor(100, 100)
      on.dense(A, A, on.tensor(100, 100), on.tensor(100, 1), 'relu')
      await on.close()
      if (i % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6)
  })

  test.runIf(nativeModes.length > 0)('of Node’s load native kernels each for itself', () => {
    const inWorker = `const { Worker } = await import('node:worker_threads')
      const text = \`const { parentPort } = process.getBuiltinModule('node:worker_threads')
        const kernels = process.getBuiltinModule('node:module').createRequire(process.env.KERNELS)(process.env.KERNELS)
        parentPort.postMessage(kernels.selfTest(0, new Uint8Array(kernels.roomBytes)))\`
      const answers = [1, 2, 3].map(() => new Promise((resolve) => new Worker(text, { eval: true }).once('message', resolve)))
      console.log(new Set(await Promise.all(answers)).size)`
    const kernels = fileURLToPath(
      new URL(`../../backend-native/prebuilt/${process.platform}-${process.arch}.node`, import.meta.url),
    )
    expect(run(inWorker, { KERNELS: kernels })).toBe('1\n')
  })
})

describe('the judge', () => {
  /** Shares of jobs that all threads do, and what they take of the time that the faster way takes. */
  function judged(alone: number, together: (job: number) => number, jobs = 2000): number {
    const judge = new Judge()
    let spent = 0
    for (let job = 0; job < jobs; job++) {
      if (judge.prefersTogether()) {
        spent += together(job)
        judge.together(together(job))
      } else {
        spent += alone
        judge.alone(alone)
      }
    }
    return spent / (jobs * alone)
  }

  test('takes all threads where they are faster', () => expect(judged(1, () => 0.55)).toBeLessThan(0.6))
  test('leaves them where they are slower', () => expect(judged(1, () => 1.5)).toBeLessThan(1.05))
  test('leaves them where a thread is held up now and then', () => {
    expect(judged(1, (job) => (job % 3 === 0 ? 20 : 0.6))).toBeLessThan(1.1)
  })
  test('finds out that others have gone', () => {
    expect(judged(1, (job) => (job < 1000 ? 4 : 0.5), 20_000)).toBeLessThan(0.75)
  })
})
