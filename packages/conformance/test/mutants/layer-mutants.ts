import type { Tensor, UpdateRule } from '@leven/core'
import { Block } from '../block.ts'
import { f, honestKernels, honestMemory, type Kernels, type Mutation } from '../float32-backend.ts'
import type { StateMutant } from './memory-mutants.ts'
import {
  type Computing,
  computing,
  type Dimensions,
  dimensionsOf,
  type Ran,
  spoiled,
} from './operation-faults.ts'

type Plain = Omit<StateMutant, 'group'>

const honest: Kernels = honestKernels(() => honest)

const zeros = ({ outputs }: Ran) => {
  for (const out of outputs) out.fill(() => 0)
}
const lastTooLarge = ({ outputs: [out] }: Ran) => {
  const last = (out?.values.length ?? 0) - 1
  if (out) out.values[last] = (out.values[last] ?? 0) + 1
}

const where = (
  operation: Computing,
  what: string,
  spoil: (ran: Ran) => void,
  when: string,
  holds: (sizes: Dimensions) => boolean,
): Plain => ({
  name: `${what} in ${operation} where ${when}`,
  laws: operation === 'gather' ? 'memory' : operation,
  mutation: () => ({
    kernels: spoiled(operation, (ran) => {
      if (holds(ran.dimensions)) spoil(ran)
    }),
  }),
})

/** Both of two sides large: a tile that needs them. */
const twoSides: readonly Plain[] = [...computing, 'gather' as const].flatMap((operation) => {
  const names = dimensionsOf[operation].filter((name) => operation !== 'cost' || name !== 'k')
  return names.flatMap((a, i) =>
    names.slice(i + 1).map((b, j) => {
      const [what, spoil] =
        operation === 'cost' || (i + j) % 2 === 0
          ? (['gives zeros', zeros] as const)
          : (['gives one more in the last place', lastTooLarge] as const)
      return where(
        operation,
        what,
        spoil,
        `${a} and ${b} are 34 and more`,
        (sizes) => sizes[a] > 33 && sizes[b] > 33,
      )
    }),
  )
})

/** Layers that people train. */
const layers: readonly Plain[] = [
  where(
    'dense',
    'gives zeros',
    zeros,
    'n is 10 and k 64 and more',
    ({ n, k, m }) => n === 10 && k > 63 && m > 15,
  ),
  where('dense', 'gives zeros', zeros, 'k is 784 among many', ({ n, k, m }) => k === 784 && n > 31 && m > 31),
  where(
    'dense',
    'loses the last row',
    lastTooLarge,
    'k is more than 512',
    ({ n, k, m }) => k > 512 && n > 15 && m > 15,
  ),
  where(
    'backpropagate',
    'gives zeros',
    zeros,
    'm is 1000 and more',
    ({ n, k, m }) => m > 999 && n > 15 && k > 15,
  ),
  where(
    'gradients',
    'gives zeros',
    zeros,
    'n is 10 and k 64 and more',
    ({ n, k, m }) => n === 10 && k > 63 && m > 15,
  ),
  where('update', 'gives zeros', zeros, 'n is 64 and k 32', ({ n, k }) => n === 64 && k === 32),
  where('cost', 'gives zeros', zeros, 'm is 37', ({ m }) => m === 37),
]

const overwritten = (what: string, laws: string, kernels: () => Partial<Kernels>): Plain => ({
  name: what,
  laws,
  mutation: (): Mutation => ({ kernels: kernels() }),
})

