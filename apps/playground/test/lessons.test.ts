import { openCpuBackend } from '@leven/backend-cpu'
import { type Backend, generator, initialParameters, permutation } from '@leven/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { firstState, Learner } from '../src/learner/learner.ts'
import type { broken } from '../src/panels/derivation/broken.ts'
import { trainSideBySide } from '../src/panels/derivation/side-by-side.ts'
import { lessons, settingsOfStep } from '../src/panels/lessons/lessons.ts'
import { outlines, settingsOf } from '../src/panels/lessons/outline.ts'
import { spelledOut } from '../src/panels/lessons/spelled-out.ts'
import { readPermalink, writePermalink } from '../src/settings/permalink.ts'
import { networkOf, optimizerOf, type Settings } from '../src/settings/settings.ts'
import { lessonNames, parts, plainView, readView, writeView } from '../src/settings/view.ts'
import { english } from '../src/texts/lessons.ts'
import { Examiner } from '../src/training/examiner.ts'

let on: Backend
beforeAll(async () => {
  on = await openCpuBackend()
})

/** What the settings of a lesson's step lead to. */
async function learned(settings: Settings, epochs: number) {
  const problem = shapeProblem(settings)
  const network = networkOf(settings, problem)
  const rules = {
    optimizer: optimizerOf(settings),
    l2: settings.l2,
    batchSize: settings.batchSize || problem.trainingData.instances,
  }
  const first = firstState(initialParameters(network, settings.seed))
  const learner = new Learner(on, network, problem.trainingData, rules, settings.seed, first)
  const training = new Examiner(on, network, learner.parameters, problem.trainingData)
  const test = new Examiner(on, network, learner.parameters, problem.testData)
  const before = await training.examine()
  const testBefore = await test.examine()
  let rises = 0
  let last = before.cost
  while (learner.epoch < epochs) {
    learner.advance('epoch')
    const { cost } = await training.examine()
    if (cost > last) rises++
    last = cost
  }
  const after = { training: await training.examine(), test: await test.examine() }
  const dead = (await training.health()).flat().filter((health) => health === 'dead').length
  for (const part of [training, test, learner]) part.free()
  const right = ({ score }: typeof before) => ('accuracy' in score ? score.accuracy : Number.NaN)
  return {
    costBefore: before.cost,
    cost: after.training.cost,
    testCost: after.test.cost,
    testCostBefore: testBefore.cost,
    /** Epochs after which the training cost was higher than before. */
    rises,
    right: right(after.training),
    T: after.training.T,
    dead,
  }
}

/** The settings of a lesson's step, by the title of its button. */
function step(name: keyof typeof lessons, title?: string): Settings {
  const found = english.of[name].steps.findIndex((each) => each.title === title)
  if (title && found < 0) throw new Error(`${name} has no step ${title}.`)
  return title ? settingsOfStep(name, found + 1) : settingsOf(name)
}

describe('a lesson keeps its word', () => {
  test('one neuron parts two clouds, and gets about half of two rings wrong', async () => {
    expect((await learned(step('one-neuron'), 300)).right).toBeGreaterThan(0.95)
    const rings = await learned(step('one-neuron', 'Two rings'), 2000)
    expect(rings.right).toBeLessThan(0.62)
    expect(rings.right).toBeGreaterThan(0.38)
  })

  test('one line and two lines leave the ring open, three close it', async () => {
    const right = async (title: string) => (await learned(step('why-hidden-units', title), 3000)).right
    expect(await right('One unit')).toBeLessThan(0.8)
    expect(await right('Two units')).toBeLessThan(0.93)
    expect(await right('Three units')).toBeGreaterThan(0.96)
  })

  test('a rate of 0.03 is slow, 0.3 quick, and 10 kills units and ends above where it began', async () => {
    const slow = await learned(step('learning-rate', 'α = 0.03'), 300)
    const quick = await learned(step('learning-rate', 'α = 0.3'), 300)
    const high = await learned(step('learning-rate', 'α = 10'), 300)
    expect(slow.cost).toBeLessThan(slow.costBefore)
    expect(quick.cost).toBeLessThan(slow.cost / 1.5)
    expect(high.cost).toBeGreaterThan(high.costBefore)
    expect(high.dead).toBeGreaterThan(0)
    expect((await learned(step('learning-rate', 'α = 10'), 1000)).cost).toBeGreaterThan(high.costBefore)
  })

  test('a saddle at a rate of 10 runs out of the range of numbers', async () => {
    expect((await learned(step('learning-rate', 'A saddle, α = 10'), 300)).cost).not.toBeLessThan(1e30)
  })

  test('without L2 the noise is learned; with 0.03 the test cost stays low; with 0.3 nothing is learned', async () => {
    const none = await learned(step('regularisation', 'No L2'), 300)
    expect(none.cost).toBeLessThan(0.1)
    expect(none.testCost).toBeGreaterThan(none.costBefore)
    const some = await learned(step('regularisation', 'λ = 0.03'), 300)
    expect(some.testCost).toBeLessThan(0.6)
    const much = await learned(step('regularisation', 'λ = 0.3'), 1000)
    for (const t of much.T) expect(Math.abs(t - 0.5)).toBeLessThan(0.05)
  })
})

