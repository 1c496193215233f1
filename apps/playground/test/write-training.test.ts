import { initialParameters, openReference } from '@leven/core'
import { expose } from 'comlink'
import { describe, expect, test } from 'vitest'
import { forTraining } from '../src/data/problem.ts'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { firstState, Learner } from '../src/learner/learner.ts'
import { type Code, solutions } from '../src/own-code/exercises.ts'
import { changesForNotes } from '../src/own-code/notes-network.ts'
import { Practice } from '../src/own-code/practice.ts'
import { SandboxedDesk } from '../src/own-code/sandboxed-desk.ts'
import { defaultSettings, networkOf, optimizerOf, type Settings } from '../src/settings/settings.ts'
import { englishFaultWords } from '../src/texts/fault-words.ts'
import { inWords } from '../src/texts/said.ts'
import type { Fault, Frame } from '../src/training/frame.ts'
import { Run } from '../src/training/run.ts'
import { follow } from './follow.ts'

const notes: Settings = { ...defaultSettings, size: 60, testShare: 0.5, hidden: [4] }

/** A fault as the page shows it. */
function said(fault: Fault | undefined): string {
  return inWords(englishFaultWords, [...(fault?.message ?? []), ...(fault?.remedy ?? [])])
}

function parts(part: Partial<Settings>) {
  const settings = { ...notes, ...part }
  const problem = forTraining(shapeProblem(settings))
  const network = networkOf(settings, problem)
  return { settings, problem, network, first: firstState(initialParameters(network, settings.seed)) }
}

describe('practice', () => {
  test.each<Partial<Settings>>([
    {},
    { batchSize: 8 },
    { batchSize: 7, shape: 'pinwheel' },
    { shape: 'saddle', batchSize: 16, learningRate: 0.03 },
    { hidden: [4, 2] },
    { hidden: [3, 5, 4, 2], batchSize: 9, shape: 'pinwheel' },
  ])('with right code reaches what core reaches: %j', async (part) => {
    const { settings, problem, network, first } = parts(part)
    const batchSize = settings.batchSize || problem.trainingData.instances
    const rules = { optimizer: optimizerOf(settings), l2: 0, batchSize }
    const on = await openReference()
    const learner = new Learner(on, network, problem.trainingData, rules, settings.seed, first)
    const { sizes, output } = network
    const { learningRate, seed } = settings
    const data = problem.trainingData
    const practice = new Practice({ code: solutions, sizes, output, data, learningRate, batchSize, seed })
    let state = first
    for (const kind of ['instance', 'batch', 'epoch', 'epoch', 'batch'] as const) {
      learner.advance(kind)
      state = practice.advance(state, { kind, most: 1, milliseconds: 1000 }).state
    }
    const expected = await learner.state()
    expect([state.epoch, state.seen]).toEqual([expected.epoch, expected.seen])
    for (const [l, layer] of expected.layers.entries()) {
      for (const [i, w] of layer.W.entries()) expect(state.layers[l]?.W[i]).toBeCloseTo(w, 12)
      for (const [i, b] of layer.b.entries()) expect(state.layers[l]?.b[i]).toBeCloseTo(b, 12)
    }
  })

  test('takes as many steps as it is told, or as the time allows', () => {
    const { problem, network, first } = parts({})
    const { sizes, output } = network
    const lesson = { sizes, output, data: problem.trainingData, learningRate: 0.3, batchSize: 30, seed: 1 }
    const practice = new Practice({ ...lesson, code: solutions })
    expect(practice.advance(first, { kind: 'batch', most: 5, milliseconds: 10_000 }).steps).toBe(5)
    expect(practice.advance(first, { kind: 'batch', most: 1e9, milliseconds: 0 }).steps).toBe(1)
  })
})

/** A run whose newest frame can be asked for, and a sandbox that the code of a test runs in. */
async function running(part: Partial<Settings> = {}) {
  const run = new Run()
  const seen: { frame?: Frame } = {}
  const { settings, problem } = parts(part)
  void follow(run, (frame) => {
    seen.frame = frame
  })
  const frame = (): Frame => {
    if (!seen.frame) throw new Error('No frame was made.')
    return seen.frame
  }
  const { hidden, activation, seed, optimizer, learningRate, l2, batchSize } = settings
  const learning = { optimizer, learningRate, l2, batchSize }
  await run.setUp({ problem, network: { hidden, activation, seed }, learning })
  const ports: MessagePort[] = []
  const stepWith = async (code: Code) => {
    const { port1, port2 } = new MessageChannel()
    ports.push(port1, port2)
    expose(new SandboxedDesk(), port2)
    await run.stepWith(code, port1)
  }
  const close = async () => {
    await run.pause()
    for (const port of ports) port.close()
  }
  return { run, frame, stepWith, close, learning }
}