const state: readonly Plain[] = [
  overwritten('packs a large W once and never again', 'overwritten', () => {
    const kept = new WeakMap<Block, Block>()
    return {
      dense(A, W, X, b, g) {
        if (W.rows < 34 || W.columns < 34) return honest.dense(A, W, X, b, g)
        const packed = kept.get(W) ?? new Block({}, W.rows, W.columns, W.values.slice())
        kept.set(W, packed)
        honest.dense(A, packed, X, b, g)
      },
    }
  }),
  {
    name: 'reads more than 16,384 numbers a moment later',
    laws: 'memory',
    mutation: () => ({
      memory: {
        async read(from) {
          if (from.values.length > 16_384) await undefined
          return from.values.slice()
        },
      },
    }),
  },
  {
    name: 'counts the bytes of the largest tensor alone',
    laws: 'liveBytes',
    mutation: () => ({
      memory: { liveBytes: (live) => Math.max(0, ...[...live].map(({ values }) => values.byteLength)) },
    }),
  },
  {
    name: 'has 4,096 places and gives them again in turn',
    laws: 'handles',
    mutation: () => {
      const places: Float32Array[] = []
      let next = 0
      return {
        memory: {
          store(length, values) {
            const stored = honestMemory.store(length, values)
            places[next++ % 4096]?.fill(0)
            places[(next - 1) % 4096] = stored
            return stored
          },
        },
      }
    },
  },
  overwritten('leaves the lower half of dW where dZ and A are one large tensor', 'repeated', () => ({
    gradients(dW, db, dZ, A) {
      honest.gradients(dW, db, dZ, A)
      if (dZ === A && dZ.rows > 31) dW.fill((i, j) => (i > j ? 0 : dW.at(i, j)))
    },
  })),
  {
    name: 'keeps what it made of a rule by the rule itself',
    laws: 'recorded',
    mutation: () => ({
      wrap(on) {
        const kept = new WeakMap<UpdateRule, UpdateRule>()
        const once = (rule: UpdateRule): UpdateRule => {
          const copy = kept.get(rule) ?? { ...rule }
          kept.set(rule, copy)
          return copy
        }
        return {
          ...on,
          update: (P, dP, moments, rule) => on.update(P, dP, moments, once(rule)),
          record: (work) =>
            on.record?.((recorder) =>
              work({
                ...recorder,
                update: (P: Tensor, dP: Tensor, moments: readonly Tensor[], rule: UpdateRule) =>
                  recorder.update(P, dP, moments, once(rule)),
              }),
            ) ?? (() => {}),
        }
      },
    }),
  },
]

/** A NaN that vectors of eight lose. */
const nanLost = (operation: Computing, holds: (sizes: Dimensions) => boolean): Plain => ({
  name: `takes NaN for 0 in ${operation} on vectors of eight`,
  laws: 'NaN',
  mutation: () => ({
    kernels: spoiled(operation, ({ dimensions, outputs }) => {
      if (!holds(dimensions)) return
      for (const out of outputs) out.fill((i, j) => (Number.isNaN(out.at(i, j)) ? 0 : out.at(i, j)))
    }),
  }),
})

const ruled = (what: string, change: (rule: UpdateRule, dP: Block) => readonly [UpdateRule, Block]): Plain =>
  overwritten(what, 'update', () => ({
    update(P, dP, moments, rule) {
      const [other, slope] = change(rule, dP)
      honest.update(P, slope, moments, other)
    },
  }))

const values: readonly Plain[] = [
  nanLost('dense', ({ n }) => n > 7),
  nanLost('output', ({ m }) => m > 7),
  nanLost('cost', ({ m }) => m > 7),
  nanLost('gradients', ({ m }) => m > 7),
  nanLost('update', ({ n, k }) => n * k > 31),
  ruled('clips gradients of Adam at 10,000', (rule, dP) => {
    if (rule.kind !== 'adam') return [rule, dP]
    const clipped = dP.values.map((v) => Math.max(-1e4, Math.min(1e4, v)))
    return [rule, new Block({}, dP.rows, dP.columns, clipped)]
  }),
  ruled('takes a beta1 above 0.9 for 0.9', (rule, dP) => [
    rule.kind === 'adam' ? { ...rule, beta1: Math.min(rule.beta1, 0.9) } : rule,
    dP,
  ]),
  ruled('takes a beta2 below one half for one half', (rule, dP) => [
    rule.kind === 'adam' ? { ...rule, beta2: Math.max(rule.beta2, 0.5) } : rule,
    dP,
  ]),
  overwritten('is off by 2^-18 in a piece of the loss among several', 'functions', () => ({
    cost(J, Z, Y, kind, s) {
      honest.cost(J, Z, Y, kind, s)
      if (kind !== 'sigmoid' || Z.columns < 2) return
      if (Z.values.some((z) => z >= -2.05 && z < -2)) J.fill((i, j) => f(J.at(i, j) * (1 + 2 ** -18)))
    },
  })),
]

/** Faults of two large sides, and of what is kept of a large matrix, and those that wait for more than five numbers. */
export const layerMutants: readonly StateMutant[] = [
  ...[...twoSides, ...layers].map((mutant) => ({ ...mutant, group: 'two sides large' })),
  ...state.map((mutant) => ({ ...mutant, group: 'state of large tensors' })),
  ...values.map((mutant) => ({ ...mutant, group: 'lanes and settings' })),
]
