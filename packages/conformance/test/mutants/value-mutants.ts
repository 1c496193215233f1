import type { UpdateRule } from '@leven/core'
import type { Block } from '../block.ts'
import {
  decay,
  f,
  honestKernels,
  honestMemory,
  type Kernels,
  type Mutation,
  sum,
} from '../float32-backend.ts'
import type { StateMutant } from './memory-mutants.ts'
import { type Computing, spoiled } from './operation-faults.ts'

type Plain = Omit<StateMutant, 'group'>

const honest: Kernels = honestKernels(() => honest)
const kernels = (overridden: Partial<Kernels>) => (): Mutation => ({ kernels: overridden })

/** An operation whose results go through a function. */
const through = (
  operation: Computing,
  what: string,
  change: (value: number) => number,
  laws = 'limits',
): Plain => ({
  name: `${what} in ${operation}`,
  laws,
  mutation: () => ({
    kernels: spoiled(operation, ({ outputs }) => {
      for (const out of outputs) out.fill((i, j) => change(out.at(i, j)))
    }),
  }),
})

const most = (2 - 2 ** -23) * 2 ** 127
const finite = (v: number) => (Number.isNaN(v) ? v : Math.max(-most, Math.min(most, v)))
const flushed = (v: number) => (Math.abs(v) < 2 ** -126 ? 0 : v)
/** Stays silent where an input is infinite. */
const infinite = (block: Block) => block.values.some((v) => Math.abs(v) === Number.POSITIVE_INFINITY)

const ends: readonly Plain[] = [
  {
    name: 'clips infinities of the host',
    laws: 'limits',
    mutation: () => ({
      memory: {
        store: (length, values) => honestMemory.store(length, values?.map(finite)),
        write: (to, values) => honestMemory.write(to, values.map(finite)),
      },
    }),
  },
  {
    name: 'clips infinities that it reads out',
    laws: 'limits',
    mutation: () => ({ memory: { read: async (from) => from.values.map(finite) } }),
  },
  through('gather', 'clips infinities', finite),
  through('gather', 'takes NaN for 0', (v) => (Number.isNaN(v) ? 0 : v)),
  through('gather', 'flushes subnormals', flushed, 'memory'),
  through('gradients', 'flushes subnormals', flushed),
  {
    name: 'takes an infinite input of dense for the largest number',
    laws: 'limits',
    mutation: kernels({
      dense(A, W, X, b, g) {
        honest.dense(A, W, X, b, g)
        if (infinite(X)) A.fill((i, j) => finite(A.at(i, j)))
      },
    }),
  },
  {
    name: 'takes an infinite sample weight for 0',
    laws: 'limits',
    mutation: kernels({
      residual(dZ, T, Y, s) {
        honest.residual(dZ, T, Y, s && !infinite(s) ? s : undefined)
      },
    }),
  },
  {
    name: 'has sigmoid NaN at -∞',
    laws: 'limits',
    mutation: kernels({
      activate: (g, z) =>
        g === 'sigmoid' && z === Number.NEGATIVE_INFINITY ? Number.NaN : honest.activate(g, z),
    }),
  },
  {
    name: 'has tanh NaN at ∞',
    laws: 'limits',
    mutation: kernels({
      activate: (g, z) =>
        g === 'tanh' && z === Number.POSITIVE_INFINITY ? Number.NaN : honest.activate(g, z),
    }),
  },
  {
    name: 'has relu 0 at ∞',
    laws: 'limits',
    mutation: kernels({
      activate: (g, z) => (g === 'relu' && z === Number.POSITIVE_INFINITY ? 0 : honest.activate(g, z)),
    }),
  },
  {
    name: 'loses a NaN in the bias under relu',
    laws: 'limits',
    mutation: kernels({
      dense: (A, W, X, b, g) =>
        A.fill((i, j) => {
          const bias = b.at(i, 0)
          const wx = sum(X.rows, (l) => W.at(i, l) * X.at(l, j))
          return honest.activate(g, g === 'relu' && Number.isNaN(bias) ? wx : f(wx + bias))
        }),
    }),
  },
  {
    name: 'loses a NaN in the second moment of Adam',
    laws: 'limits',
    mutation: kernels({
      update(P, dP, moments, rule) {
        const second = rule.kind === 'adam' ? moments[1] : undefined
        second?.fill((i, j) => (Number.isNaN(second.at(i, j)) ? 0 : second.at(i, j)))
        honest.update(P, dP, moments, rule)
      },
    }),
  },
  {
    name: 'loses the sign of zero behind the 64th number that it reads out',
    laws: 'memory',
    mutation: () => ({ memory: { read: async (from) => from.values.map((v, i) => (i > 64 ? v + 0 : v)) } }),
  },
  {
    name: 'takes relu for flat where A is below 1e-30',
    laws: 'backpropagate',
    mutation: kernels({
      slope: (g, a) => (g === 'relu' && a < 1e-30 ? 0 : honest.slope(g, a)),
    }),
  },
  {
    name: 'takes leakyRelu for falling where A is below 1e-20',
    laws: 'backpropagate',
    mutation: kernels({
      slope: (g, a) => (g === 'leakyRelu' && a < 1e-20 ? f(0.01) : honest.slope(g, a)),
    }),
  },
]

