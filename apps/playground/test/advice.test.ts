import { openCpuBackend } from '@leven/backend-cpu'
import { initialParameters } from '@leven/core'
import { describe, expect, test } from 'vitest'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { firstState, Learner } from '../src/learner/learner.ts'
import { forSpiral, isTaken } from '../src/panels/data/advice.ts'
import { defaultSettings, networkOf, optimizerOf, type Settings } from '../src/settings/settings.ts'
import { Examiner } from '../src/training/examiner.ts'

/** The shares of training and test points that are right after so many epochs. */
async function right(settings: Settings, epochs: number): Promise<{ training: number; test: number }> {
  const problem = shapeProblem(settings)
  const network = networkOf(settings, problem)
  const on = await openCpuBackend()
  try {
    const rules = {
      optimizer: optimizerOf(settings),
      l2: settings.l2,
      batchSize: settings.batchSize || problem.trainingData.instances,
    }
    const first = firstState(initialParameters(network, settings.seed))
    const learner = new Learner(on, network, problem.trainingData, rules, settings.seed, first)
    while (learner.epoch < epochs) learner.advance('epoch')
    const share = async (data: typeof problem.trainingData) => {
      const { score } = await new Examiner(on, network, learner.parameters, data).examine()
      return 'accuracy' in score ? score.accuracy : Number.NaN
    }
    return { training: await share(problem.trainingData), test: await share(problem.testData) }
  } finally {
    await on.close()
  }
}

// The seed that the page opens with, and others; each with points of its own.
const seeds = [defaultSettings.seed, 1, 7, 11, 12]
const spirals = seeds.map((seed, at) => ({
  ...defaultSettings,
  shape: 'spiral' as const,
  seed,
  dataSeed: at + 1,
}))

describe('the spiral', () => {
  test.each(spirals)(
    'is not learned by what the page opens with, in three thousand epochs: seed $seed',
    async (settings) => {
      expect((await right(settings, 3000)).training).toBeLessThan(0.8)
    },
  )

  describe.each(forSpiral)('is learned as advised: $name', (advice) => {
    test.each(spirals)(
      'within a thousand epochs, and the points held out are told, too: seed $seed',
      async (settings) => {
        const found = await right({ ...settings, ...advice.settings }, 1000)
        expect(found.training).toBeGreaterThan(0.9)
        expect(found.test).toBeGreaterThan(0.78)
      },
    )
  })

  test('is advised on until it is set up so', () => {
    const [units, inputs] = forSpiral
    if (!units || !inputs) throw new TypeError('no advice')
    const settings: Settings = { ...defaultSettings, shape: 'spiral' }
    expect(isTaken(units, settings)).toBe(false)
    const taken = { ...settings, ...units.settings }
    expect(isTaken(units, taken)).toBe(true)
    expect(isTaken(inputs, taken)).toBe(false)
    expect(isTaken(units, { ...taken, ...inputs.settings })).toBe(false)
  })
})
