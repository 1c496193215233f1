import type { UpdateRule } from '@leven/core'
import { f, honestKernels, type Kernels } from '../float32-backend.ts'
import type { StateMutant } from './memory-mutants.ts'
import { type Computing, computing, spoiled } from './operation-faults.ts'

const honest: Kernels = honestKernels(() => honest)

/** An operation whose results go through a function. */
const through = (
  operation: Computing,
  what: string,
  change: (value: number) => number,
  laws = 'limits',
): StateMutant => ({
  name: `${what} in ${operation}`,
  group: 'limits',
  laws,
  mutation: () => ({
    kernels: spoiled(operation, ({ outputs }) => {
      for (const out of outputs) out.fill((i, j) => change(out.at(i, j)))
    }),
  }),
})

const largest = (2 - 2 ** -23) * 2 ** 127

const swallowing: readonly StateMutant[] = [
  ...computing.map((operation) => through(operation, 'takes NaN for 0', (v) => (Number.isNaN(v) ? 0 : v))),
  ...computing
    .filter((operation) => operation !== 'output')
    .map((operation) =>
      through(operation, 'clips what overflows', (v) => Math.max(-largest, Math.min(largest, v))),
    ),
  ...(['dense', 'residual', 'backpropagate', 'update'] as const).map((operation) =>
    through(operation, 'is infinite too soon', (v) => (Math.abs(v) > 2 ** 112 ? v * 2 ** 20 : v)),
  ),
  ...(['dense', 'residual', 'backpropagate', 'update', 'output'] as const).map((operation) =>
    through(operation, 'flushes subnormals without saying so', (v) => (Math.abs(v) < 2 ** -126 ? 0 : v)),
  ),
]

/** A float32 number moved by some units in the last place, away from zero. */
function moved(value: number, ulps: number): number {
  const bits = new Int32Array(Float32Array.of(value).buffer)
  if (value !== 0 && Number.isFinite(value)) bits[0] = (bits[0] ?? 0) + ulps
  return new Float32Array(bits.buffer)[0] ?? value
}

/** Too small for any bar that grows with the number of terms. */
const biases: readonly StateMutant[] = [
  ...(['sigmoid', 'softmax', 'identity'] as const).flatMap((kind): StateMutant[] =>
    [1, 2, -2].map((ulps) => ({
      name: `is off by ${ulps} units in the last place in cost ${kind}`,
      group: 'limits',
      laws: `exact: cost ${kind}`,
      mutation: () => ({
        kernels: {
          cost(J, Z, Y, of, s) {
            honest.cost(J, Z, Y, of, s)
            if (of === kind) J.fill((i, j) => moved(J.at(i, j), ulps))
          },
        },
      }),
    })),
  ),
  ...(['dense', 'gradients', 'backpropagate', 'residual', 'update'] as const).map((operation) =>
    through(operation, 'is off by 2 units in the last place', (v) => moved(v, 2), operation),
  ),
  ...(['sigmoid', 'tanh'] as const).map(
    (g): StateMutant => ({
      name: `is off by 2 units in the last place in backpropagate ${g}`,
      group: 'limits',
      laws: `backpropagate ${g}`,
      mutation: () => ({
        kernels: {
          backpropagate(dZ1, W2, dZ2, A1, of) {
            honest.backpropagate(dZ1, W2, dZ2, A1, of)
            if (of === g) dZ1.fill((i, j) => moved(dZ1.at(i, j), 2))
          },
        },
      }),
    }),
  ),
]

/** `update` with other settings than it was given. */
const setting = (name: string, change: (rule: UpdateRule) => UpdateRule): StateMutant => ({
  name,
  group: 'settings',
  laws: 'update',
  mutation: () => ({
    kernels: { update: (P, dP, moments, rule) => honest.update(P, dP, moments, change(rule)) },
  }),
})
const clip = (least: number, most: number, value: number) => Math.min(most, Math.max(least, value))

