// Who uses the packages, each in a fresh folder. Each throws with what it saw where something is wrong.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runInBrowser } from './in-browser.mjs'
import { commonOf, moduleOf, programs, promised } from './programs.mjs'
import { fresh, root, run } from './workbench.mjs'

const versions = [20, 22, 24]
const program = moduleOf(programs)
const page = {
  'index.html': '<!doctype html><meta charset="utf-8"><script type="module" src="./main.js"></script>',
}

const minified = ['--bundle', '--format=esm', '--minify', '--log-level=warning']
const predictors = {
  rows: { limit: 25_000, text: "export { loadPredictor } from '@leven/leven/predict'" },
  tables: { limit: 25_000, text: predictor('openReference', '@leven/core') },
  kernels: { limit: 40_000, text: predictor('openCpuBackend', '@leven/backend-cpu') },
}

function predictor(open, from) {
  return `import { ${open} } from '${from}'
import { loadModel, predictTable } from '@leven/model'
export const predict = async (bytes, table) => predictTable(await ${open}(), await loadModel(bytes), table)`
}

function expectPromised(printed) {
  for (const line of promised)
    if (!printed.includes(line)) throw new Error(`${line} is missing in:\n${printed}`)
}

const npx = (version) => ['--yes', '--loglevel=error', `--package=node@${version}`, '--', 'node']

/** import and require, in each Node. */
async function node(tarballs) {
  const files = { 'main.mjs': program, 'main.cjs': commonOf(programs) }
  const folder = await fresh('node', tarballs, { files })
  for (const version of versions) {
    expectPromised(await run(folder, 'npx', ...npx(version), 'main.mjs'))
    expectPromised(await run(folder, 'npx', ...npx(version), 'main.cjs'))
  }
}

/** The command by its name, from its tarball. */
async function command(tarballs) {
  const files = { 'rows.csv': readFileSync(join(root, 'examples/iris.csv'), 'utf8') }
  const ours = ['@leven/cli', '@leven/backend-native']
  const folder = await fresh('command', tarballs, { files, ours })
  const words = ['rows.csv', '--target', 'species', '--members', '1', '--json']
  const { parametersSha256 } = JSON.parse(await run(folder, 'npx', 'leven', 'train', ...words))
  if (!/^[0-9a-f]{64}$/.test(parametersSha256)) throw new Error('leven train gave no hash.')
  if (!(await run(folder, 'npx', 'leven', '--version')).startsWith('0.')) throw new Error('no version')
}

/** gpu.js is inside: nothing else of it is installed. */
async function gpujs(tarballs) {
  const main = `import { openGpujsBackend } from '@leven/backend-gpujs'
const on = await openGpujsBackend('webasm')
const A = on.tensor(1, 3), X = on.tensor(2, 3, Float32Array.of(1, 1, 2, 0, 0, 3))
on.dense(A, on.tensor(1, 2, Float32Array.of(1, 2)), X, on.tensor(1, 1), 'relu')
console.log(Array.from(await on.read(A)).join(' '))
await on.close()`
  const ours = ['@leven/core', '@leven/backend-gpujs']
  const folder = await fresh('gpujs', tarballs, { files: { 'main.mjs': main }, ours })
  const printed = await run(folder, 'node', 'main.mjs')
  if (printed.trim() !== '3 2 6') throw new Error(printed)
  const licences = 'node_modules/@leven/backend-gpujs/dist/THIRD-PARTY-LICENCES.txt'
  const text = readFileSync(join(folder, licences), 'utf8')
  for (const name of ['gpu.js', 'acorn']) {
    if (!text.includes(`${name} `)) throw new Error(`${licences} lacks ${name}.`)
  }
  for (const name of ['webgpu', 'gl', 'gpu.js']) {
    if (existsSync(join(folder, 'node_modules', name))) throw new Error(`${name} was installed.`)
  }
}

/** The declarations, checked themselves too, in the oldest and the newest TypeScript. */
async function typescript(tarballs) {
  const file = { 'main.ts': program }
  for (const version of ['5.4.5', '7.0.2']) {
    const packages = [`typescript@${version}`]
    const folder = await fresh(`typescript ${version}`, tarballs, { files: file, packages })
    const all =
      '--noEmit --strict --skipLibCheck false --target es2022 --lib es2022,dom,dom.iterable main.ts'.split(
        ' ',
      )
    for (const resolution of ['--module node16', '--module esnext --moduleResolution bundler']) {
      await run(folder, 'npx', 'tsc', ...resolution.split(' '), ...all)
    }
  }
}

