// One peer in Node: node peer.mjs NAME FOLDER. Answers lines on stdin: `cost SIZE`, `step SIZE`, `score`, `one`, and, as
// the only line of a process, `whole`.
import { createInterface } from 'node:readline'
import { learningRate, problemOf, readProblem, scoredOf, singles, sizes, wholeSteps } from './problem.mjs'

const [, , name, folder] = process.argv
const peers = {
  'leven native': () => import('./peers/leven.mjs').then((m) => m.open('native', 1)),
  'leven native, 2 threads': () => import('./peers/leven.mjs').then((m) => m.open('native', 2)),
  'leven wasm': () => import('./peers/leven.mjs').then((m) => m.open('wasm', 1)),
  'leven wasm, 2 threads': () => import('./peers/leven.mjs').then((m) => m.open('wasm', 2)),
  'textbook loops': () => import('./peers/textbook.mjs').then((m) => m.open()),
  'onnxruntime-node': () => import('./peers/onnxruntime.mjs').then((m) => m.open(1)),
  'onnxruntime-node, 2 threads': () => import('./peers/onnxruntime.mjs').then((m) => m.open(2)),
  'tfjs wasm': () => import('./peers/tfjs.mjs').then((m) => m.open('wasm')),
  'tfjs cpu': () => import('./peers/tfjs.mjs').then((m) => m.open('cpu')),
  'jax-js wasm': () => import('./peers/jax.mjs').then((m) => m.open()),
  'brain.js': () => import('./peers/brain.mjs').then((m) => m.open()),
}
const begun = performance.now()
const peer = await peers[name]()
const imported = performance.now() - begun
const made = {}

/** Wall and processor time of one call of `work`, in microseconds for each of `count`. */
async function timed(count, work) {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = ((performance.now() - start) * 1000) / count
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / count }
}

const answers = {
  import: async () => ({ milliseconds: imported }),
  memory: async () => ({ peakMiB: process.resourceUsage().maxRSS / 1024 }),
  async cost(size) {
    const network = await peer.network(problemOf(size), learningRate)
    await network.steps(10)
    return { cost: await network.cost() }
  },
  async step(size) {
    made[size] ??= await peer.network(problemOf(size), learningRate)
    const steps = Math.max(1, Math.ceil(sizes[size].steps / (peer.slower?.[size] ?? 1)))
    return timed(steps, () => made[size].steps(steps))
  },
  async score() {
    made.scorer ??= await peer.scorer(problemOf('medium'), scoredOf(folder))
    return timed(1, () => made.scorer())
  },
  async one() {
    made.one ??= await peer.single(problemOf('small'))
    return timed(singles, () => made.one(singles))
  },
  /** A program: reads the data, trains, tells the cost. The processor time is all that the process has taken. */
  async whole() {
    const network = await peer.network(readProblem(folder, 'small'), learningRate)
    await network.steps(wholeSteps)
    const cost = await network.cost()
    const { user, system } = process.cpuUsage()
    return { cost, cpu: user + system }
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const [what, size] = line.split(' ')
  let answer
  try {
    answer = await answers[what](size)
  } catch (error) {
    answer = { error: String(error.message ?? error).split('\n')[0] }
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
process.exit(0)
