import {
  activate,
  activationNames,
  checkNetwork,
  generator,
  InvalidDataError,
  InvalidOptionError,
  initialParameters,
  layerShapes,
  loss,
  network,
  openPredictor,
  openReference,
  permutation,
  predict,
  scheduledRate,
  slope,
} from '@leven/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problem } from './problem.ts'

describe('network', () => {
  test("is the notes' by default: one hidden ReLU layer and a sigmoid output", () => {
    expect(network({ features: 30 })).toEqual({
      sizes: [30, 16, 1],
      activations: ['relu'],
      output: 'sigmoid',
    })
  })

  test('has any depth, none included', () => {
    expect(network({ features: 3, hidden: [] })).toEqual({
      sizes: [3, 1],
      activations: [],
      output: 'sigmoid',
    })
    expect(layerShapes(network({ features: 3, hidden: [4, 5], activation: ['tanh', 'relu'] }))).toEqual([
      { inputs: 3, units: 4, activation: 'tanh' },
      { inputs: 4, units: 5, activation: 'relu' },
      { inputs: 5, units: 1, activation: 'identity' },
    ])
  })

  test.each([
    ['sizes 0-16-1', { features: 0 }],
    ['sizes 2-1.5-1', { features: 2, hidden: [1.5] }],
    ['2 activations for 1 hidden layers', { features: 2, activation: ['relu', 'relu'] as const }],
    ['softmax over one output', { features: 2, output: 'softmax' as const }],
  ])('is refused where it cannot be built: %s', (message, options) => {
    expect(() => network(options)).toThrow(InvalidOptionError)
    expect(() => network(options)).toThrow(message)
  })

  test('from a file is checked for names it does not know', () => {
    const read = (text: string) => JSON.parse(text)
    expect(() => checkNetwork(read('{"sizes":[1,1,1],"activations":["gelu"],"output":"sigmoid"}'))).toThrow(
      'no activation gelu',
    )
    expect(() => checkNetwork(read('{"sizes":[1,1],"activations":[],"output":"exp"}'))).toThrow(
      'no output exp',
    )
    expect(() => checkNetwork(read('{"sizes":[1],"activations":[],"output":"sigmoid"}'))).toThrow(
      'cannot be built',
    )
  })
})

describe('activations and their slopes', () => {
  test.each(activationNames)('%s: the slope taken from A is the derivative', (g) => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (z) => {
        const h = 1e-6
        fc.pre(Math.abs(z) > 2 * h)
        const numeric = (activate(g, z + h) - activate(g, z - h)) / (2 * h)
        expect(slope(g, activate(g, z))).toBeCloseTo(numeric, 6)
      }),
    )
  })

  test('ReLU′(0) = 0', () => {
    expect(slope('relu', activate('relu', 0))).toBe(0)
  })

  test('leakyRelu has slope 0.01 below zero', () => {
    expect(activate('leakyRelu', -2)).toBe(-0.02)
    expect(slope('leakyRelu', -0.02)).toBe(0.01)
  })
})

describe('loss (5)', () => {
  test('is −y log t − (1 − y) log(1 − t)', () => {
    const t = activate('sigmoid', 0.7)
    expect(loss('sigmoid', [0.7], [1])).toBeCloseTo(-Math.log(t), 14)
    expect(loss('sigmoid', [0.7], [0])).toBeCloseTo(-Math.log(1 - t), 14)
    expect(loss('sigmoid', [0.7], [0.3])).toBeCloseTo(-0.3 * Math.log(t) - 0.7 * Math.log(1 - t), 14)
  })

  test('never overflows: wrong and sure costs as much as the logit', () => {
    expect(loss('sigmoid', [1e4], [0])).toBe(1e4)
    expect(loss('sigmoid', [-1e4], [0])).toBe(0)
    expect(loss('softmax', [1e4, -1e4], [0, 1])).toBe(2e4)
  })

  test('of softmax over two classes is that of a sigmoid of the difference', () => {
    expect(loss('softmax', [1.5, 0.2], [1, 0])).toBeCloseTo(loss('sigmoid', [1.3], [1]), 14)
  })
})

