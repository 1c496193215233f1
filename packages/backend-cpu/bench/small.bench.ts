/// <reference types="node" />
/**
 * Work so small that what surrounds it counts: a step of 2-4-1 on 4 rows, and one row through 30-64-1.
 * Run with: pnpm run bench:small
 * Medians of interleaved rounds in one process, in microseconds.
 */
import {
  Allocation,
  adam,
  type Backend,
  generator,
  gradientDescent,
  initialParameters,
  learningWorkspace,
  network,
  type Optimizer,
  openPredictor,
  placeParameters,
  step,
  train,
  uniform,
  withGradients,
} from '@leven/core'
import { openCpuBackend } from '../src/index.ts'
import { Textbook } from './textbook.ts'

const rounds = 15
const steps = 100_000
const drawn = (seed: number, count: number) => {
  const random = generator(seed, 'parameters')
  return Float32Array.from({ length: count }, () => uniform(random, 1))
}
const X = drawn(1, 8)
const Y = drawn(2, 4).map((y) => (y > 0 ? 1 : 0))
const shape = network({ features: 2, hidden: [4] })

/** Microseconds for each of `count` calls. */
function time(count: number, work: () => void): number {
  const start = performance.now()
  for (let i = 0; i < count; i++) work()
  return ((performance.now() - start) * 1000) / count
}

async function timeTraining(on: Backend, optimizer: Optimizer): Promise<number> {
  const options = { optimizer, epochs: steps, reportEvery: steps, batchSize: 'full' } as const
  const run = train(on, shape, { instances: 4, X, Y }, options)
  const start = performance.now()
  for await (const _ of run);
  return ((performance.now() - start) * 1000) / steps
}

const on = await openCpuBackend('', { threads: 1 })
const from = new Allocation(on)
const layers = withGradients(from, placeParameters(from, shape, initialParameters(shape, 1)), 0)
const workspace = learningWorkspace(from, shape, layers, {
  X: on.tensor(2, 4, X),
  Y: on.tensor(1, 4, Y),
  s: undefined,
})
const rule = { kind: 'gradientDescent', learningRate: 0.1, l2: 0 } as const
const rules = { weights: rule, biases: rule }
const recorded = on.record?.((to) => step(to, workspace, rules))
if (!recorded) throw new Error('backend-cpu records')
const book = new Textbook(X, Y, drawn(3, 8), drawn(4, 4))
const wide = network({ features: 30, hidden: [64] })
const predictor = openPredictor(on, wide, initialParameters(wide, 1))
const row = drawn(5, 30)

const measured = {
  'textbook step': async () => time(steps, () => book.step(0.1)),
  'step, 11 calls of the port': async () => time(steps, () => step(on, workspace, rules)),
  'step, recorded': async () => time(steps, recorded),
  'step of train(), gradient descent': () => timeTraining(on, gradientDescent()),
  'step of train(), Adam': () => timeTraining(on, adam()),
  predictOne: async () => time(steps, () => predictor.predictOne(row)),
}
const samples = new Map<string, number[]>()
for (let round = 0; round < rounds; round++) {
  for (const [name, measure] of Object.entries(measured)) {
    samples.set(name, [...(samples.get(name) ?? []), await measure()])
  }
}
console.log(`Node ${process.version}, ${on.info.device}; µs, median and least of ${rounds} rounds`)
console.log('\n| | median | least |\n|---|---|---|')
for (const [name, values] of samples) {
  const sorted = values.toSorted((a, b) => a - b)
  console.log(`| ${name} | ${sorted[rounds >> 1]?.toFixed(3)} | ${sorted[0]?.toFixed(3)} |`)
}
await on.close()
