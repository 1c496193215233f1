import { initialParameters } from '@leven/core'
import { type Remote, wrap } from 'comlink'
import { forTraining } from '../../src/data/problem.ts'
import { shapeProblem } from '../../src/data/shape-problem.ts'
import { defaultSettings, networkOf } from '../../src/settings/settings.ts'
import type { Trainer } from '../../src/training/protocol.ts'

/** The page's default work, for a peer: matrices column by column, as the port has them. */
export interface Work {
  readonly sizes: readonly number[]
  readonly learningRate: number
  readonly instances: number
  readonly X: readonly number[]
  readonly Y: readonly number[]
  readonly parameters: readonly { readonly W: readonly number[]; readonly b: readonly number[] }[]
}

/** What a training of some epochs led to. */
export interface Trained {
  readonly epochs: number
  readonly seconds: number
}

/** What the script calls in this page. */
export interface Throughput {
  work(): Work
  /** Trains in the page's own worker for some time, with nobody to draw frames. */
  train(milliseconds: number): Promise<Trained>
  /** The parameters after so many epochs from the first, for a peer to be held against. */
  after(epochs: number): Promise<readonly (readonly number[])[]>
}

const problem = shapeProblem(defaultSettings)
const { hidden, activation, seed, optimizer, learningRate, l2, batchSize } = defaultSettings
const setUp = {
  problem: forTraining(problem),
  network: { hidden, activation, seed },
  learning: { optimizer, learningRate, l2, batchSize },
}
const network = networkOf(setUp.network, setUp.problem)
const worker = new Worker(new URL('../../src/training/worker.ts', import.meta.url), { type: 'module' })
const trainer: Remote<Trainer> = wrap<Trainer>(worker)

// No frame is asked for, so none is made.
const ready = trainer.setUp(setUp)

const throughput: Throughput = {
  work: () => ({
    sizes: network.sizes,
    learningRate,
    instances: problem.trainingData.instances,
    X: Array.from(problem.trainingData.X),
    Y: Array.from(problem.trainingData.Y),
    parameters: initialParameters(network, seed).map(({ W, b }) => ({ W: Array.from(W), b: Array.from(b) })),
  }),
  async train(milliseconds) {
    await ready
    await trainer.reset()
    await trainer.play('full')
    // The first steps compile.
    await wait(300)
    const [first, begin] = [await epoch(), performance.now()]
    await wait(milliseconds)
    const [last, end] = [await epoch(), performance.now()]
    await trainer.pause()
    return { epochs: last - first, seconds: (end - begin) / 1000 }
  },
  async after(epochs) {
    await ready
    await trainer.reset()
    for (let i = 0; i < epochs; i++) await trainer.step('epoch')
    const state = await trainer.state()
    return (state?.layers ?? []).flatMap(({ W, b }) => [Array.from(W), Array.from(b)])
  },
}

async function epoch(): Promise<number> {
  return (await trainer.state())?.epoch ?? Number.NaN
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

Object.assign(globalThis, { throughput })