async function vite(tarballs) {
  const files = {
    ...page,
    'main.js': program,
    'vite.config.js': "export default { base: './', build: { target: 'esnext' } }",
  }
  const folder = await fresh('vite', tarballs, { files, packages: ['vite@8.3.8'] })
  await run(folder, 'npx', 'vite', 'build', '--logLevel', 'warn')
  expectPromised(await runInBrowser(join(folder, 'dist')))
}

async function webpack(tarballs) {
  const files = { ...page, 'source.js': program }
  const folder = await fresh('webpack', tarballs, {
    files,
    packages: ['webpack@5.112.2', 'webpack-cli@7.3.1'],
  })
  await run(folder, 'npx', 'webpack', './source.js', '--mode', 'production', '--output-path', '.')
  expectPromised(await runInBrowser(folder))
}

async function esbuild(tarballs) {
  const files = { ...page, 'source.js': program }
  const folder = await fresh('esbuild', tarballs, { files, packages: ['esbuild@0.27.7'] })
  await run(folder, 'npx', 'esbuild', 'source.js', ...minified, '--outfile=main.js')
  expectPromised(await runInBrowser(folder))
}

/**
 * What a page loads that only predicts, from a model file: rows by the documented import, and tables, in plain loops and on
 * the WebAssembly kernels. The limits are promises of docs/performance.md.
 */
async function size(tarballs) {
  const files = Object.fromEntries(Object.entries(predictors).map(([name, { text }]) => [`${name}.js`, text]))
  const folder = await fresh('size', tarballs, { files, packages: ['esbuild@0.27.7'] })
  const found = []
  for (const [name, { limit }] of Object.entries(predictors)) {
    await run(folder, 'npx', 'esbuild', `${name}.js`, ...minified, `--outfile=${name}.min.js`)
    const bytes = gzipSync(readFileSync(join(folder, `${name}.min.js`)), { level: 9 }).length
    if (bytes > limit) throw new Error(`${name}: ${bytes} bytes compressed, where ${limit} are the limit`)
    found.push(`${name} ${(bytes / 1000).toFixed(1)} kB compressed`)
  }
  return found.join(', ')
}

async function jest(tarballs) {
  const files = { 'main.test.js': commonOf(programs, "test('the programs', all, 60_000)") }
  const folder = await fresh('jest', tarballs, { files, packages: ['jest@30.5.2'], type: 'commonjs' })
  for (const version of versions) {
    const printed = await run(folder, 'npx', ...npx(version), 'node_modules/jest/bin/jest.js', '--ci')
    expectPromised(printed)
  }
}

async function deno(tarballs) {
  const files = { 'main.js': program }
  const folder = await fresh('deno', tarballs, { files, packages: ['deno@2.9.6'] })
  expectPromised(await run(folder, 'node_modules/.bin/deno', 'run', '--allow-all', 'main.js'))
}

async function bun(tarballs) {
  const files = { 'main.js': program }
  const folder = await fresh('bun', tarballs, { files, packages: ['bun@1.4.5'] })
  expectPromised(await run(folder, 'node_modules/.bin/bun', 'run', 'main.js'))
}

/** Cloudflare's runtime, where no WebAssembly is compiled: the kernels come as a module of their own. */
async function workerd(tarballs) {
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js"), (name = "./kernels.wasm", wasm = embed "kernels.wasm")],
  compatibilityDate = "2026-01-01"))]);`
  const files = { 'source.js': moduleOf(programs, 'export default { test: all }'), 'config.capnp': config }
  const packages = ['workerd@1.20261117.1', 'esbuild@0.27.7']
  const folder = await fresh('workerd', tarballs, { files, packages })
  const bundle =
    '--bundle --format=esm --conditions=workerd,worker --loader:.wasm=copy --asset-names=[name] --outfile=worker.js'
  await run(folder, 'npx', 'esbuild', 'source.js', ...bundle.split(' '), '--log-level=warning')
  expectPromised(await run(folder, 'sh', '-c', 'node_modules/.bin/workerd test config.capnp 2>&1'))
}

export const consumers = {
  node,
  command,
  gpujs,
  typescript,
  vite,
  webpack,
  esbuild,
  size,
  jest,
  deno,
  bun,
  workerd,
}
