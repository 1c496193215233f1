import type { Activation, Backend, Network, Tensor } from '@leven/core'
import { openReference } from '@leven/core'
import { expect, test } from 'vitest'
import { nearest } from '../src/bounds/rounding.ts'
import { bounds, conform, type Matrix } from '../src/index.ts'
import { entry } from '../src/matrix.ts'
import { everyOperation, type Operation } from '../src/operation.ts'
import { Block } from './block.ts'
import { f, float32, type Mutation, openFloat32 } from './float32-backend.ts'

/** An honest backend, but for one element of one operation's results, which is `times` its bar away. */
function perturbed(target: Operation, times: number): Mutation {
  const names = [...Object.keys(target.outputs), ...Object.keys(target.plan.operands)]
  return {
    wrap(on) {
      // Operands in the order of the port: what the operation passes on to a backend that only records.
      const order: string[] = []
      const tokens = Object.fromEntries(names.map((name) => [name, { rows: 1, columns: 1 }]))
      const nameOf = (tensor: Tensor) => names.find((name) => entry(tokens, name) === tensor) ?? ''
      const record = (...operands: readonly unknown[]) => {
        for (const operand of operands.flat())
          if (operand && typeof operand === 'object' && 'rows' in operand)
            order.push(nameOf(operand as Tensor))
      }
      target.call({ ...on, [target.method]: record } satisfies Backend, tokens)

      const disturbing = (...operands: readonly unknown[]) => {
        const blocks = operands.flat().filter((operand) => operand instanceof Block)
        const before = Object.fromEntries(blocks.map((block, i) => [order[i] ?? '', copy(block)]))
        const method = on[target.method as 'dense'] as (...all: readonly unknown[]) => void
        method(...operands)
        // Other options of the same method, such as another activation, stay honest.
        if (blocks.length !== order.length || !operands.every(isOptionOf(target))) return
        const bars = Object.entries(target.bars(before, float32))
        for (const [name, bar] of bars) {
          const most = bar.length ? Array.from(bar).indexOf(Math.max(...Array.from(bar))) : -1
          const out = blocks[order.indexOf(name)]
          if (out && most >= 0) out.values[most] = f((out.values[most] ?? 0) + times * (bar[most] ?? 0))
        }
      }
      return { ...on, [target.method]: disturbing }
    },
  }
}

const copy = ({ rows, columns, values }: Block): Matrix => ({ rows, columns, values: values.slice() })

/** True of operands that are not a string, or the option that the operation's name ends with. */
const isOptionOf = (target: Operation) => (operand: unknown) =>
  typeof operand !== 'string' || target.name.split(' ')[1] === operand

// The bar of the copying output is 0: its own test is below.
const rounding = everyOperation.filter(({ name }) => name !== 'output identity')

test.each(rounding)('$name: one element eight bars away is rejected', async (operation) => {
  const options = { seed: 3, laws: [`${operation.name}: within its bar`] }
  const report = await conform('perturbed', () => openFloat32(perturbed(operation, 8)), options)
  expect(report.laws).toHaveLength(1)
  expect(report.passed).toBe(false)
})

test('output identity: any difference at all is rejected', async () => {
  const report = await conform(
    'perturbed',
    () =>
      openFloat32({
        kernels: {
          output: (T, Z, kind) =>
            T.fill((i, j) => (kind === 'identity' ? f(Z.at(i, j) * (1 + 2 ** -23)) : 0)),
        },
      }),
    { seed: 3, laws: ['output identity: within its bar'] },
  )
  expect(report.passed).toBe(false)
  expect(report.laws[0]?.failure?.bound).toBe(0)
})

test.each(rounding)(
  '$name: an honest float32 backend stays within its bar and comes near it',
  async (operation) => {
    const options = { seed: 4, runs: 60, laws: [`${operation.name}: within its bar`] }
    const report = await conform('float32', () => openFloat32(), options)
    const [law] = report.laws
    expect(law?.passed).toBe(true)
    expect(law?.worstRatio).toBeGreaterThan(0.02)
    expect(law?.worstRatio).toBeLessThanOrEqual(1)
    expect(law?.comparisons).toBeGreaterThan(0)
  },
)