const settings: readonly StateMutant[] = [
  setting('clips learning rates at 1', (rule) => ({ ...rule, learningRate: clip(0, 1, rule.learningRate) })),
  setting('clips learning rates at 1e-6', (rule) => ({
    ...rule,
    learningRate: clip(1e-6, 1e9, rule.learningRate),
  })),
  setting('clips l2 at 10', (rule) => ({ ...rule, l2: clip(0, 10, rule.l2) })),
  setting('takes a small l2 for none', (rule) => ({ ...rule, l2: rule.l2 < 1e-3 ? 0 : rule.l2 })),
  setting('clips the momentum at 0.99', (rule) =>
    rule.kind === 'momentum' ? { ...rule, momentum: clip(0, 0.99, rule.momentum) } : rule,
  ),
  setting('clips epsilon at 1e-6', (rule) =>
    rule.kind === 'adam' ? { ...rule, epsilon: clip(1e-6, 1e9, rule.epsilon) } : rule,
  ),
  setting('clips epsilon at 1', (rule) =>
    rule.kind === 'adam' ? { ...rule, epsilon: clip(0, 1, rule.epsilon) } : rule,
  ),
  setting('clips beta2 at 0.999', (rule) =>
    rule.kind === 'adam' ? { ...rule, beta2: clip(0, 0.999, rule.beta2) } : rule,
  ),
  setting('corrects no more after many steps', (rule) =>
    rule.kind === 'adam' && rule.correction2 > 0.9 ? { ...rule, correction2: 1 } : rule,
  ),
]

/** dense whose activation is off in a piece of the line. */
const piece = (
  name: string,
  g: 'sigmoid' | 'tanh',
  holds: (z: number) => boolean,
  off: (a: number, z: number) => number,
): StateMutant => ({
  name: `${name} in ${g}`,
  group: 'functions',
  laws: 'functions',
  mutation: () => ({
    kernels: {
      activate: (kind, z) => {
        const a = honest.activate(kind, z)
        return kind === g && holds(z) ? f(off(a, z)) : a
      },
    },
  }),
})
const between = (least: number, most: number) => (z: number) => z >= least && z < most

const functions: readonly StateMutant[] = (['sigmoid', 'tanh'] as const).flatMap((g) => [
  piece('is 8 ulp off from 1 to 1.02', g, between(1, 1.02), (a) => a * (1 + 2 ** -20)),
  piece('is 8 ulp off from -3.5 to -3.48', g, between(-3.5, -3.48), (a) => a * (1 + 2 ** -20)),
  piece(
    'is a straight line below 2^-5',
    g,
    (z) => Math.abs(z) < 2 ** -5,
    (_, z) => (g === 'tanh' ? z : 0.5 + z / 4),
  ),
  piece(
    'is 0 beyond -80',
    g,
    (z) => z < -80,
    () => (g === 'tanh' ? -1 + 2 ** -20 : 2 ** -110),
  ),
  piece(
    'is wrong in one binade',
    g,
    (z) => Math.abs(z) >= 2 ** -40 && Math.abs(z) < 2 ** -39,
    (a) => (a === 0 ? 0 : a * (1 + 2 ** -19)),
  ),
  piece(
    'is less than one at the end',
    g,
    (z) => z > 2 ** 100,
    (a) => a - 2 ** -20,
  ),
])

/** cost of sigmoid in which each loss is off by so many units in the last place. */
const biasedLoss = (units: number): StateMutant => ({
  name: `adds ${units} ulp to each loss`,
  group: 'functions',
  laws: 'cost',
  mutation: () => ({
    kernels: {
      cost(J, Z, Y, kind, s) {
        honest.cost(J, Z, Y, kind, s)
        J.fill((i, j) => f(J.at(i, j) * (1 + units * 2 ** -23)))
      },
    },
  }),
})

/** Faults at the ends of a format, at the ends of the settings, and in pieces of the functions. */
export const limitMutants: readonly StateMutant[] = [
  ...swallowing,
  ...biases,
  ...settings,
  ...functions,
  ...[16, 64].map(biasedLoss),
]
