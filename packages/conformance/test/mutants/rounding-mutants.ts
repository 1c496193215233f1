import type { Activation } from '@leven/core'
import { f, honestKernels, type Kernels, largest, log1p, type Mutation, sum } from '../float32-backend.ts'
import type { StateMutant } from './memory-mutants.ts'

type Plain = Omit<StateMutant, 'group'>

const honest: Kernels = honestKernels(() => honest)
const kernels = (overridden: Partial<Kernels>) => (): Mutation => ({ kernels: overridden })

/** The float32 number next to another, so many units in the last place away from zero. */
function moved(value: number, ulps: number): number {
  const bits = new Int32Array(Float32Array.of(value).buffer)
  if (value !== 0 && Number.isFinite(value)) bits[0] = (bits[0] ?? 0) + ulps
  return new Float32Array(bits.buffer)[0] ?? value
}

/** To float32 towards zero. */
const truncated = (value: number) => {
  const rounded = f(value)
  return Math.abs(rounded) > Math.abs(value) ? moved(rounded, -1) : rounded
}

function truncatedSum(count: number, term: (k: number) => number): number {
  let total = 0
  for (let k = 0; k < count; k++) total = truncated(total + truncated(term(k)))
  return total
}

/** Rounding towards zero: each rounding twice as wrong as the device says. */
const truncating: readonly Plain[] = [
  {
    name: 'rounds towards zero in dense',
    laws: 'dense',
    mutation: kernels({
      dense: (A, W, X, b, g) =>
        A.fill((i, j) =>
          honest.activate(g, truncated(truncatedSum(X.rows, (l) => W.at(i, l) * X.at(l, j)) + b.at(i, 0))),
        ),
    }),
  },
  {
    name: 'rounds towards zero in residual',
    laws: 'residual',
    mutation: kernels({
      residual: (dZ, T, Y, s) =>
        dZ.fill((i, j) => truncated(truncated(T.at(i, j) - Y.at(i, j)) * (s ? s.at(0, j) : 1))),
    }),
  },
  {
    name: 'rounds towards zero in gradients',
    laws: 'gradients',
    mutation: kernels({
      gradients(dW, db, dZ, A) {
        const m = dZ.columns
        dW.fill((i, l) => truncated(truncatedSum(m, (j) => dZ.at(i, j) * A.at(l, j)) / m))
        db.fill((i) => truncated(truncatedSum(m, (j) => dZ.at(i, j)) / m))
      },
    }),
  },
  {
    name: 'rounds towards zero in backpropagate',
    laws: 'backpropagate',
    mutation: kernels({
      backpropagate: (dZ1, W2, dZ2, A1, g) =>
        dZ1.fill((l, j) =>
          truncated(truncatedSum(W2.rows, (i) => W2.at(i, l) * dZ2.at(i, j)) * honest.slope(g, A1.at(l, j))),
        ),
    }),
  },
  {
    name: 'rounds towards zero in momentum',
    laws: 'update',
    mutation: kernels({
      update(P, dP, moments, rule) {
        const [v] = moments
        if (rule.kind !== 'momentum' || !v) return honest.update(P, dP, moments, rule)
        P.fill((i, j) => {
          const G = truncated(dP.at(i, j) + truncated(f(rule.l2) * P.at(i, j)))
          const next = truncated(truncated(f(rule.momentum) * v.at(i, j)) + G)
          v.set(i, j, next)
          return truncated(P.at(i, j) - truncated(f(rule.learningRate) * next))
        })
      },
    }),
  },
]

/** An activation that is off by few units in a short piece of the line. */
const piece = (g: Activation, ulps: number, least: number, most: number): Plain => ({
  name: `has ${g} off by ${ulps} units in the last place from ${least} to ${most}`,
  laws: 'functions',
  mutation: kernels({
    activate(kind, z) {
      const a = honest.activate(kind, z)
      return kind === g && z >= least && z < most ? moved(a, ulps) : a
    },
  }),
})

