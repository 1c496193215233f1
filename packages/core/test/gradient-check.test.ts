import {
  activationNames,
  type Backend,
  checked,
  gradientCheck,
  InvalidOptionError,
  initialParameters,
  network,
  openReference,
  outputNames,
} from '@leven/core'
import { describe, expect, test } from 'vitest'
import { problem } from './problem.ts'

/** Weights of every size and biases that are not zero, so that no term hides. */
const lively = (shape: Parameters<typeof initialParameters>[0], seed: number) =>
  initialParameters(shape, seed).map(({ W, b }, l) => ({ W, b: b.map((_, i) => (i - 1) / (l + 3)) }))

describe.each(outputNames)('every gradient of a network with output %s', (output) => {
  describe.each(activationNames)('and activation %s', (activation) => {
    test.each([0, 1, 2, 3])('with %d hidden layers agrees with central differences', async (depth) => {
      const shape = network({
        features: 3,
        hidden: [5, 4, 3].slice(0, depth),
        outputs: 3,
        activation,
        output,
      })
      const data = problem(shape, 12)
      const sampleWeights = Float64Array.from({ length: 12 }, (_, i) => (i % 4) / 2)
      const check = await gradientCheck(shape, lively(shape, 7), { ...data, sampleWeights }, { l2: 0.03 })
      expect(check.blocks.map(({ name }) => name)).toEqual(
        Array.from({ length: depth + 1 }, (_, l) => [`W${l + 1}`, `b${l + 1}`]).flat(),
      )
      expect(check.worst).toBeLessThan(1e-7)
      expect(check.blocks.every((block) => block.checked > 0)).toBe(true)
    })
  })
})

/** The reference with one operation broken; the check must see it. */
async function broken(change: (on: Backend) => Partial<Backend>): Promise<Backend> {
  const on = await openReference()
  return { ...on, ...change(on) }
}

const mistakes: Record<string, (on: Backend) => Partial<Backend>> = {
  'the 1/m is dropped': (on) => ({
    gradients: (dW, db, dZ, A) => {
      const sum = on.tensor(dZ.columns, 1)
      on.gradients(dW, db, dZ, A)
      on.free(sum)
      on.update(dW, dW, [], { kind: 'gradientDescent', learningRate: 1 - dZ.columns, l2: 0 })
    },
  }),
  'the residual changes its sign': (on) => ({ residual: (dZ, T, Y, s) => on.residual(dZ, Y, T, s) }),
  'the slope of the activation is forgotten': (on) => ({
    backpropagate: (dZ1, W2, dZ2, A1) => on.backpropagate(dZ1, W2, dZ2, A1, 'identity'),
  }),
  'the sample weights are forgotten': (on) => ({ residual: (dZ, T, Y) => on.residual(dZ, T, Y) }),
}

test.each(Object.keys(mistakes))('a gradient is found wrong where %s', async (name) => {
  const shape = network({ features: 3, hidden: [4] })
  const sampleWeights = Float64Array.from({ length: 12 }, (_, i) => 1 + (i % 3))
  const on = await broken(mistakes[name] ?? (() => ({})))
  const { worst } = await gradientCheck(
    shape,
    lively(shape, 3),
    { ...problem(shape, 12), sampleWeights },
    { on },
  )
  expect(worst).toBeGreaterThan(1e-2)
})

describe.each([10, 100, 1000, 30_000])('where features are %d times as large as scaled ones', (scale) => {
  const networks = activationNames.flatMap((activation) =>
    outputNames.map((output) => network({ features: 3, hidden: [4], outputs: 2, activation, output })),
  )
  const unscaled = (shape: (typeof networks)[number]) => {
    const data = problem(shape, 12)
    return { ...data, X: Float64Array.from(data.X, (x) => scale * x) }
  }
  /** As they are drawn, and as training would have made them for such features. */
  const parametersOf = (shape: (typeof networks)[number]) =>
    [1, scale].map((divisor) =>
      lively(shape, 3).map(({ W, b }, l) => ({ W: l === 0 ? W.map((w) => w / divisor) : W, b })),
    )

  test('right gradients agree', async () => {
    for (const shape of networks) {
      for (const parameters of parametersOf(shape))
        expect((await gradientCheck(shape, parameters, unscaled(shape))).worst).toBeLessThan(1e-7)
    }
  })

  test('one that is a thousandth too large does not', async () => {
    const on = await broken((on) => ({
      gradients: (dW, db, dZ, A) => {
        on.gradients(dW, db, dZ, A)
        for (const P of [dW, db])
          on.update(P, P, [], { kind: 'gradientDescent', learningRate: -0.001, l2: 0 })
      },
    }))
    for (const shape of networks) {
      for (const parameters of parametersOf(shape))
        expect((await gradientCheck(shape, parameters, unscaled(shape), { on })).worst).toBeGreaterThan(1e-4)
    }
  })
})

test('a parameter at a kink of ReLU is left out and counted, not compared', async () => {
  const shape = network({ features: 1, hidden: [1] })
  const parameters = [
    { W: Float64Array.of(1), b: Float64Array.of(-1) }, // z = x − 1 is 0 at x = 1
    { W: Float64Array.of(1), b: Float64Array.of(0) },
  ]
  const data = { instances: 2, X: Float64Array.of(1, 3), Y: Float64Array.of(0, 1) }
  const { blocks, worst } = await gradientCheck(shape, parameters, data)
  expect(blocks.map(({ name, checked, kinks }) => [name, checked, kinks])).toEqual([
    ['W1', 0, 1],
    ['b1', 0, 1],
    ['W2', 1, 0],
    ['b2', 1, 0],
  ])
  expect(worst).toBeLessThan(1e-9)
})

test('both sides zero is agreement', async () => {
  const shape = network({ features: 1, hidden: [1] })
  const dead = [
    { W: Float64Array.of(1), b: Float64Array.of(-10) },
    { W: Float64Array.of(1), b: Float64Array.of(0) },
  ]
  const { blocks } = await gradientCheck(shape, dead, {
    instances: 1,
    X: Float64Array.of(1),
    Y: Float64Array.of(0),
  })
  expect(blocks[0]?.relativeDifference).toBe(0)
})

test('the parameters are put back, and nothing stays on the device', async () => {
  const on = checked(await openReference())
  const shape = network({ features: 2, hidden: [3] })
  await gradientCheck(shape, lively(shape, 1), problem(shape, 5), { on })
  expect(on.liveBytes()).toBe(0)
})

test('a float32 backend is refused: it has no room for a difference quotient', async () => {
  const on = await openReference()
  const coarse = {
    ...on,
    info: { ...on.info, arithmetic: { ...on.info.arithmetic, unitRoundoff: 2 ** -24 } },
  }
  const shape = network({ features: 2 })
  await expect(gradientCheck(shape, lively(shape, 1), problem(shape, 5), { on: coarse })).rejects.toThrow(
    InvalidOptionError,
  )
})

test('signals and timers have their turn while many parameters are checked', async () => {
  const shape = network({ features: 12, hidden: [12], outputs: 1, activation: 'tanh', output: 'sigmoid' })
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  await gradientCheck(shape, initialParameters(shape, 0), problem(shape, 80))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(0)
})
