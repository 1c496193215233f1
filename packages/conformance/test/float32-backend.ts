import {
  type Activation,
  type Arithmetic,
  type Backend,
  HandleError,
  type Output,
  type Tensor,
  type UpdateRule,
  type Values,
} from '@leven/core'
import { Block } from './block.ts'
import { recordCalls } from './record-calls.ts'

/** Σ term(k) in float32, each product and each sum rounded. */
export function sum(count: number, term: (k: number) => number): number {
  let total = 0
  for (let k = 0; k < count; k++) total = f(total + f(term(k)))
  return total
}

export const f: (value: number) => number = Math.fround
const exp = (x: number) => f(Math.exp(x))
const log = (x: number) => f(Math.log(x))

/** σ(z) from e^−|z|, which cannot overflow. */
export function sigmoid(z: number): number {
  const e = exp(-Math.abs(z))
  return f((z < 0 ? e : 1) / f(1 + e))
}

/** log(1 + e), accurate where e is small. */
export function log1p(e: number): number {
  const w = f(1 + e)
  return w === 1 ? e : f(f(log(w) * e) / f(w - 1))
}

/** The arithmetic of a backend, kernel by kernel; what a mutant overrides. */
export interface Kernels {
  activate(g: Activation, z: number): number
  slope(g: Activation, a: number): number
  dense(A: Block, W: Block, X: Block, b: Block, g: Activation): void
  output(T: Block, Z: Block, kind: Output): void
  cost(J: Block, Z: Block, Y: Block, kind: Output, s?: Block): void
  /** L of instance j. */
  loss(Z: Block, Y: Block, kind: Output, j: number): number
  residual(dZ: Block, T: Block, Y: Block, s?: Block): void
  gradients(dW: Block, db: Block, dZ: Block, A: Block): void
  backpropagate(dZ1: Block, W2: Block, dZ2: Block, A1: Block, g: Activation): void
  update(P: Block, dP: Block, moments: readonly Block[], rule: UpdateRule): void
  gather(to: Block, from: Block, columns: Int32Array): void
}

/** How a backend keeps its matrices; what a mutant overrides. */
export interface Memory {
  /** The memory of a new tensor: zeros, or a copy of the values. */
  store(length: number, values?: Values): Float32Array
  write(to: Block, values: Values): void
  own(tensor: Tensor, owner: object): Block
  read(from: Block): Promise<Values>
  free(block: Block, live: Set<Block>): void
  liveBytes(live: ReadonlySet<Block>): number
}

/** Honest kernels in plain float32 loops. `k` is the kernels in use, so that an overridden part reaches the rest. */
export function honestKernels(k: () => Kernels): Kernels {
  return {
    activate(g, z) {
      switch (g) {
        case 'identity':
          return z
        case 'relu':
          return Math.max(z, 0)
        case 'leakyRelu':
          return z > 0 ? z : f(f(0.01) * z)
        case 'sigmoid':
          return sigmoid(z)
        case 'tanh':
          return f(Math.tanh(z))
        default:
          return g satisfies never
      }
    },
    slope(g, a) {
      switch (g) {
        case 'identity':
          return 1
        case 'relu':
          return a > 0 ? 1 : 0
        case 'leakyRelu':
          return a > 0 ? 1 : f(0.01)
        case 'sigmoid':
          return f(a * f(1 - a))
        case 'tanh':
          return f(f(1 - a) * f(1 + a))
        default:
          return g satisfies never
      }
    },
    dense(A, W, X, b, g) {
      A.fill((i, j) => k().activate(g, f(sum(X.rows, (l) => W.at(i, l) * X.at(l, j)) + b.at(i, 0))))
    },
    output(T, Z, kind) {
      switch (kind) {
        case 'sigmoid':
          return T.fill((i, j) => sigmoid(Z.at(i, j)))
        case 'identity':
          return T.fill((i, j) => Z.at(i, j))
        case 'softmax':
          for (let j = 0; j < Z.columns; j++) {
            const most = largest(Z, j)
            const total = sum(Z.rows, (i) => exp(f(Z.at(i, j) - most)))
            for (let i = 0; i < Z.rows; i++) T.set(i, j, f(exp(f(Z.at(i, j) - most)) / total))
          }
          return
        default:
          return kind satisfies never
      }
    },
    loss(Z, Y, kind, j) {
      switch (kind) {
        case 'sigmoid':
          return sum(Z.rows, (i) => {
            const [z, y] = [Z.at(i, j), Y.at(i, j)]
            return f(f(Math.max(z, 0) - f(z * y)) + log1p(exp(-Math.abs(z))))
          })
        case 'softmax': {
          const most = largest(Z, j)
          const logSum = log(sum(Z.rows, (i) => exp(f(Z.at(i, j) - most))))
          return sum(Z.rows, (i) => Y.at(i, j) * f(f(most - Z.at(i, j)) + logSum))
        }
        case 'identity':
          return f(sum(Z.rows, (i) => f(Z.at(i, j) - Y.at(i, j)) ** 2) / 2)
        default:
          return kind satisfies never
      }
    },
    cost(J, Z, Y, kind, s) {
      const weight = (j: number) => (s ? s.at(0, j) : 1)
      J.fill(() => f(sum(Z.columns, (j) => weight(j) * k().loss(Z, Y, kind, j)) / Z.columns))
    },
    residual(dZ, T, Y, s) {
      dZ.fill((i, j) => f(f(T.at(i, j) - Y.at(i, j)) * (s ? s.at(0, j) : 1)))
    },
    gradients(dW, db, dZ, A) {
      const m = dZ.columns
      dW.fill((i, l) => f(sum(m, (j) => dZ.at(i, j) * A.at(l, j)) / m))
      db.fill((i) => f(sum(m, (j) => dZ.at(i, j)) / m))
    },
    backpropagate(dZ1, W2, dZ2, A1, g) {
      dZ1.fill((l, j) => f(sum(W2.rows, (i) => W2.at(i, l) * dZ2.at(i, j)) * k().slope(g, A1.at(l, j))))
    },
    update(P, dP, moments, rule) {
      const [first, second] = moments
      const alpha = f(rule.learningRate)
      P.fill((i, j) => {
        const p = P.at(i, j)
        const G = f(dP.at(i, j) + f(f(rule.l2) * p))
        switch (rule.kind) {
          case 'gradientDescent':
            return f(p - f(alpha * G))
          case 'momentum':
            return f(p - f(alpha * decay(first, i, j, rule.momentum, G)))
          case 'adam': {
            const m = decay(first, i, j, rule.beta1, f(f(1 - rule.beta1) * G))
            const v = decay(second, i, j, rule.beta2, f(f(1 - rule.beta2) * f(G * G)))
            const root = f(Math.sqrt(f(v / f(rule.correction2))))
            const by = f(f(m / f(rule.correction1)) / f(root + f(rule.epsilon)))
            return f(p - f(alpha * by))
          }
          default:
            return rule satisfies never
        }
      })
    },
    gather(to, from, columns) {
      to.fill((i, j) => from.at(i, columns[j] ?? -1))
    },
  }
}