/** softmax whose exp is off where the distance to the largest logit lies in a short piece. */
const offExp = (name: string, off: (e: number) => number, least: number, most: number): Plain => ({
  name,
  laws: 'softmax',
  mutation: kernels({
    output(T, Z, kind) {
      if (kind !== 'softmax') return honest.output(T, Z, kind)
      for (let j = 0; j < Z.columns; j++) {
        const top = largest(Z, j)
        const e = (i: number) => {
          const d = f(Z.at(i, j) - top)
          const value = f(Math.exp(d))
          return d >= least && d < most ? f(off(value)) : value
        }
        const total = sum(Z.rows, e)
        for (let i = 0; i < Z.rows; i++) T.set(i, j, f(e(i) / total))
      }
    },
  }),
})

const pieces: readonly Plain[] = [
  piece('sigmoid', 3, 2, 2.05),
  piece('sigmoid', -6, -6.55, -6.5),
  piece('tanh', 3, 0.5, 0.55),
  piece('tanh', -3, -2.02, -2),
  piece('leakyRelu', 3, -7.05, -7),
  offExp('has the exp of softmax off by 2^-18 from -3.02 to -3', (e) => e * (1 + 2 ** -18), -3.02, -3),
  offExp('has the exp of softmax zero below -60', () => 0, -80, -60),
  {
    name: 'has the loss of sigmoid off by 2^-19 where z is from -2.05 to -2',
    laws: 'cost',
    mutation: kernels({
      loss: (Z, Y, kind, j) =>
        kind === 'sigmoid'
          ? sum(Z.rows, (i) => {
              const [z, y] = [Z.at(i, j), Y.at(i, j)]
              const right = f(f(Math.max(z, 0) - f(z * y)) + log1p(f(Math.exp(-Math.abs(z)))))
              return z >= -2.05 && z < -2 ? f(right * (1 + 2 ** -19)) : right
            })
          : honest.loss(Z, Y, kind, j),
    }),
  },
  {
    name: 'has no cost of sigmoid for logits beyond a million',
    laws: 'cost',
    mutation: kernels({
      loss: (Z, Y, kind, j) => {
        const far = kind === 'sigmoid' && sum(Z.rows, (i) => (Math.abs(Z.at(i, j)) > 1e6 ? 1 : 0)) > 0
        return far ? 0 : honest.loss(Z, Y, kind, j)
      },
    }),
  },
  {
    name: 'counts a tie for the largest logit once',
    laws: 'softmax',
    mutation: kernels({
      output(T, Z, kind) {
        if (kind !== 'softmax') return honest.output(T, Z, kind)
        for (let j = 0; j < Z.columns; j++) {
          const top = largest(Z, j)
          let tied = false
          const total = sum(Z.rows, (i) => {
            if (Z.at(i, j) !== top) return f(Math.exp(f(Z.at(i, j) - top)))
            if (tied) return 0
            tied = true
            return 1
          })
          for (let i = 0; i < Z.rows; i++) T.set(i, j, f(f(Math.exp(f(Z.at(i, j) - top))) / total))
        }
      },
    }),
  },
  {
    name: 'has a cost that is 4 units off where m is no power of two',
    laws: 'cost',
    mutation: kernels({
      cost(J, Z, Y, kind, s) {
        honest.cost(J, Z, Y, kind, s)
        const m = Z.columns
        if ((m & (m - 1)) !== 0) J.fill((i, j) => moved(J.at(i, j), 4))
      },
    }),
  },
]

/** Faults of rounding, and in pieces of the functions, by one who has read what the laws draw. */
export const roundingMutants: readonly StateMutant[] = [
  ...truncating.map((mutant) => ({ ...mutant, group: 'rounding' })),
  ...pieces.map((mutant) => ({ ...mutant, group: 'pieces of functions' })),
]