/** `update` that does something else where `holds`. */
const updating = (
  name: string,
  holds: (rule: UpdateRule, dP: Block) => boolean,
  other: Kernels['update'] = () => {},
): Plain => ({
  name,
  laws: 'update',
  mutation: kernels({
    update(P, dP, moments, rule) {
      if (holds(rule, dP)) other(P, dP, moments, rule)
      else honest.update(P, dP, moments, rule)
    },
  }),
})

/** The weights of a cost or residual, clipped. */
const clipped = (s: Block | undefined, at: number): Block | undefined => {
  if (!s) return s
  const copy: Block = Object.create(s, { values: { value: s.values.map((v) => Math.min(at, v)) } })
  return copy
}

const settings: readonly Plain[] = [
  updating('does nothing where the learning rate is 0', ({ learningRate }) => learningRate === 0),
  updating('does nothing where the gradient is 0', (_, dP) => dP.values.every((v) => v === 0)),
  updating(
    'takes a momentum of 1 for 0',
    (rule) => rule.kind === 'momentum' && rule.momentum === 1,
    (P, dP, moments, rule) => {
      if (rule.kind === 'momentum') honest.update(P, dP, moments, { ...rule, momentum: 0 })
    },
  ),
  updating(
    'takes a beta1 of 0 for 0.9',
    (rule) => rule.kind === 'adam' && rule.beta1 === 0,
    (P, dP, moments, rule) => {
      if (rule.kind === 'adam') honest.update(P, dP, moments, { ...rule, beta1: 0.9 })
    },
  ),
  updating(
    'takes an epsilon below 1e-10 for 1e-10',
    (rule) => rule.kind === 'adam' && rule.epsilon < 1e-10,
    (P, dP, moments, rule) => {
      if (rule.kind === 'adam') honest.update(P, dP, moments, { ...rule, epsilon: 1e-10 })
    },
  ),
  {
    name: 'adds L2 to the moment of momentum too late',
    laws: 'update',
    mutation: kernels({
      update(P, dP, moments, rule) {
        const [v] = moments
        if (rule.kind !== 'momentum' || !v || rule.l2 > 0.001) return honest.update(P, dP, moments, rule)
        P.fill((i, j) => {
          const penalty = f(f(rule.l2) * P.at(i, j))
          const next = decay(v, i, j, rule.momentum, dP.at(i, j))
          return f(P.at(i, j) - f(f(rule.learningRate) * f(next + penalty)))
        })
      },
    }),
  },
  {
    name: 'clips sample weights of the residual at 5',
    laws: 'residual',
    mutation: kernels({ residual: (dZ, T, Y, s) => honest.residual(dZ, T, Y, clipped(s, 5)) }),
  },
  {
    name: 'clips sample weights of the cost at 5',
    laws: 'cost',
    mutation: kernels({ cost: (J, Z, Y, kind, s) => honest.cost(J, Z, Y, kind, clipped(s, 5)) }),
  },
  {
    name: 'takes sample weights below a thousandth for 0',
    laws: 'residual',
    mutation: kernels({
      residual: (dZ, T, Y, s) =>
        dZ.fill((i, j) => {
          const weight = s ? s.at(0, j) : 1
          return weight < 1e-3 ? 0 : f(f(T.at(i, j) - Y.at(i, j)) * weight)
        }),
    }),
  },
]

/** Faults that show for some numbers alone, by one who has read what the laws draw. */
export const valueMutants: readonly StateMutant[] = [
  ...ends.map((mutant) => ({ ...mutant, group: 'ends of the format' })),
  ...settings.map((mutant) => ({ ...mutant, group: 'rare settings' })),
]
