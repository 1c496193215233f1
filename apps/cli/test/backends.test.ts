import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'
import { beforeAll, describe, expect, test } from 'vitest'
import { exitStatus } from '../src/exit-status.ts'
import { example, folder, learnable, leven } from './leven.ts'

/** Modules as a third party writes them, with a copy of core of their own. */
const modules = {
  'right.js': `export { openReference as default } from './index.js'`,
  // As if every activation were the identity: g′ is left out of (13).
  'wrong.js': `import { openReference } from './index.js'
export default async () => {
  const on = await openReference()
  return { ...on, backpropagate: (dZ1, W2, dZ2, A1) => on.backpropagate(dZ1, W2, dZ2, A1, 'identity') }
}`,
  // As if all rows weighed the same.
  'unweighted.js': `import { openReference } from './index.js'
export default async () => {
  const on = await openReference()
  return { ...on, residual: (dZ, T, Y) => on.residual(dZ, T, Y) }
}`,
  'unavailable.js': `import { BackendUnavailableError } from './index.js'
export default async (mode) => { throw new BackendUnavailableError(mode ?? '', 'There is no such device here.', 'Plug it in.') }`,
  'broken.js': `export default async () => { throw new TypeError('a driver is missing') }`,
  'empty.js': `export const open = 1`,
  'package.json': '{ "type": "module" }',
}

let home = ''
beforeAll(async () => {
  const weighted = ['x,y,w', ...[0.5, 1, 2, 3, 4, 5, 6, 7].map((x, i) => `${x},${x * x + 0.1},${i % 3}`)]
  home = folder({ ...modules, 'data.csv': learnable(40), 'weighted.csv': weighted.join('\n') })
  const core = fileURLToPath(new URL('../../../packages/core/src/index.ts', import.meta.url))
  await build({ config: false, silent: true, entry: [core], format: ['esm'], outDir: home })
})

describe.concurrent('leven backends', () => {
  test('lists what runs here', async () => {
    const { status, stdout, stderr } = await leven(['backends', '--json'], { cwd: home })
    expect(status).toBe(0)
    expect(stderr).toBe('')
    const { backends } = JSON.parse(stdout)
    expect(backends).toMatchObject([
      { name: 'cpu', available: true, default: true, reason: expect.any(String) },
      { name: 'cpu:native', default: false, reason: expect.any(String) },
      { name: 'cpu:wasm', available: true, device: expect.stringContaining('WebAssembly SIMD') },
      { name: 'reference', available: true, default: false, accelerated: false },
      { name: 'gpujs:webgl2', available: false, reason: expect.stringContaining('no WebGL2 in Node') },
      { name: 'gpujs:webgl', available: false, reason: expect.stringContaining('no WebGL in Node') },
      { name: 'gpujs:headlessgl', reason: expect.any(String) },
      { name: 'gpujs:webasm', available: true, accelerated: false },
      { name: 'gpujs:cpu', available: true, accelerated: false },
    ])
  })

  test('lists what LEVEN_BACKEND names, and why it cannot run', async () => {
    const { status, stdout } = await leven(['backends'], {
      cwd: home,
      env: { LEVEN_BACKEND: './unavailable.js:fast' },
    })
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /unavailable\.js:fast +unavailable, used by default\n +There is no such device here\. Plug it in\./,
    )
  })
})

test('compare exits 1 where an operation is outside its bar, and names it', async () => {
  const args = ['compare', 'data.csv', '--target', 'y', '--epochs', '2', '--json']
  const { status, stdout } = await leven([...args, '--backends', 'reference,./wrong.js'], { cwd: home })
  expect(status).toBe(1)
  const [, wrong] = JSON.parse(stdout).backends
  // JSON has no infinity: null is a ratio beyond every bar.
  const outside = wrong.operations.filter(
    (one: { worstRatio: number | null }) => !(one.worstRatio !== null && one.worstRatio <= 1),
  )
  expect(outside.map(({ operation }: { operation: string }) => operation)).toEqual(['backpropagate relu'])
})

test.each(['cpu:native', 'cpu:wasm'])(
  '%s trains to the hash in the README, or says why it cannot',
  async (mode) => {
    const readme = readFileSync(fileURLToPath(new URL('../../../README.md', import.meta.url)), 'utf8')
    const table = [
      example('breast-cancer.csv'),
      '--target',
      'diagnosis',
      '--out',
      `${mode.slice(4)}.safetensors`,
    ]
    const { status, stdout, stderr } = await leven(['train', ...table, '--json', '--backend', mode], {
      cwd: home,
    })
    if (mode === 'cpu:native' && status === exitStatus.backendUnavailable && !process.env.REQUIRE_NATIVE) {
      expect(stderr).toMatch(/The cpu backend has no native kernels here: .+ Build them with/)
      return
    }
    expect(readme).toContain(JSON.parse(stdout).parametersSha256)
    expect(JSON.parse(stdout).backend.device).toMatch(
      mode === 'cpu:wasm' ? /^WebAssembly/ : /^(SSE2|AVX|NEON)/,
    )
  },
)

