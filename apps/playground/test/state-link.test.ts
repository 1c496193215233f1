import { openCpuBackend } from '@leven/backend-cpu'
import {
  adam,
  gradientDescent,
  initialParameters,
  momentCount,
  momentum,
  network,
  openReference,
} from '@leven/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { firstState, Learner, type LearnerState } from '../src/learner/learner.ts'
import { readState, writeState } from '../src/learner/state-link.ts'
import { defaultSettings, networkOf, optimizerOf, type Settings } from '../src/settings/settings.ts'

const optimizers = [
  gradientDescent({ learningRate: 0.1 }),
  momentum({ learningRate: 0.1 }),
  adam({ learningRate: 0.1 }),
]

const share = fc.double({ min: 0, max: 1, noNaN: true })

/** A state of any network of the page, as float32 or as float64 numbers. */
const cases = fc
  .record({
    hidden: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }),
    features: fc.integer({ min: 1, max: 12 }),
    optimizer: fc.constantFrom(...optimizers),
    single: fc.boolean(),
    epoch: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    seen: fc.integer({ min: 0, max: 99 }),
  })
  .chain(({ hidden, features, optimizer, single, epoch, seen }) => {
    const made = network({ features, hidden, outputs: 1, output: 'sigmoid', activation: 'relu' })
    const number = single
      ? fc.float({ noNaN: true, noDefaultInfinity: true })
      : fc.double({ noNaN: true, noDefaultInfinity: true })
    const values = (length: number) =>
      fc
        .array(number, { minLength: length, maxLength: length })
        .map((numbers) => (single ? Float32Array.from(numbers) : Float64Array.from(numbers)))
    const several = (length: number) =>
      fc.tuple(...Array.from({ length: momentCount(optimizer) }, () => values(length)))
    const layers = made.sizes.slice(1).map((rows, l) => {
      const weights = rows * (made.sizes[l] ?? 0)
      return fc.record({
        W: values(weights),
        b: values(rows),
        momentsOfW: several(weights),
        momentsOfB: several(rows),
      })
    })
    const products = fc.record({ beta1: share, beta2: share })
    return fc.tuple(...layers).chain((drawn) =>
      products.map((of): { made: typeof made; optimizer: typeof optimizer; state: LearnerState } => ({
        made,
        optimizer,
        state: { epoch, seen, layers: drawn, products: of },
      })),
    )
  })

/** Every number of a state, whatever array it stands in. */
function numbersOf({ epoch, seen, layers, products }: LearnerState): unknown {
  const all = layers.map(({ W, b, momentsOfW, momentsOfB }) =>
    [W, b, ...momentsOfW, ...momentsOfB].map((values) => Array.from(values)),
  )
  return { epoch, seen, products, all }
}

describe('a state in a link', () => {
  test('comes back to the last bit, in letters that a link may hold', () => {
    fc.assert(
      fc.property(cases, ({ made, optimizer, state }) => {
        const text = writeState(state)
        expect(text).toMatch(/^[\w-]+$/)
        const read = readState(text, made, optimizer, 100)
        expect(read && numbersOf(read)).toEqual(numbersOf(state))
      }),
    )
  })

  test('of another network or optimizer, cut off, or of any text at all, is none', () => {
    const other = network({ features: 2, hidden: [3], outputs: 1, output: 'sigmoid', activation: 'relu' })
    fc.assert(
      fc.property(cases, fc.string(), ({ made, optimizer, state }, text) => {
        const written = writeState(state)
        fc.pre(made.sizes.join() !== other.sizes.join())
        expect(readState(written.slice(0, -2), made, optimizer, 100)).toBeUndefined()
        expect(readState(written, made, optimizer, state.seen)).toBeUndefined()
        expect(readState(text, made, optimizer, 100)).toBeUndefined()
        for (const another of optimizers) {
          if (momentCount(another) === momentCount(optimizer)) continue
          expect(readState(written, made, another, 100)).toBeUndefined()
        }
      }),
    )
  })

  test('with a number that is not finite is none', () => {
    const made = network({ features: 1, hidden: [], outputs: 1, output: 'sigmoid', activation: 'relu' })
    const state = firstState([{ W: Float32Array.of(Number.NaN), b: Float32Array.of(0) }])
    const [optimizer] = optimizers
    expect(optimizer && readState(writeState(state), made, optimizer, 100)).toBeUndefined()
  })

  test.each<Partial<Settings>>([
    { optimizer: 'adam', learningRate: 0.01, batchSize: 16 },
    { optimizer: 'momentum', learningRate: 0.03 },
  ])('goes on to the same bits as the run it was taken from: %j', async (part) => {
    const settings = { ...defaultSettings, size: 60, ...part }
    const problem = shapeProblem(settings)
    const made = networkOf(settings, problem)
    const { instances } = problem.trainingData
    const optimizer = optimizerOf(settings)
    const rules = { optimizer, l2: settings.l2, batchSize: settings.batchSize || instances }
    for (const on of [await openCpuBackend(), await openReference()]) {
      const begin = (state: LearnerState) =>
        new Learner(on, made, problem.trainingData, rules, settings.seed, state)
      const whole = begin(firstState(initialParameters(made, settings.seed)))
      for (let i = 0; i < 5; i++) whole.advance('batch')
      const read = readState(writeState(await whole.state()), made, optimizer, instances)
      if (!read) throw new Error('The state was not read.')
      const resumed = begin(read)
      for (let i = 0; i < 7; i++) for (const learner of [whole, resumed]) learner.advance('batch')
      expect(await resumed.state()).toEqual(await whole.state())
    }
  })
})