describe('a later lesson keeps its word', () => {
  test('vanishing gradients: five layers of sigmoid stay at a coin’s cost, one learns, five of leaky ReLU learn', async () => {
    const deep = await learned(step('vanishing-gradients', 'Sigmoid, five layers'), 300)
    expect(deep.cost).toBeCloseTo(Math.log(2), 2)
    const shallow = await learned(step('vanishing-gradients', 'Sigmoid, one layer'), 300)
    expect(shallow.cost).toBeLessThan(0.45)
    const relu = await learned(step('vanishing-gradients', 'Leaky ReLU, five layers'), 300)
    expect(relu.cost).toBeLessThan(0.45)
  })

  test('vanishing gradients: the first layer’s are less than a hundredth of the last one’s', async () => {
    const settings = step('vanishing-gradients', 'Sigmoid, five layers')
    const problem = shapeProblem(settings)
    const network = networkOf(settings, problem)
    const parameters = initialParameters(network, settings.seed)
    const rules = { optimizer: optimizerOf(settings), l2: 0, batchSize: problem.trainingData.instances }
    const first = firstState(parameters)
    const learner = new Learner(on, network, problem.trainingData, rules, settings.seed, first)
    learner.advance('epoch')
    const { layers } = await learner.state()
    learner.free()
    const sizes = layers.map(({ W }, l) => {
      const before = first.layers[l]?.W ?? []
      return Math.sqrt(Array.from(W).reduce((sum, w, i) => sum + (w - (before[i] ?? 0)) ** 2, 0))
    })
    expect((sizes[0] ?? 1) / (sizes.at(-1) ?? 0)).toBeLessThan(1e-2)
  })

  test('batch size: many rough steps come further in as many epochs; single ones go up now and then', async () => {
    const all = await learned(step('batch-size', 'All instances'), 30)
    const some = await learned(step('batch-size', 'Batches of 16'), 30)
    const one = await learned(step('batch-size', 'One at a time'), 30)
    expect(some.cost).toBeLessThan(all.cost / 1.5)
    expect(all.rises).toBe(0)
    expect(one.rises).toBeGreaterThan(3)
  })

  test('momentum and Adam come further at the same rate', async () => {
    const plain = await learned(step('momentum-and-adam', 'Gradient descent'), 100)
    const withSpeed = await learned(step('momentum-and-adam', 'Momentum'), 100)
    const adam = await learned(step('momentum-and-adam', 'Adam'), 100)
    expect(withSpeed.cost).toBeLessThan(plain.cost / 1.5)
    expect(adam.cost).toBeLessThan(plain.cost / 1.5)
  })

  test('overfitting: thirty points are known by heart; more points, or fewer units, are not', async () => {
    const thirty = await learned(step('overfitting', 'Thirty points'), 300)
    expect(thirty.cost).toBeLessThan(0.1)
    expect(thirty.testCost).toBeGreaterThan(thirty.testCostBefore)
    const more = await learned(step('overfitting', 'More points'), 300)
    expect(more.testCost - more.cost).toBeLessThan((thirty.testCost - thirty.cost) / 4)
    const small = await learned(step('overfitting', 'A smaller network'), 300)
    expect(small.testCost).toBeLessThan(small.testCostBefore)
  })

  test('backpropagation: the error, times the weight that leads there, times the slope; and a unit that is off keeps its weights', async () => {
    const settings = step('backpropagation', 'One step')
    const problem = shapeProblem(settings)
    const { X, Y, instances } = problem.trainingData
    const network = networkOf(settings, problem)
    const first = initialParameters(network, settings.seed)
    const rules = { optimizer: optimizerOf(settings), l2: 0, batchSize: 1 }
    const learner = new Learner(on, network, problem.trainingData, rules, settings.seed, firstState(first))
    const order = permutation(generator(settings.seed, 'shuffle', 0), instances)
    const units = { off: 0, on: 0 }
    for (const instance of order.subarray(0, 20)) {
      const [hidden, output] = (await learner.state()).layers
      learner.advance('instance')
      const [hiddenAfter, outputAfter] = (await learner.state()).layers
      if (!hidden || !output || !hiddenAfter || !outputAfter) throw new Error('the lesson has two layers')
      const x = [X[2 * instance] ?? 0, X[2 * instance + 1] ?? 0]
      const z = [0, 1].map((unit) =>
        x.reduce((sum, each, input) => sum + each * (hidden.W[2 * input + unit] ?? 0), hidden.b[unit] ?? 0),
      )
      const scored = z.reduce(
        (sum, each, unit) => sum + Math.max(0, each) * (output.W[unit] ?? 0),
        output.b[0] ?? 0,
      )
      const error = 1 / (1 + Math.exp(-scored)) - (Y[instance] ?? 0)
      expect(outputAfter.b[0]).toBeCloseTo((output.b[0] ?? 0) - settings.learningRate * error, 5)
      for (const [unit, each] of z.entries()) {
        const share = error * (output.W[unit] ?? 0) * (each > 0 ? 1 : 0)
        expect(outputAfter.W[unit]).toBeCloseTo(
          (output.W[unit] ?? 0) - settings.learningRate * error * Math.max(0, each),
          5,
        )
        const weights = [0, 1].map((input) => [hidden.W, hiddenAfter.W].map((W) => W[2 * input + unit] ?? 0))
        for (const [input, [was = 0, is]] of weights.entries()) {
          expect(is).toBeCloseTo(was - settings.learningRate * share * (x[input] ?? 0), 5)
          if (each <= 0) expect(is).toBe(was)
          else expect(is).not.toBe(was)
        }
        if (each <= 0) expect(hiddenAfter.b[unit]).toBe(hidden.b[unit])
        units[each > 0 ? 'on' : 'off']++
      }
    }
    learner.free()
    expect(units.off).toBeGreaterThan(0)
    expect(units.on).toBeGreaterThan(0)
  })
})

