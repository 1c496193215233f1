import { decay, f, honestKernels, type Kernels, type Mutation } from '../float32-backend.ts'
import type { Mutant } from './mutant.ts'

const honest: Kernels = honestKernels(() => honest)
const kernels = (overridden: Partial<Kernels>) => (): Mutation => ({ kernels: overridden })

/** update of each element by a function of P, dP and the moments, which it changes itself. */
const updateOf =
  (element: Parameters<typeof adamLike>[0]): Kernels['update'] =>
  (P, dP, moments, rule) =>
    adamLike(element)(P, dP, moments, rule)

interface Adam {
  readonly learningRate: number
  readonly l2: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly correction1: number
  readonly correction2: number
}

/** Adam with another last line, or another gradient. */
function adamLike(
  by: (m: number, v: number, rule: Adam) => number,
  gains: (rule: Adam) => readonly [number, number] = ({ beta1, beta2 }) => [f(1 - beta1), f(1 - beta2)],
): Kernels['update'] {
  return (P, dP, [first, second], rule) => {
    if (rule.kind !== 'adam')
      return honest.update(
        P,
        dP,
        [first, second].filter((t) => t !== undefined),
        rule,
      )
    const [gain1, gain2] = gains(rule)
    P.fill((i, j) => {
      const G = f(dP.at(i, j) + f(f(rule.l2) * P.at(i, j)))
      const m = decay(first, i, j, rule.beta1, f(gain1 * G))
      const v = decay(second, i, j, rule.beta2, f(gain2 * f(G * G)))
      return f(P.at(i, j) - f(f(rule.learningRate) * by(m, v, rule)))
    })
  }
}

const corrected = (m: number, v: number, { epsilon, correction1, correction2 }: Adam) =>
  f(f(m / f(correction1)) / f(f(Math.sqrt(f(v / f(correction2)))) + f(epsilon)))

/** Faults of update. */
export const updateMutants: readonly Mutant[] = [
  {
    name: 'forgets the bias corrections of Adam',
    mutation: kernels({
      update: updateOf((m, v, { epsilon }) => f(m / f(f(Math.sqrt(v)) + f(epsilon)))),
    }),
    law: 'update adam: within its bar',
    numbers: 4,
    says: /P\(0, 0\)/,
  },
  {
    name: 'puts the epsilon of Adam inside the root',
    mutation: kernels({
      update: updateOf((m, v, { epsilon, correction1, correction2 }) =>
        f(f(m / f(correction1)) / f(Math.sqrt(f(f(v / f(correction2)) + f(epsilon))))),
      ),
    }),
    law: 'update adam: within its bar',
    numbers: 4,
    says: /P\(0, 0\)/,
  },
  {
    name: 'takes 1 − β from a rounded β',
    mutation: kernels({
      update: adamLike(corrected, ({ beta1, beta2 }) => [f(1 - f(beta1)), f(1 - f(beta2))]),
    }),
    law: 'update adam: within its bar',
    numbers: 4,
    says: /\(0, 0\)/,
  },
  {
    name: 'applies L2 to P instead of the gradient (AdamW)',
    mutation: kernels({
      update(P, dP, moments, rule) {
        const before = P.values.slice()
        honest.update(P, dP, moments, { ...rule, l2: 0 })
        P.fill((i, j) => f(P.at(i, j) - f(rule.learningRate * f(rule.l2 * (before[j * P.rows + i] ?? 0)))))
      },
    }),
    law: 'update adam: within its bar',
    numbers: 4,
    says: /\(0, 0\)/,
  },
  {
    name: 'gives L2 the wrong sign',
    mutation: kernels({
      update: (P, dP, moments, rule) => honest.update(P, dP, moments, { ...rule, l2: -rule.l2 }),
    }),
    law: 'update gradientDescent: within its bar',
    numbers: 2,
    says: /P\(0, 0\)/,
  },
  {
    name: 'ignores L2',
    mutation: kernels({
      update: (P, dP, moments, rule) => honest.update(P, dP, moments, { ...rule, l2: 0 }),
    }),
    law: 'update momentum: within its bar',
    numbers: 3,
    says: /\(0, 0\)/,
  },
  {
    name: 'dampens momentum by 1 − μ',
    mutation: kernels({
      update(P, dP, moments, rule) {
        if (rule.kind !== 'momentum') return honest.update(P, dP, moments, rule)
        const gain = f(1 - rule.momentum)
        P.fill((i, j) => {
          const G = f(gain * f(dP.at(i, j) + f(f(rule.l2) * P.at(i, j))))
          return f(P.at(i, j) - f(f(rule.learningRate) * decay(moments[0], i, j, rule.momentum, G)))
        })
      },
    }),
    law: 'update momentum: within its bar',
    numbers: 3,
    says: /\(0, 0\)/,
  },
  {
    name: 'steps uphill',
    mutation: kernels({
      update: (P, dP, moments, rule) =>
        honest.update(P, dP, moments, { ...rule, learningRate: -rule.learningRate }),
    }),
    law: 'training: each of 100 steps of gradientDescent is the step of the reference',
    numbers: 2,
    says: /Step 1: update gradientDescent/,
  },
]