/** Flushes what a GPU would: operands when they arrive, results when they are there. */
function flushing(on: Backend): Backend {
  const zero = (block: unknown) => {
    if (block instanceof Block)
      block.fill((i, j) => (Math.abs(block.at(i, j)) < 2 ** -126 ? 0 : block.at(i, j)))
  }
  const around =
    (method: keyof Backend) =>
    (...operands: readonly unknown[]) => {
      for (const operand of operands.flat()) zero(operand)
      const call = on[method] as (...all: readonly unknown[]) => unknown
      const result = call(...operands)
      for (const operand of operands.flat()) zero(operand)
      return result
    }
  const methods = [
    'write',
    'read',
    'gather',
    'dense',
    'output',
    'cost',
    'residual',
    'gradients',
    'backpropagate',
    'update',
  ] as const
  const info = { ...on.info, arithmetic: { ...float32, flushesSubnormals: true, underflow: 2 ** -126 } }
  return { ...on, info, ...Object.fromEntries(methods.map((method) => [method, around(method)])) }
}

test('a device that flushes subnormals conforms when it says so', async () => {
  const report = await conform('flushing', () => openFloat32({ wrap: flushing }), { seed: 5, runs: 30 })
  expect(report.laws.filter(({ passed }) => !passed)).toEqual([])
}, 240_000)

test('a device that flushes subnormals is rejected when it does not say so', async () => {
  const silent = (on: Backend) => ({ ...flushing(on), info: on.info })
  const report = await conform('silent', () => openFloat32({ wrap: silent }), {
    seed: 5,
    laws: ['output identity: within'],
  })
  expect(report.passed).toBe(false)
})

test('γ_k is k roundings, and infinite where they can lose everything', () => {
  expect(bounds.gamma(1, float32)).toBeCloseTo(2 ** -24, 12)
  expect(bounds.gamma(1000, float32)).toBeGreaterThan(1000 * 2 ** -24)
  expect(bounds.gamma(2 ** 24, float32)).toBe(Number.POSITIVE_INFINITY)
})

test('numbers are rounded to the format of the device: float64, float32 and 11 bits', () => {
  const third = 1 / 3
  expect(nearest({ ...float32, unitRoundoff: 2 ** -53 })(third)).toBe(third)
  expect(nearest(float32)(third)).toBe(Math.fround(third))
  expect(nearest({ ...float32, unitRoundoff: 2 ** -11 })(third)).toBe(Math.round(third * 2 ** 12) / 2 ** 12)
})

const activations: readonly Activation[] = ['identity', 'relu', 'leakyRelu', 'sigmoid', 'tanh']
const forwardCases = activations.flatMap((g) =>
  (['sigmoid', 'softmax', 'identity'] as const).map((output) => ({ g, output })),
)

test.each(forwardCases)(
  'the bar of a whole forward pass holds for $g and $output, and is no looser than a thousand roundings',
  async ({ g, output }) => {
    const network: Network = { sizes: [5, 7, 6, 3], activations: [g, g], output }
    const wave = (count: number, phase: number) =>
      Float32Array.from({ length: count }, (_, i) => Math.sin(phase + 1.7 * i))
    const parameters = network.sizes.slice(1).map((n, l) => ({
      W: wave(n * (network.sizes[l] ?? 0), l),
      b: wave(n, l + 0.5),
    }))
    const X = { rows: 5, columns: 9, values: wave(45, 3) }
    const predict = async (on: Backend) => {
      let input = on.tensor(X.rows, X.columns, X.values)
      for (const [l, { W, b }] of parameters.entries()) {
        const [n, k] = [b.length, W.length / b.length]
        const A = on.tensor(n, X.columns)
        on.dense(A, on.tensor(n, k, W), input, on.tensor(n, 1, b), network.activations[l] ?? 'identity')
        input = A
      }
      const T = on.tensor(input.rows, input.columns)
      on.output(T, input, output)
      return on.read(T)
    }
    const [got, truth] = [await predict(await openFloat32()), await predict(await openReference())]
    const bar = bounds.forward(network, parameters, X, bounds.againstReference(float32))
    expect(bar).toHaveLength(truth.length)
    for (const [i, t] of truth.entries()) {
      expect(Math.abs((got[i] ?? Number.NaN) - t)).toBeLessThanOrEqual(bar[i] ?? 0)
      expect(bar[i]).toBeLessThan(1000 * 2 ** -24 * Math.max(1, Math.abs(t)))
    }
  },
)