describe('the lesson of broken gradients', () => {
  const run = async (mistake: Parameters<typeof broken>[1]) => {
    const settings = step('broken-gradients')
    const { trainingData, ...rest } = shapeProblem(settings)
    const network = networkOf(settings, { ...rest, trainingData })
    const parameters = initialParameters(network, settings.seed)
    return trainSideBySide(network, parameters, trainingData, settings, mistake)
  }

  test('without 1/m the cost leaps up and stays up', async () => {
    const { wrong } = await run('dropMean')
    expect(wrong.at(-1)).toBeGreaterThan(wrong[0] ?? 0)
  })

  test('with a flipped sign it climbs until the numbers end', async () => {
    const { wrong } = await run('flipSign')
    const finite = wrong.filter(Number.isFinite)
    expect(finite.length).toBeGreaterThan(10)
    expect(finite).toEqual(finite.toSorted((a, b) => a - b))
    expect(wrong.at(-1)).toBeNaN()
  })

  test('with W2 updated first it falls, and only the replayed step shows that lower layers move otherwise', async () => {
    const { wrong, firstStep } = await run('updateFirst')
    expect(wrong.at(-1)).toBeLessThan(wrong[0] ?? 0)
    const [top] = firstStep.slice(-2)
    expect(top?.difference).toBe(0)
    expect(firstStep[0]?.difference).toBeGreaterThan(1e-3)
  })
})

describe('the link of a lesson', () => {
  test.each(lessonNames)('%s brings back its settings and its view', (name) => {
    const view = { ...plainView, lesson: name, hidden: outlines[name].hidden }
    const link = `#${writePermalink(settingsOf(name))}&${writeView(view)}`
    expect(readPermalink(link)).toEqual({ settings: settingsOf(name), refused: [] })
    expect(readView(link).lesson).toBe(name)
    expect(new Set(readView(link).hidden)).toEqual(new Set(view.hidden))
  })

  test.each(lessonNames)('%s has the settings of every step by value', (name) => {
    let before = settingsOf(name)
    for (const [place, { settings }] of lessons[name].entries()) {
      const own = settingsOfStep(name, place + 1)
      expect(own).toEqual(settings ? { ...settingsOf(name), ...settings } : before)
      const link = spelledOut(`#lesson=${name}&step=${place + 1}`)
      expect(readPermalink(link)).toEqual({ settings: own, refused: [] })
      expect(readView(link)).toEqual({ ...plainView, lesson: name, step: place + 1 })
      before = own
    }
  })

  test('has its step where it is not the first, and ignores one that is none', () => {
    expect(writeView({ ...plainView, lesson: 'overfitting', step: 3 })).toBe('lesson=overfitting&step=3')
    expect(writeView({ ...plainView, lesson: 'overfitting' })).toBe('lesson=overfitting')
    expect(readView('lesson=overfitting').step).toBe(1)
    for (const step of ['0', '-1', '2.5', 'two', '', '10']) {
      expect(readView(`lesson=overfitting&step=${step}`).step).toBe(1)
    }
    expect(readView('step=3')).toEqual(plainView)
  })

  test('ignores a lesson and parts that it does not know', () => {
    expect(readView('#lesson=alchemy&hide=data-attic&lang=xx')).toEqual({ ...plainView, hidden: ['data'] })
    expect(readView(writeView({ ...plainView, hidden: parts })).hidden).toEqual(parts)
  })
})
