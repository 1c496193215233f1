import { openCpuBackend } from '@leven/backend-cpu'
import { type Backend, initialParameters } from '@leven/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { firstState, Learner } from '../src/learner/learner.ts'
import { presets } from '../src/panels/gallery/presets.ts'
import { readPermalink, writePermalink } from '../src/settings/permalink.ts'
import { networkOf, optimizerOf, type Settings } from '../src/settings/settings.ts'
import { Examiner } from '../src/training/examiner.ts'

let on: Backend
beforeAll(async () => {
  on = await openCpuBackend()
})

/** How well settings learn in so many epochs: shares that are right, or R², of the training and of the test points. */
async function learned(settings: Settings, epochs: number): Promise<{ training: number; test: number }> {
  const problem = shapeProblem(settings)
  const network = networkOf(settings, problem)
  const rules = {
    optimizer: optimizerOf(settings),
    l2: settings.l2,
    batchSize: settings.batchSize || problem.trainingData.instances,
  }
  const first = firstState(initialParameters(network, settings.seed))
  const learner = new Learner(on, network, problem.trainingData, rules, settings.seed, first)
  while (learner.epoch < epochs) learner.advance('epoch')
  const fit = async (data: typeof problem.trainingData) => {
    const { score } = await new Examiner(on, network, learner.parameters, data).examine()
    return ('accuracy' in score ? score.accuracy : score.r2) ?? Number.NaN
  }
  return { training: await fit(problem.trainingData), test: await fit(problem.testData) }
}

function preset(name: string) {
  const found = presets.find((each) => each.name === name)
  if (!found) throw new TypeError(`no preset ${name}`)
  return found
}

describe('a preset keeps its word', () => {
  test.each([
    ['line', 0.98],
    ['bend', 0.97],
    ['fence', 0.96],
    ['squares', 0.97],
    ['product', 0.94],
    ['spiral', 0.9],
    ['arms', 0.95],
    ['saddle', 0.9],
  ])('%s is learned by the epoch that is pictured, and holds on the test points: %d', async (name, least) => {
    const { settings, epochs } = preset(name)
    const { training, test: held } = await learned(settings, epochs)
    expect(Math.min(training, held)).toBeGreaterThan(least)
  })

  test('what is learned too well is right on every training point, and on far fewer of the others', async () => {
    const { settings, epochs } = preset('overfitting')
    expect(shapeProblem(settings).training).toHaveLength(30)
    const { training, test: held } = await learned(settings, epochs)
    expect(training).toBe(1)
    expect(held).toBeLessThan(0.8)
  })

  test.each(['squares', 'product'])(
    '%s needs what it is given: without it the same network fails',
    async (name) => {
      const { settings, epochs } = preset(name)
      expect(settings.hidden).toEqual([])
      expect((await learned({ ...settings, derived: [] }, epochs)).training).toBeLessThan(0.75)
    },
  )

  test('and is a whole state of the page, which a link brings back', () => {
    for (const { settings } of presets) {
      expect(readPermalink(`#${writePermalink(settings)}`)).toEqual({ settings, refused: [] })
    }
    expect(new Set(presets.map(({ settings }) => writePermalink(settings))).size).toBe(presets.length)
  })
})
