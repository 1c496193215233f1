// Times every peer on the same problems, in interleaved rounds: npm run bench:peers [-- --rounds=7 --only=leven,C]
// Each peer is a process; in a round each is asked in turn, one at a time. Before each answer the load by others is
// measured; a round of a peer is thrown out where its wall time is more than 1.15 of its processor time on one thread
// (it did not have its core), unless fewer than three would be left: then all count, and the table says so.
// Writes results.json here, and the tables of docs/performance.md between its marks.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { costAfterTen, sizes, writeProblems } from './problem.mjs'
import { startProcess } from './process.mjs'
import { picture, tables } from './report.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const option = (name, otherwise) =>
  process.argv.find((a) => a.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
const rounds = Number(option('rounds', 7))
const only = option('only', '').split(',').filter(Boolean)

const folder = mkdtempSync(join(tmpdir(), 'leven-peers-'))
writeProblems(folder)

/** Builds the two C programs; what cannot be built is named with the reason. */
function compiled(name, ...flags) {
  const out = join(folder, name)
  execFileSync(
    'gcc',
    ['-O3', '-march=native', '-ffast-math', join(here, 'peer.c'), '-o', out, ...flags, '-lm'],
    { stdio: 'pipe' },
  )
  return [out, folder]
}

const one = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' }
const node = (name) => ({
  command: () => [process.execPath, join(here, 'peer.mjs'), name, folder],
  needs: [],
})
const python = (name) => ({
  command: () => ['/usr/bin/python3', join(here, 'peer.py'), name, folder],
  env: name.includes('2 threads') ? {} : one,
})
const peers = {
  'leven native': node('leven native'),
  'leven native, 2 threads': node('leven native, 2 threads'),
  'leven wasm': node('leven wasm'),
  'leven wasm, 2 threads': node('leven wasm, 2 threads'),
  'C, OpenBLAS': { command: () => compiled('openblas', '-DBLAS', '-lopenblas'), env: one },
  'C, plain': { command: () => compiled('plain') },
  'onnxruntime-node': node('onnxruntime-node'),
  'onnxruntime-node, 2 threads': node('onnxruntime-node, 2 threads'),
  PyTorch: python('PyTorch'),
  numpy: python('numpy'),
  'scikit-learn': python('scikit-learn'),
  'tfjs wasm': node('tfjs wasm'),
  'tfjs cpu': node('tfjs cpu'),
  'jax-js wasm': node('jax-js wasm'),
  'brain.js': node('brain.js'),
  'textbook loops': node('textbook loops'),
}

/** A peer's process, asked line by line. */
function start(name, { command, env = {} }) {
  const [program, ...rest] = command()
  return { name, ...startProcess(program, rest, env) }
}

const missing = {}
const running = []
for (const [name, how] of Object.entries(peers)) {
  if (only.length > 0 && !only.some((part) => name.includes(part))) continue
  try {
    const peer = start(name, how)
    const { error, milliseconds } = await peer.ask('import')
    if (error) missing[name] = error
    else running.push({ ...peer, milliseconds })
  } catch (error) {
    missing[name] = String(error.message).split('\n')[0]
  }
}

const results = Object.fromEntries(running.map(({ name, milliseconds }) => [name, { import: milliseconds }]))
const right = {}
for (const size of Object.keys(sizes)) right[size] = costAfterTen(size)
for (const peer of running) {
  const costs = {}
  for (const size of Object.keys(sizes)) {
    if (peer.name === 'brain.js' || (size === 'large' && /textbook|tfjs cpu/.test(peer.name))) continue
    const { cost, error } = await peer.ask(`cost ${size}`)
    costs[size] = error ?? Math.abs(cost - right[size]) / right[size]
    if (error || !(costs[size] < 1e-4))
      console.error(`${peer.name}, ${size}: the cost after ten steps is ${cost ?? error}, not ${right[size]}`)
  }
  results[peer.name].costError = costs
}

/** A program of the peer's, from its start to the cost that it tells: wall time seen from here, its own processor time. */
async function whole({ name }) {
  const since = performance.now()
  const program = start(name, peers[name])
  const { cost, cpu, error } = await program.ask('whole')
  program.end()
  return error ? { error } : { cost, cpu, wall: (performance.now() - since) * 1000 }
}

/** What everything that runs on the machine took, and what this process and its children did not. */
const busy = () => cpus().reduce((sum, { times }) => sum + times.user + times.sys + times.nice, 0)
const tasks = [...Object.keys(sizes).map((size) => `step ${size}`), 'score', 'one', 'whole']
const samples = {}
for (let round = -1; round < rounds; round++) {
  for (const task of tasks) {
    for (const peer of running) {
      const key = `${peer.name} ${task}`
      const slow = /textbook|tfjs|brain|jax/.test(peer.name)
      if (slow && /large|medium|score|whole/.test(task) && round !== 0) continue
      if (peer.name === 'brain.js' && /large|medium|whole/.test(task)) continue
      if (/textbook|tfjs cpu/.test(peer.name) && /large/.test(task) && round > 0) continue
      const [before, since] = [busy(), performance.now()]
      const answer = task === 'whole' ? await whole(peer) : await peer.ask(task)
      const others = (busy() - before) / (performance.now() - since)
      if (round < 0 && !slow) continue // engines compile, caches fill
      samples[key] ??= []
      samples[key].push({ ...answer, others })
    }
  }
  console.error(`round ${round + 1} (0 warms up) of ${rounds}, load ${loadavg()[0].toFixed(2)}`)
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
for (const peer of running) {
  for (const task of tasks) {
    const all = samples[`${peer.name} ${task}`] ?? []
    const error = all.find((sample) => sample.error)?.error
    const whole = all.filter((sample) => !sample.error)
    const undisturbed = whole.filter(({ wall, cpu }) => wall <= 1.15 * cpu)
    const kept = /2 threads/.test(peer.name) || undisturbed.length < 3 ? whole : undisturbed
    if (kept.length === 0) {
      if (error) results[peer.name][task] = { error }
      continue
    }
    results[peer.name][task] = {
      wall: median(kept.map(({ wall }) => wall)),
      cpu: median(kept.map(({ cpu }) => cpu)),
      least: Math.min(...kept.map(({ wall }) => wall)),
      kept: kept.length,
      of: whole.length,
      busyCores: median(kept.map(({ others }) => others)),
    }
  }
  results[peer.name].memory = (await peer.ask('memory')).peakMiB
  peer.end()
}

const versions = {
  node: process.version,
  gcc: execFileSync('gcc', ['-dumpfullversion'], { encoding: 'utf8' }).trim(),
}
for (const name of ['onnxruntime-node', '@tensorflow/tfjs', '@jax-js/jax', 'brain.js']) {
  const file = join(here, 'node_modules', name, 'package.json')
  if (existsSync(file)) versions[name] = JSON.parse(readFileSync(file, 'utf8')).version
}
for (const [name, module] of [
  ['numpy', 'numpy'],
  ['scikit-learn', 'sklearn'],
  ['PyTorch', 'torch'],
]) {
  try {
    versions[name] = execFileSync(
      '/usr/bin/python3',
      ['-c', `import ${module}; print(${module}.__version__)`],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    ).trim()
  } catch {
    versions[name] = 'not there'
  }
}
const told = {
  date: new Date().toISOString().slice(0, 10),
  machine: { model: cpus()[0].model, cores: cpus().length, system: process.platform },
  versions,
  rounds,
  missing,
  results,
}
mkdirSync(join(here, 'results'), { recursive: true })
writeFileSync(join(here, 'results', 'results.json'), `${JSON.stringify(told, null, 2)}\n`)
const page = join(here, '../../docs/performance.md')
if (existsSync(page) && only.length === 0) {
  const text = readFileSync(page, 'utf8')
  writeFileSync(
    page,
    text.replace(/(<!-- peers -->\n)[\s\S]*?(<!-- \/peers -->)/, (_, a, b) => `${a}\n${tables(told)}\n${b}`),
  )
  writeFileSync(join(here, '../../docs/performance.svg'), picture(told))
}
console.log(tables(told))