/** moment ← factor · moment + added; the new moment. */
export function decay(
  moment: Block | undefined,
  i: number,
  j: number,
  factor: number,
  added: number,
): number {
  if (!moment) throw new HandleError('A moment is missing.')
  const next = f(f(f(factor) * moment.at(i, j)) + added)
  moment.set(i, j, next)
  return next
}

export function largest(Z: Block, j: number): number {
  let most = Z.at(0, j)
  for (let i = 1; i < Z.rows; i++) most = Math.max(most, Z.at(i, j))
  return most
}

export const honestMemory: Memory = {
  store: (length, values) => (values ? Float32Array.from(values) : new Float32Array(length)),
  write: (to, values) => to.values.set(values),
  own(tensor, owner) {
    if (tensor instanceof Block && tensor.owner === owner && tensor.live) return tensor
    throw new HandleError(
      `The ${tensor.rows}×${tensor.columns} tensor was freed or belongs to another backend.`,
    )
  },
  read: async (from) => from.values.slice(),
  free(block, live) {
    block.live = false
    live.delete(block)
  },
  liveBytes: (live) => [...live].reduce((bytes, block) => bytes + block.values.byteLength, 0),
}

/** e^x and its kin are Math's, rounded once; every other operation is rounded by Math.fround. */
export const float32: Arithmetic = {
  unitRoundoff: 2 ** -24,
  exp: 2,
  log: 2,
  tanh: 2,
  division: 1,
  squareRoot: 1,
  flushesSubnormals: false,
  underflow: 2 ** -149,
}

/** Parts of the honest backend that a mutant does differently. */
export interface Mutation {
  readonly kernels?: Partial<Kernels>
  readonly memory?: Partial<Memory>
  /** Wraps the finished backend: for faults in the order of calls. */
  readonly wrap?: (backend: Backend) => Backend
}

/** Opens a float32 backend of plain loops, with the parts of `mutation` in place of the honest ones. */
export function openFloat32(mutation: Mutation = {}): Promise<Backend> {
  const owner = {}
  const live = new Set<Block>()
  const memory: Memory = { ...honestMemory, ...mutation.memory }
  const honest = honestKernels(() => kernels)
  const kernels: Kernels = { ...honest, ...mutation.kernels }
  const own = (tensor: Tensor) => memory.own(tensor, owner)
  const ownIfAny = (tensor: Tensor | undefined) => tensor && own(tensor)

  const backend: Backend = {
    info: {
      name: 'float32',
      device: 'plain float32 loops',
      accelerated: false,
      reason: 'made for the tests of the laws',
      arithmetic: float32,
    },
    tensor(rows, columns, values) {
      const made = new Block(owner, rows, columns, memory.store(rows * columns, values))
      live.add(made)
      return made
    },
    write: (to, values) => memory.write(own(to), values),
    gather: (to, from, columns) => kernels.gather(own(to), own(from), columns),
    read: async (from) => memory.read(own(from)),
    readSync: (to, from) => to.set(own(from).values),
    free: (tensor) => memory.free(own(tensor), live),
    liveBytes: () => memory.liveBytes(live),
    close: async () => live.clear(),
    dense: (A, W, X, b, g) => kernels.dense(own(A), own(W), own(X), own(b), g),
    output: (T, Z, kind) => kernels.output(own(T), own(Z), kind),
    cost: (J, Z, Y, kind, s) => kernels.cost(own(J), own(Z), own(Y), kind, ownIfAny(s)),
    residual: (dZ, T, Y, s) => kernels.residual(own(dZ), own(T), own(Y), ownIfAny(s)),
    gradients: (dW, db, dZ, A) => kernels.gradients(own(dW), own(db), own(dZ), own(A)),
    backpropagate: (dZ1, W2, dZ2, A1, g) => kernels.backpropagate(own(dZ1), own(W2), own(dZ2), own(A1), g),
    update: (P, dP, moments, rule) => kernels.update(own(P), own(dP), moments.map(own), rule),
    record: (work) => recordCalls(backend, work),
  }
  return Promise.resolve(mutation.wrap?.(backend) ?? backend)
}