test('--threads changes the device that is told and no bit', async () => {
  const table = [example('breast-cancer.csv'), '--target', 'diagnosis', '--json', '--epochs', '3']
  const ran = await Promise.all(
    ['1', '2', '3'].map((n) =>
      leven(['train', ...table, '--threads', n, '--out', `${n}.safetensors`], { cwd: home }),
    ),
  )
  const told = ran.map(({ stdout }) => JSON.parse(stdout))
  expect(told.map(({ backend }) => backend.device.replace(/^.*, /, ''))).toEqual([
    'one thread',
    '2 threads',
    '3 threads',
  ])
  expect(new Set(told.map(({ parametersSha256 }) => parametersSha256)).size).toBe(1)
  for (const n of ['0', '17', 'many']) {
    const { status, stderr } = await leven(['train', ...table, '--threads', n], { cwd: home })
    expect(status).toBe(exitStatus.usage)
    expect(stderr).toMatch(/Give a whole number from 1 to 16, or auto/)
  }
  const { status, stderr } = await leven(['train', ...table], { cwd: home, env: { LEVEN_THREADS: 'x' } })
  expect(status).toBe(exitStatus.usage)
  expect(stderr).toMatch(/"x" is no number of threads/)
})

describe.concurrent('--backend', () => {
  const train = ['train', 'data.csv', '--target', 'y', '--epochs', '2', '--json']

  test('a module by its path', async () => {
    const args = [...train, '--backend', './right.js', '--out', 'right.safetensors']
    const { status, stdout, stderr } = await leven(args, { cwd: home })
    expect(status, stderr).toBe(0)
    expect(JSON.parse(stdout).backend.name).toBe('reference')
  })

  test('LEVEN_BACKEND where the option is absent', async () => {
    const args = [...train, '--out', 'named.safetensors']
    const { stdout } = await leven(args, { cwd: home, env: { LEVEN_BACKEND: 'reference' } })
    expect(JSON.parse(stdout).backend.name).toBe('reference')
  })

  test.each([
    ['./unavailable.js', 5, /There is no such device here\. Plug it in\./],
    ['./broken.js', 5, /The backend \.\/broken\.js cannot be opened: a driver is missing/],
    ['cpu:warp', 5, /no mode 'warp'/],
    ['./empty.js', 2, /does not export a backend/],
  ])('%s', async (backend, expected, says) => {
    const { status, stderr } = await leven([...train, '--backend', backend], { cwd: home })
    expect(stderr).toMatch(says)
    expect(status).toBe(expected)
  })
})

describe.concurrent('leven conform', () => {
  test('cpu obeys the laws', async () => {
    const { status, stdout } = await leven(['conform', 'cpu', '--runs', '3', '--seed', '7'], { cwd: home })
    expect(stdout).toMatch(/laws hold\.\n$/)
    expect(stdout).not.toMatch(/FAIL/)
    expect(status).toBe(0)
  })

  test('a wrong backend is rejected with a counterexample', async () => {
    const args = ['conform', './wrong.js', '--runs', '5', '--seed', '7', '--json']
    const { status, stdout } = await leven(args, { cwd: home })
    const { passed, seed, laws } = JSON.parse(stdout)
    expect(status).toBe(1)
    expect({ passed, seed }).toEqual({ passed: false, seed: 7 })
    const broken = laws.filter((law: { passed: boolean }) => !law.passed)
    expect(broken.map((law: { operation: string }) => law.operation)).toContain('backpropagate')
    expect(broken[0].failure.counterexample.length).toBeGreaterThan(0)
  })

  test('a backend that cannot open', async () => {
    const { status, stderr } = await leven(['conform', './unavailable.js'], { cwd: home })
    expect(stderr).toMatch(/There is no such device here/)
    expect(status).toBe(5)
  })
})

describe.concurrent('leven gradcheck', () => {
  test('every output, activation and depth to three', async () => {
    const { status, stdout } = await leven(['gradcheck', '--json'], { cwd: home })
    const { blocks, worst } = JSON.parse(stdout)
    expect(status).toBe(0)
    expect(worst).toBeLessThan(1e-7)
    expect(worst).toBe(
      Math.max(...blocks.map((block: { relativeDifference: number }) => block.relativeDifference)),
    )
    const networks = new Set(blocks.map(({ name }: { name: string }) => name.replace(/ \w+$/, '')))
    expect(networks.size).toBe(3 * (1 + 3 * 5))
    expect(networks).toContain('3-5-4-3-2 tanh softmax')
  })

  test('the network of a table', async () => {
    const args = ['gradcheck', example('iris.csv'), '--target', 'species', '--hidden', '5']
    const { status, stdout, stderr } = await leven(args, { cwd: home })
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^W1 +\d\.\d+e-\d+\nb1 .*\nW2 .*\nb2 .*$/m)
    expect(stdout).toMatch(/the gradients are right/)
    expect(status).toBe(0)
  })

  test('the sample weights of a table count, and a gradient that ignores them is found', async () => {
    const args = ['gradcheck', 'weighted.csv', '--target', 'y', '--weight-column', 'w', '--hidden', '3']
    const right = await leven(args, { cwd: home })
    expect([right.status, right.stdout]).toEqual([0, expect.stringMatching(/the gradients are right/)])
    const wrong = await leven([...args, '--backend', './unweighted.js'], { cwd: home })
    expect([wrong.status, wrong.stdout]).toEqual([1, expect.stringMatching(/a gradient is wrong/)])
  })

  test('a wrong gradient is found, and the status is 1', async () => {
    const { status, stdout } = await leven(['gradcheck', '--backend', './wrong.js', '--hidden', '2'], {
      cwd: home,
    })
    expect(stdout).toMatch(/a gradient is wrong/)
    expect(status).toBe(1)
  })

  test('a backend too coarse for difference quotients is refused', async () => {
    const { status, stderr } = await leven(['gradcheck', '--backend', 'cpu'], { cwd: home })
    expect(stderr).toMatch(/too coarse/)
    expect(status).toBe(2)
  })
})
