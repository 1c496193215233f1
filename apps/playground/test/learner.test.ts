import { openCpuBackend } from '@leven/backend-cpu'
import { type Backend, checked, initialParameters, openReference, train } from '@leven/core'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../src/data/problem.ts'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { firstState, Learner, type LearnerState } from '../src/learner/learner.ts'
import { defaultSettings, networkOf, optimizerOf, type Settings } from '../src/settings/settings.ts'

function parts(part: Partial<Settings>) {
  const settings = { ...defaultSettings, size: 60, testShare: 0.5, ...part }
  const problem = shapeProblem(settings)
  const network = networkOf(settings, problem)
  const first = firstState(initialParameters(network, settings.seed))
  return { settings, problem, network, first, optimizer: optimizerOf(settings) }
}

function learn(on: Backend, part: Partial<Settings>, from?: LearnerState): Learner {
  const { settings, problem, network, first, optimizer } = parts(part)
  const batchSize = settings.batchSize || instancesOf(problem)
  const rules = { optimizer, l2: settings.l2, batchSize }
  return new Learner(on, network, problem.trainingData, rules, settings.seed, from ?? first)
}

function instancesOf({ trainingData }: Problem): number {
  return trainingData.instances
}

const recipes: readonly Partial<Settings>[] = [
  {},
  { batchSize: 8, l2: 0.01 },
  { batchSize: 7, optimizer: 'adam', learningRate: 0.01 },
  { optimizer: 'momentum', learningRate: 0.03, shape: 'pinwheel' },
  { shape: 'saddle', hidden: [], batchSize: 16 },
]

describe('a learner', () => {
  test.each(recipes)("takes the steps of core's train, to the same bits: %j", async (recipe) => {
    const on = checked(await openCpuBackend())
    const { settings, problem, network, optimizer } = parts(recipe)
    const learner = learn(on, recipe)
    for (let epoch = 0; epoch < 6; epoch++) learner.advance('epoch')
    const training = train(on, network, problem.trainingData, {
      epochs: 6,
      optimizer,
      l2: settings.l2,
      seed: settings.seed,
      batchSize: settings.batchSize || 'full',
    })
    for await (const { epoch } of training) expect(epoch).toBeLessThanOrEqual(6)
    const { layers, epoch, seen } = await learner.state()
    expect(layers.map(({ W, b }) => ({ W, b }))).toEqual(await training.parameters())
    expect([epoch, seen]).toEqual([6, 0])
    learner.free()
    expect(on.liveBytes()).toBe(0)
  })

  test('counts instances: thirty single ones are an epoch, and an epoch is what is left of it', async () => {
    const learner = learn(await openReference(), { batchSize: 8 })
    learner.advance('instance')
    learner.advance('batch')
    expect([learner.epoch, learner.seen]).toEqual([0, 9])
    learner.advance('epoch')
    expect([learner.epoch, learner.seen]).toEqual([1, 0])
    for (let i = 0; i < 30; i++) learner.advance('instance')
    expect([learner.epoch, learner.seen]).toEqual([2, 0])
  })

  test.each(recipes)('goes on from a state taken anywhere, with the same bits: %j', async (recipe) => {
    const on = await openCpuBackend()
    const learner = learn(on, recipe)
    for (let i = 0; i < 5; i++) learner.advance('batch')
    learner.advance('instance')
    const state = await learner.state()
    const other = learn(on, recipe, state)
    for (const one of [learner, other]) for (let i = 0; i < 9; i++) one.advance('batch')
    const end = await learner.state()
    expect(await other.state()).toEqual(end)
    learner.load(state)
    for (let i = 0; i < 9; i++) learner.advance('batch')
    expect(await learner.state()).toEqual(end)
  })

  test('does not grow: the same device memory however its batches vary', async () => {
    const on = await openCpuBackend()
    const learner = learn(on, { batchSize: 7 })
    const sweep = () => {
      for (let i = 0; i < 40; i++) {
        learner.advance('instance')
        learner.advance('batch')
      }
      learner.advance('epoch')
      learner.advance('epoch')
      return on.liveBytes()
    }
    expect(sweep()).toBe(sweep())
  })

  test('begins moments at zero where the optimizer is another, and keeps the parameters', async () => {
    const on = await openReference()
    const before = learn(on, { optimizer: 'momentum', learningRate: 0.1 })
    before.advance('epoch')
    const state = await before.state()
    const { layers, products } = await learn(on, { optimizer: 'adam' }, state).state()
    expect(layers.map(({ W, b }) => ({ W, b }))).toEqual(state.layers.map(({ W, b }) => ({ W, b })))
    const moments = layers.flatMap(({ momentsOfW, momentsOfB }) => [...momentsOfW, ...momentsOfB])
    expect(moments).toHaveLength(4 * layers.length)
    expect(moments.every((values) => values.every((value) => value === 0))).toBe(true)
    expect(products).toEqual({ beta1: 1, beta2: 1 })
  })
})
