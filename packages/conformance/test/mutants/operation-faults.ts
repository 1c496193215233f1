import type { Block } from '../block.ts'
import { honestKernels, type Kernels } from '../float32-backend.ts'

/** The operations of the port that compute numbers. */
export const computing = [
  'dense',
  'output',
  'cost',
  'residual',
  'gradients',
  'backpropagate',
  'update',
] as const

/** An operation of the port on tensors: one that computes, or that picks. */
export type Computing = (typeof computing)[number] | 'gather'

/** The dimensions of a call, by the names of the equations: n rows, m columns, and k between them. */
export interface Dimensions {
  readonly n: number
  readonly k: number
  readonly m: number
}

/** What an operation was given and what it gave, after it ran honestly; a fault spoils it in place. */
export interface Ran {
  readonly dimensions: Dimensions
  readonly outputs: readonly Block[]
  /** Computes the outputs anew from other inputs: each input goes through `change`. `inner` are those that share the dimension of the sum. */
  again(change: (input: Block, inner: boolean) => Block): void
}

const honest: Kernels = honestKernels(() => honest)

/** The dimensions that an operation has, the one it sums over last. */
export const dimensionsOf: Readonly<Record<Computing, readonly (keyof Dimensions)[]>> = {
  dense: ['n', 'm', 'k'],
  output: ['n', 'm'],
  cost: ['n', 'm'],
  residual: ['n', 'm'],
  gradients: ['n', 'k', 'm'],
  backpropagate: ['k', 'm', 'n'],
  update: ['n', 'k'],
  gather: ['n', 'm'],
}

/** Kernels that are honest but for one operation, whose every call goes through `spoil`. */
export function spoiled(operation: Computing, spoil: (ran: Ran) => void): Partial<Kernels> {
  const nothing = () => {}
  switch (operation) {
    case 'dense':
      return {
        dense(A, W, X, b, g) {
          honest.dense(A, W, X, b, g)
          const dimensions = { n: A.rows, k: X.rows, m: A.columns }
          const again: Ran['again'] = (change) =>
            honest.dense(A, change(W, false), change(X, true), change(b, false), g)
          spoil({ dimensions, outputs: [A], again })
        },
      }
    case 'output':
      return {
        output(T, Z, kind) {
          honest.output(T, Z, kind)
          const again: Ran['again'] = (change) => honest.output(T, change(Z, false), kind)
          spoil({ dimensions: { n: T.rows, k: 1, m: T.columns }, outputs: [T], again })
        },
      }
    case 'cost':
      return {
        cost(J, Z, Y, kind, s) {
          honest.cost(J, Z, Y, kind, s)
          const again: Ran['again'] = (change) =>
            honest.cost(J, change(Z, false), change(Y, false), kind, s && change(s, false))
          spoil({ dimensions: { n: Z.rows, k: 1, m: Z.columns }, outputs: [J], again })
        },
      }
    case 'residual':
      return {
        residual(dZ, T, Y, s) {
          honest.residual(dZ, T, Y, s)
          const again: Ran['again'] = (change) =>
            honest.residual(dZ, change(T, false), change(Y, false), s && change(s, false))
          spoil({ dimensions: { n: dZ.rows, k: 1, m: dZ.columns }, outputs: [dZ], again })
        },
      }
    case 'gradients':
      return {
        gradients(dW, db, dZ, A) {
          honest.gradients(dW, db, dZ, A)
          const again: Ran['again'] = (change) => honest.gradients(dW, db, change(dZ, true), change(A, false))
          spoil({ dimensions: { n: dZ.rows, k: A.rows, m: A.columns }, outputs: [dW, db], again })
        },
      }
    case 'backpropagate':
      return {
        backpropagate(dZ1, W2, dZ2, A1, g) {
          honest.backpropagate(dZ1, W2, dZ2, A1, g)
          const again: Ran['again'] = (change) =>
            honest.backpropagate(dZ1, change(W2, false), change(dZ2, true), A1, g)
          spoil({ dimensions: { n: W2.rows, k: W2.columns, m: dZ2.columns }, outputs: [dZ1], again })
        },
      }
    case 'update':
      return {
        update(P, dP, moments, rule) {
          const before = [P, ...moments].map(({ values }) => values.slice())
          honest.update(P, dP, moments, rule)
          const again: Ran['again'] = (change) => {
            for (const [i, block] of [P, ...moments].entries()) block.values.set(before[i] ?? [])
            honest.update(P, change(dP, false), moments, rule)
          }
          spoil({ dimensions: { n: P.rows, k: P.columns, m: 1 }, outputs: [P], again })
        },
      }
    case 'gather':
      return {
        gather(to, from, columns) {
          honest.gather(to, from, columns)
          spoil({ dimensions: { n: to.rows, k: 1, m: to.columns }, outputs: [to], again: nothing })
        },
      }
    default:
      return operation satisfies never
  }
}