const { update } = solutions
const slower: Code = { ...solutions, update: update.replace('scale(alpha, dW2)', 'scale(0, dW2)') }

describe('a run by the learner’s own code', () => {
  test('takes the steps that the code says, and core’s again when it is told', async () => {
    const { run, frame, stepWith, close } = await running()
    const W2 = () => frame().parameters[1]?.W
    const first = W2()
    await stepWith(slower)
    expect(frame().steppedBy).toBe('own code')
    await run.step('epoch')
    expect(frame().epoch).toBe(1)
    expect(W2()).toEqual(first)
    expect(frame().training.cost).not.toBe(frame().curve.cost[0])
    await run.stepAlone()
    expect(frame().steppedBy).toBe('core')
    await run.step('epoch')
    expect(W2()).not.toEqual(first)
    expect(frame().epoch).toBe(2)
    await close()
  })

  test('plays as any run does, and learns', async () => {
    const { run, frame, stepWith, close } = await running()
    const first = frame().training.cost
    await stepWith(solutions)
    await run.play('full')
    await expect.poll(() => frame().epoch, { timeout: 15_000 }).toBeGreaterThan(50)
    await run.pause()
    expect(frame().training.cost).toBeLessThan(first)
    expect(frame().fault).toBeUndefined()
    expect(frame().steppedBy).toBe('own code')
    await close()
  })

  test('goes on with core’s code where the learner’s breaks off', async () => {
    const { run, frame, stepWith, close } = await running({ batchSize: 10 })
    const throws = {
      ...solutions,
      gradients: solutions.gradients.replace('const m', "throw new Error('no')\n  const m"),
    }
    await stepWith(throws)
    await run.play('full')
    await expect.poll(() => frame().epoch, { timeout: 15_000 }).toBeGreaterThan(5)
    expect(frame().playing).toBe(true)
    expect(frame().steppedBy).toBe('core')
    expect(said(frame().fault)).toMatch(/^Your gradients stopped at line 4: Error: no /)
    expect(said(frame().fault)).toContain('Core’s code goes on')
    await close()
  })

  test.each<{ what: string; part: Partial<Settings>; says: string }>([
    { what: 'no hidden layer', part: { hidden: [] }, says: 'hidden layers of ReLU' },
    { what: 'another activation', part: { activation: 'tanh' }, says: 'hidden layers of ReLU' },
    { what: 'another optimizer', part: { optimizer: 'adam' }, says: 'plain gradient descent' },
    { what: 'L2', part: { l2: 0.1 }, says: 'plain gradient descent' },
  ])('does not begin with $what, and the changes it needs are known', async ({ part, says }) => {
    const { frame, stepWith, close } = await running(part)
    await stepWith(solutions)
    expect(frame().steppedBy).toBe('core')
    expect(said(frame().fault)).toContain(says)
    await close()
    const { settings } = parts(part)
    const mended = await running({ ...part, ...changesForNotes(settings) })
    await mended.stepWith(solutions)
    expect(mended.frame().steppedBy).toBe('own code')
    await mended.close()
  })

  test('ends where another way of learning is chosen', async () => {
    const { run, frame, stepWith, learning, close } = await running()
    await stepWith(solutions)
    await run.learnBy({ ...learning, learningRate: 0.1 })
    expect(frame().steppedBy).toBe('own code')
    await run.learnBy({ ...learning, optimizer: 'momentum' })
    expect(frame().steppedBy).toBe('core')
    expect(said(frame().fault)).toContain('plain gradient descent')
    await close()
  })

  test('says so where the sandbox does not answer', async () => {
    const { run, frame, close } = await running()
    const { port1, port2 } = new MessageChannel()
    await run.stepWith(solutions, port1)
    expect(frame().steppedBy).toBe('core')
    expect(said(frame().fault)).toContain('took longer than 2 seconds')
    port2.close()
    await close()
  })
})
