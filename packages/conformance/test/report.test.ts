import { BackendUnavailableError, openReference } from '@leven/core'
import { expect, test } from 'vitest'
import { assertConforms, conform, formatReport } from '../src/index.ts'
import { honestKernels, type Kernels, openFloat32, sum } from './float32-backend.ts'

const honest: Kernels = honestKernels(() => honest)
/** Forgets the bias. */
const faulty = () =>
  openFloat32({
    kernels: {
      dense: (A, W, X, _, g) => {
        A.fill((i, j) =>
          honest.activate(
            g,
            sum(X.rows, (l) => W.at(i, l) * X.at(l, j)),
          ),
        )
      },
    },
  })

const one = { laws: ['dense identity: within its bar'], seed: 7 }

test('a failure names operation, index, both values, bound, seed and the shrunk operands', async () => {
  const report = await conform('faulty', faulty, one)
  const failure = report.laws[0]?.failure
  expect(failure).toMatchObject({
    operation: 'dense identity',
    output: 'A',
    index: [0, 0],
    expected: 1,
    got: 0,
    seed: 7,
  })
  expect(failure?.bound).toBeGreaterThan(0)
  expect(failure?.counterexample.map(({ name, values }) => [name, ...values])).toEqual([
    ['W', 0],
    ['X', 0],
    ['b', 1],
  ])
  expect(formatReport(report)).toContain(
    [
      '  operation dense identity',
      '  output    A',
      '  index     row 0, column 0',
      '  got       0',
      '  expected  1',
    ].join('\n'),
  )
  expect(formatReport(report)).toContain('  b 1×1\n      [ 1 ]')
  expect(formatReport(report)).toContain('0 of 1 laws hold.')
})

test('a failure repeats with its seed, to the last number', async () => {
  const first = await conform('faulty', faulty, { ...one, seed: 123 })
  const second = await conform('faulty', faulty, { ...one, seed: 123 })
  expect(first.laws[0]?.failure?.path).not.toBe('')
  expect(second).toEqual(first)
})

test('each law draws from the seed and its own name, and tells how many of its cases were distinct', async () => {
  const report = await conform('float32', () => openFloat32(), { laws: ['dense'], seed: 1, runs: 30 })
  for (const { distinct, runs } of report.laws) expect(distinct).toBeGreaterThan(0.8 * runs)
  const worst = report.laws.filter(({ law }) => law.includes('within its bar')).map((law) => law.worstRatio)
  expect(new Set(worst).size).toBe(worst.length)
})

test('bail ends with the first broken law', async () => {
  const report = await conform('faulty', faulty, { laws: ['dense'], seed: 7, bail: true })
  expect(report.passed).toBe(false)
  expect(report.laws.filter(({ passed }) => !passed)).toHaveLength(1)
  expect(report.laws.at(-1)?.passed).toBe(false)
})

test('without a seed it takes one and reports it', async () => {
  const { seed } = await conform('reference', openReference, { laws: ['residual'], runs: 2 })
  expect(Number.isInteger(seed)).toBe(true)
})

test('a report of what holds is one line a law with its worst ratio', async () => {
  const report = await conform('float32', () => openFloat32(), { laws: ['residual: within'], seed: 1 })
  expect(report.passed).toBe(true)
  expect(report.info.name).toBe('float32')
  const text = formatReport(report)
  expect(text).toMatch(/^float32: plain float32 loops; u = 2\^-24, seed 1$/m)
  expect(text).toMatch(/^ok {4}residual: within its bar +100 +\d+ +[01]\.\d{3}$/m)
  expect(text).toContain('1 of 1 laws hold.')
})

test('laws are chosen by part of their name or by operation', async () => {
  const of = async (laws: readonly string[]) =>
    (await conform('reference', openReference, { laws, runs: 1, seed: 1 })).laws
  expect((await of(['softmax'])).every(({ law }) => law.includes('softmax'))).toBe(true)
  expect((await of(['gradients'])).map(({ law }) => law)).toContain('exact: gradients of whole numbers')
  const backward = await of(['backpropagate'])
  expect(backward.map(({ law }) => law)).toContain('functions: the slope of tanh is the slope of tanh')
})

test('a filter that matches no law is an error, not a pass', async () => {
  await expect(conform('reference', openReference, { laws: ['dence'] })).rejects.toThrow(/No law .*dence/)
})

test('onLaw hears of each law as it ends', async () => {
  const heard: string[] = []
  const report = await conform('reference', openReference, {
    laws: ['residual'],
    runs: 1,
    seed: 1,
    onLaw: ({ law }) => heard.push(law),
  })
  expect(heard).toEqual(report.laws.map(({ law }) => law))
})

test('an aborted signal stops it with its reason, and the backend is closed', async () => {
  const stop = new AbortController()
  let closed = false
  const open = async () => {
    const on = await openFloat32()
    return {
      ...on,
      close: async () => {
        closed = true
      },
    }
  }
  const running = conform('float32', open, {
    seed: 1,
    signal: stop.signal,
    onLaw: () => stop.abort(new Error('enough')),
  })
  await expect(running).rejects.toThrow('enough')
  expect(closed).toBe(true)
})

test('a backend that cannot open is an error, not a failed law', async () => {
  const open = () => Promise.reject(new BackendUnavailableError('x', 'No such device.', 'Buy one.'))
  await expect(conform('x', open)).rejects.toThrow('No such device.')
})

test('assertConforms throws the readable report of what broke, and only of that', async () => {
  const laws = ['dense identity: within its bar', 'residual: within its bar']
  const asserted = assertConforms('faulty', faulty, { ...one, laws })
  await expect(asserted).rejects.toThrow(
    /^The backend faulty breaks 1 of 2 laws \(seed 7\)\.\n\ndense identity/,
  )
})

test('few shapes are few', async () => {
  const shapes = new Set<string>()
  const open = () =>
    openFloat32({
      kernels: {
        dense: (A, W, X, b, g) => {
          shapes.add(`${A.rows} ${W.columns} ${A.columns}`)
          honest.dense(A, W, X, b, g)
        },
      },
    })
  const laws = ['dense']
  expect((await conform('few', open, { laws, seed: 1, shapes: 'few' })).passed).toBe(true)
  // Those drawn, those of three other laws of dense, and of five laws of sizes: three sizes, two others beside each.
  expect(shapes.size).toBeLessThanOrEqual(64 + 8 + 8 + 8 + 5 * 3 * 4)
})

test('no matrix is larger than the device allows', async () => {
  let most = 0
  const open = async () => {
    const on = await openFloat32()
    return {
      ...on,
      info: { ...on.info, largestDimension: 600 },
      tensor: (rows: number, columns: number, values?: Float32Array | Float64Array) => {
        most = Math.max(most, rows, columns)
        return on.tensor(rows, columns, values)
      },
    }
  }
  const report = await conform('small', open, { seed: 1, laws: ['exact', 'dense relu'], runs: 20 })
  expect(report.passed).toBe(true)
  expect(most).toBe(600)
})

test('large operands are printed in part', async () => {
  const report = await conform(
    'lossy',
    () =>
      openFloat32({
        kernels: {
          dense: (A, W, X, b, g) => {
            honest.dense(A, W, X, b, g)
            if (X.rows >= 1000) A.fill(() => 0)
          },
        },
      }),
    { seed: 1, laws: ['exact: dense over a thousand terms'] },
  )
  expect(formatReport(report)).toMatch(/W 1×1000\n {6}\[ .* … \]/)
  expect(formatReport(report)).toMatch(/X 1000×1\n[\s\S]*…/)
})
