import type { Tensor } from '@leven/core'
import { Block } from '../block.ts'
import { float32, honestKernels, type Kernels, type Mutation } from '../float32-backend.ts'
import type { StateMutant } from './memory-mutants.ts'
import { computing } from './operation-faults.ts'

const honest: Kernels = honestKernels(() => honest)

const sums: readonly StateMutant[] = [
  {
    name: 'adds in an order of its own each time',
    group: 'repeated',
    laws: 'repeated',
    mutation: () => {
      let turn = 0
      return {
        kernels: {
          dense(A, W, X, b, g) {
            if (turn++ % 2 === 0) return honest.dense(A, W, X, b, g)
            honest.dense(A, turned(W), turnedRows(X), b, g)
          },
        },
      }
    },
  },
]

const mapped = (block: Block, from: (i: number, j: number) => number): Block => {
  const made = new Block({}, block.rows, block.columns, new Float32Array(block.values.length))
  made.fill(from)
  return made
}
const turned = (W: Block) => mapped(W, (i, j) => W.at(i, W.columns - 1 - j))
const turnedRows = (X: Block) => mapped(X, (i, j) => X.at(X.rows - 1 - i, j))

const claims: readonly StateMutant[] = (
  [
    ['says that its exp is off by a thousand u', { exp: 1000 }],
    ['says that its division is off by a hundred u', { division: 100 }],
    ['says that its u is a tenth', { unitRoundoff: 0.1 }],
    ['says that it may lose a thousandth to underflow', { underflow: 1e-3 }],
    ['says that it overflows at a thousand', { overflow: 1000 }],
  ] as const
).map(([name, claim]) => ({
  name,
  group: 'claims',
  laws: 'claims',
  mutation: () => ({
    wrap: (on) => ({ ...on, info: { ...on.info, arithmetic: { ...float32, ...claim } } }),
  }),
}))

/** Methods whose calls may wait. */
const queuedMethods = ['write', 'gather', ...computing] as const

type Queued = (typeof queuedMethods)[number]

/** A queue that a read empties; `accept` decides of each call whether it waits, goes ahead of all that wait, or is lost. */
function queue(accept: (method: Queued | 'free', waiting: number) => 'wait' | 'jump' | 'lose'): Mutation {
  return {
    wrap(on) {
      const waiting: (() => void)[] = []
      const take = (method: Queued | 'free', call: () => void) => {
        const fate = accept(method, waiting.length)
        if (fate === 'wait') waiting.push(call)
        else if (fate === 'jump') call()
      }
      const later =
        (method: Queued) =>
        (...operands: readonly unknown[]) => {
          const kept = operands.map((o) => (ArrayBuffer.isView(o) && 'slice' in o ? structuredClone(o) : o))
          take(method, () => Reflect.apply(on[method], on, kept))
        }
      return {
        ...on,
        ...Object.fromEntries(queuedMethods.map((method) => [method, later(method)])),
        free: (tensor: Tensor) => take('free', () => on.free(tensor)),
        async read(from: Tensor) {
          for (const call of waiting.splice(0)) call()
          return on.read(from)
        },
      }
    },
  }
}

const queues: readonly StateMutant[] = [
  ...queuedMethods
    .filter((method) => method !== 'cost')
    .map((jumper) => ({
      name: `lets ${jumper} go ahead of what waits`,
      group: 'queues',
      laws: 'order',
      mutation: () => queue((method) => (method === jumper ? 'jump' : 'wait')),
    })),
  ...[1024, 4096].map((room) => ({
    name: `loses calls when ${room} wait`,
    group: 'queues',
    laws: 'repeated',
    mutation: () => queue((_, waiting) => (waiting < room ? 'wait' : 'lose')),
  })),
]

/** One call in very many goes wrong. */
const rarely = (method: 'dense' | 'update', every: number): StateMutant => ({
  name: `goes wrong in one ${method} of ${every}`,
  group: 'rare faults',
  laws: 'repeated',
  thorough: true,
  mutation: () => {
    let calls = 0
    const rare = (block: Block) => {
      if (++calls % every === 0) block.set(0, 0, block.at(0, 0) + 1)
    }
    return {
      kernels:
        method === 'dense'
          ? {
              dense(A, W, X, b, g) {
                honest.dense(A, W, X, b, g)
                rare(A)
              },
            }
          : {
              update(P, dP, moments, rule) {
                honest.update(P, dP, moments, rule)
                rare(P)
              },
            },
    }
  },
})
const rareFaults = [rarely('dense', 20_000), rarely('update', 20_000), rarely('update', 100_000)]

/** Faults in queues, in what repeats, and in what a device says of itself. */
export const queueMutants: readonly StateMutant[] = [...sums, ...claims, ...queues, ...rareFaults]