describe('initial parameters', () => {
  test('have zero biases and weights within the limit of He or Glorot', () => {
    const [first, second] = initialParameters(network({ features: 6, hidden: [50] }), 1)
    expect(first?.b.every((b) => b === 0)).toBe(true)
    expect(Math.max(...(first?.W.map(Math.abs) ?? []))).toBeLessThanOrEqual(1)
    expect(Math.max(...(first?.W.map(Math.abs) ?? []))).toBeGreaterThan(0.95)
    expect(Math.max(...(second?.W.map(Math.abs) ?? []))).toBeLessThanOrEqual(Math.sqrt(6 / 51))
    const [glorot] = initialParameters(network({ features: 6, hidden: [50] }), 1, 'glorot')
    expect(Math.max(...(glorot?.W.map(Math.abs) ?? []))).toBeLessThanOrEqual(Math.sqrt(6 / 56))
  })

  test('of one seed are one network, of another seed another', () => {
    const shape = network({ features: 2 })
    expect(initialParameters(shape, 9)).toEqual(initialParameters(shape, 9))
    expect(initialParameters(shape, 9)).not.toEqual(initialParameters(shape, 10))
  })
})

describe('random', () => {
  test('a permutation holds every index once', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(), (count, seed) => {
        const order = permutation(generator(seed, 'shuffle', 1), count)
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i))
      }),
    )
  })

  test('every order is as likely as any other', () => {
    const counts = new Map<string, number>()
    for (let seed = 0; seed < 6000; seed++) {
      const order = String(permutation(generator(seed, 'shuffle'), 3))
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150) // five deviations of 29
  })

  test('purposes and indices have streams of their own', () => {
    const draws = [
      generator(1, 'parameters').next(),
      generator(1, 'split').next(),
      generator(1, 'shuffle').next(),
      generator(1, 'shuffle', 1).next(),
      generator(2, 'shuffle').next(),
    ]
    expect(new Set(draws).size).toBe(draws.length)
  })

  test('the numbers of a seed never change: saved runs depend on them', () => {
    expect([...permutation(generator(0, 'shuffle', 0), 8)]).toMatchInlineSnapshot(`
      [
        0,
        2,
        5,
        6,
        3,
        4,
        1,
        7,
      ]
    `)
  })
})

describe('learning-rate schedules', () => {
  test('constant', () => {
    expect(scheduledRate({ kind: 'constant' }, 0.3, 7, 10)).toBe(0.3)
  })

  test('step multiplies every so many epochs', () => {
    const rates = [0, 1, 2, 3, 4, 5].map((epoch) =>
      scheduledRate({ kind: 'step', every: 2, factor: 0.5 }, 1, epoch, 6),
    )
    expect(rates).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25])
  })

  test('cosine follows the cosine to 1e-14', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(1000), (epochs, epoch) => {
        fc.pre(epoch <= epochs)
        const want = 0.2 + (0.8 * (1 + Math.cos((Math.PI * epoch) / epochs))) / 2
        expect(Math.abs(scheduledRate({ kind: 'cosine', final: 0.2 }, 1, epoch, epochs) - want)).toBeLessThan(
          1e-14,
        )
      }),
    )
  })
})

describe('predictions', () => {
  const shape = network({ features: 3, hidden: [4], outputs: 2 })
  const parameters = initialParameters(shape, 0)
  const data = problem(shape, 2500)

  test('in chunks are those of every instance alone', async () => {
    const on = await openReference()
    const all = await predict(on, shape, parameters, data.X, 2500)
    for (const i of [0, 1023, 1024, 2047, 2048, 2499]) {
      const one = await predict(on, shape, parameters, data.X.subarray(3 * i, 3 * i + 3), 1)
      expect([...all.subarray(2 * i, 2 * i + 2)]).toEqual([...one])
    }
    expect(on.liveBytes()).toBe(0)
  })

  test('of one predictor wait for each other', async () => {
    const on = await openReference()
    const predictor = openPredictor(on, shape, parameters)
    const sizes = [1, 7, 1500, 7, 1]
    const together = await Promise.all(
      sizes.map((size) => predictor.predict(data.X.subarray(0, 3 * size), size)),
    )
    const alone = await predict(on, shape, parameters, data.X, 2500)
    for (const T of together) expect([...T]).toEqual([...alone.subarray(0, T.length)])
    predictor.close()
    expect(on.liveBytes()).toBe(0)
  })

  test('of other sizes or numbers that are not finite are refused', async () => {
    const on = await openReference()
    await expect(predict(on, shape, parameters, data.X, 5)).rejects.toThrow(InvalidDataError)
    await expect(predict(on, shape, parameters, Float64Array.of(1, 2, Number.NaN), 1)).rejects.toThrow(
      'X is NaN in row 2 of instance 0.',
    )
    await expect(predict(on, shape, parameters.slice(1), data.X, 2500)).rejects.toThrow(InvalidOptionError)
  })

  test('of no instances are none', async () => {
    expect(await predict(await openReference(), shape, parameters, Float64Array.of(), 0)).toHaveLength(0)
  })
})
