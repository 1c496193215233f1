import type { Backend, Tensor } from '@leven/core'
import { HandleError } from '@leven/core'
import { Block } from './block.ts'
import {
  decay,
  f,
  honestKernels,
  honestMemory,
  type Kernels,
  largest,
  log1p,
  type Mutation,
  sum,
} from './float32-backend.ts'

/** A fault that someone could make, and the law that must find it. */
export interface Mutant {
  readonly name: string
  readonly mutation: () => Mutation
  /** The law that must reject it. */
  readonly law: string
  /** The most numbers its shrunk counterexample may have; absent where the fault only shows in a large case. */
  readonly numbers?: number
  /** What the failure must say. */
  readonly says: RegExp
}

const honest: Kernels = honestKernels(() => honest)
const kernels = (overridden: Partial<Kernels>) => (): Mutation => ({ kernels: overridden })
const loss =
  (sigmoid: (z: number, y: number) => number): Kernels['loss'] =>
  (Z, Y, kind, j) =>
    kind === 'sigmoid' ? sum(Z.rows, (i) => sigmoid(Z.at(i, j), Y.at(i, j))) : honest.loss(Z, Y, kind, j)
const exp = (x: number) => f(Math.exp(x))

/** dense with another element: activation, sum and bias come as functions. */
const denseOf =
  (element: (k: number, W: Block, X: Block, b: Block, i: number, j: number) => number): Kernels['dense'] =>
  (A, W, X, b, g) =>
    A.fill((i, j) => honest.activate(g, element(X.rows, W, X, b, i, j)))

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

/** Calls of one method wait until something is read. */
const deferred = (method: 'update' | 'backpropagate' | 'gather') => (): Mutation => ({
  wrap(on) {
    const waiting: (() => void)[] = []
    const late =
      <A extends readonly unknown[]>(call: (...operands: A) => void) =>
      (...operands: A) => {
        waiting.push(() => call(...operands))
      }
    return {
      ...on,
      [method]: late(on[method] as (...operands: readonly unknown[]) => void),
      async read(from: Tensor) {
        for (const call of waiting.splice(0)) call()
        return on.read(from)
      },
    } satisfies Backend
  },
})

/** All tensors in one buffer, one behind the other, as in a WebAssembly memory. */
function arena(): { store: (length: number, values?: ArrayLike<number>) => Float32Array; all: Float32Array } {
  const all = new Float32Array(1 << 22)
  let next = 0
  return {
    all,
    store(length, values) {
      if (next + length > all.length) next = 0
      const made = all.subarray(next, next + length)
      next += length
      made.fill(0)
      if (values) made.set(values)
      return made
    },
  }
}

/** The number at a place in the buffer behind a matrix, past its end too. */
const behind = (block: Block, index: number) =>
  new Float32Array(block.values.buffer)[block.values.byteOffset / 4 + index] ?? 0

const roundUp = (n: number) => 4 * Math.ceil(n / 4)

const half = (v: number) => {
  const spread = v * (2 ** 42 + 1)
  return spread - (spread - v)
}

export const mutants: readonly Mutant[] = [
  // gradients
  {
    name: 'drops 1/m of dW',
    mutation: kernels({
      gradients(dW, db, dZ, A) {
        honest.gradients(dW, db, dZ, A)
        dW.fill((i, k) => sum(dZ.columns, (j) => dZ.at(i, j) * A.at(k, j)))
      },
    }),
    law: 'gradients: within its bar',
    numbers: 4,
    says: /dW\(0, 0\)/,
  },
  {
    name: 'divides dW but not db',
    mutation: kernels({
      gradients(dW, db, dZ, A) {
        honest.gradients(dW, db, dZ, A)
        db.fill((i) => sum(dZ.columns, (j) => dZ.at(i, j)))
      },
    }),
    law: 'gradients: within its bar',
    numbers: 4,
    says: /db\(0, 0\)/,
  },
  {
    name: 'divides by the units instead of the instances',
    mutation: kernels({
      gradients(dW, db, dZ, A) {
        honest.gradients(dW, db, dZ, A)
        dW.fill((i, k) => f(sum(dZ.columns, (j) => dZ.at(i, j) * A.at(k, j)) / dZ.rows))
      },
    }),
    law: "training: a batch's gradient is the mean of its instances' gradients",
    numbers: 4,
    says: /dW/,
  },
  {
    name: 'accumulates into dW',
    mutation: kernels({
      gradients(dW, db, dZ, A) {
        const before = dW.values.slice()
        honest.gradients(dW, db, dZ, A)
        dW.fill((i, k) => f(dW.at(i, k) + (before[k * dW.rows + i] ?? 0)))
      },
    }),
    law: 'gradients: within its bar',
    numbers: 2,
    says: /NaN/,
  },
  {
    name: 'counts the term at the end of a block of 1024 twice',
    mutation: kernels({
      gradients(dW, db, dZ, A) {
        honest.gradients(dW, db, dZ, A)
        const twice = (i: number, k: number) => (dZ.columns > 1024 ? dZ.at(i, 1023) * A.at(k, 1023) : 0)
        dW.fill((i, k) => f(dW.at(i, k) + twice(i, k) / dZ.columns))
      },
    }),
    law: 'exact: gradients over a thousand instances',
    says: /dW.*exactly/,
  },
  // dense
  {
    name: 'skips the rows behind the last whole vector',
    mutation: kernels({
      dense(A, W, X, b, g) {
        const before = A.values.slice()
        honest.dense(A, W, X, b, g)
        const whole = 4 * Math.floor(A.rows / 4)
        A.fill((i, j) => (i < whole ? A.at(i, j) : (before[j * A.rows + i] ?? 0)))
      },
    }),
    law: 'dense relu: within its bar',
    numbers: 3,
    says: /NaN/,
  },
  {
    name: 'drops the last of a thousand terms',
    mutation: kernels({
      dense: denseOf((k, W, X, b, i, j) =>
        f(sum(k >= 1000 ? k - 1 : k, (l) => W.at(i, l) * X.at(l, j)) + b.at(i, 0)),
      ),
    }),
    law: 'exact: dense over a thousand terms',
    says: /exactly/,
  },
  {
    name: 'reads past the end of W and X',
    mutation: () => ({
      memory: { store: arena().store },
      kernels: {
        dense: denseOf((k, W, X, b, i, j) =>
          f(sum(roundUp(k), (l) => behind(W, l * W.rows + i) * (l < k ? X.at(l, j) : 0)) + b.at(i, 0)),
        ),
      },
    }),
    law: 'dense identity: within its bar',
    numbers: 3,
    says: /NaN/,
  },
  {
    name: 'writes past the end of A',
    mutation: () => ({
      memory: { store: arena().store },
      kernels: {
        dense(A, W, X, b, g) {
          honest.dense(A, W, X, b, g)
          const all = new Float32Array(A.values.buffer)
          const end = A.values.byteOffset / 4 + A.values.length
          all.fill(0, end, end + roundUp(A.values.length) - A.values.length)
        },
      },
    }),
    law: 'dense relu: within its bar',
    numbers: 3,
    says: /outside its tensors/,
  },
  {
    name: 'forgets the bias',
    mutation: kernels({ dense: denseOf((k, W, X, _, i, j) => sum(k, (l) => W.at(i, l) * X.at(l, j))) }),
    law: 'dense identity: within its bar',
    numbers: 3,
    says: /A\(0, 0\)/,
  },
  {
    name: 'adds the bias after the activation',
    mutation: kernels({
      dense(A, W, X, b, g) {
        A.fill((i, j) =>
          f(
            honest.activate(
              g,
              sum(X.rows, (l) => W.at(i, l) * X.at(l, j)),
            ) + b.at(i, 0),
          ),
        )
      },
    }),
    law: 'dense relu: within its bar',
    numbers: 3,
    says: /A\(0, 0\)/,
  },
  {
    name: 'writes into its input',
    mutation: kernels({
      dense(A, W, X, b, g) {
        honest.dense(A, W, X, b, g)
        X.fill((i, j) => (X.at(i, j) === 0 ? 0 : 1))
      },
    }),
    law: 'dense identity: within its bar',
    numbers: 3,
    says: /changed its input: X/,
  },
  {
    name: 'sums in half precision',
    mutation: kernels({
      dense: denseOf((k, W, X, b, i, j) => {
        let total = 0
        for (let l = 0; l < k; l++) total = half(total + half(W.at(i, l) * X.at(l, j)))
        return half(total + b.at(i, 0))
      }),
    }),
    law: 'dense identity: within its bar',
    numbers: 3,
    says: /within/,
  },
  {
    name: 'gives leakyRelu the slope 0.1 below zero',
    mutation: kernels({
      activate: (g, z) => (g === 'leakyRelu' && z < 0 ? f(0.1 * z) : honest.activate(g, z)),
    }),
    law: 'dense leakyRelu: within its bar',
    numbers: 3,
    says: /A\(0, 0\)/,
  },
  {
    name: 'takes relu of −z',
    mutation: kernels({ activate: (g, z) => (g === 'relu' ? Math.max(0, -z) : honest.activate(g, z)) }),
    law: 'functions: the slope of relu is the slope of relu',
    numbers: 1,
    says: /dZ1/,
  },
  // backpropagate
  {
    name: 'gives relu the slope 1 at 0',
    mutation: kernels({ slope: (g, a) => (g === 'relu' && a === 0 ? 1 : honest.slope(g, a)) }),
    law: 'backpropagate relu: within its bar',
    numbers: 3,
    says: /dZ1\(0, 0\) is -?1, expected -?0/,
  },
  {
    name: 'backpropagates through leakyRelu with the slope 0.1',
    mutation: kernels({ slope: (g, a) => (g === 'leakyRelu' && a <= 0 ? f(0.1) : honest.slope(g, a)) }),
    law: 'backpropagate leakyRelu: within its bar',
    numbers: 3,
    says: /dZ1\(0, 0\)/,
  },
  {
    name: 'takes 1 − A² for the slope of tanh',
    mutation: kernels({ slope: (g, a) => (g === 'tanh' ? f(1 - f(a * a)) : honest.slope(g, a)) }),
    law: 'backpropagate tanh: within its bar',
    numbers: 3,
    says: /dZ1\(0, 0\)/,
  },
  {
    name: 'takes the slope of the pre-activation for sigmoid',
    mutation: kernels({
      slope: (g, a) => (g === 'sigmoid' ? honest.slope(g, honest.activate(g, a)) : honest.slope(g, a)),
    }),
    law: 'functions: the slope of sigmoid is the slope of sigmoid',
    numbers: 1,
    says: /dZ1/,
  },
  {
    name: 'reads W2 transposed',
    mutation: kernels({
      backpropagate(dZ1, W2, dZ2, A1, g) {
        const transposed = (i: number, l: number) => W2.values[i * W2.columns + l] ?? Number.NaN
        dZ1.fill((l, j) =>
          f(sum(W2.rows, (i) => transposed(i, l) * dZ2.at(i, j)) * honest.slope(g, A1.at(l, j))),
        )
      },
    }),
    law: 'backpropagate identity: within its bar',
    numbers: 8,
    says: /dZ1/,
  },
  // output
  {
    name: 'computes sigmoid from e^z, which overflows',
    mutation: kernels({
      output(T, Z, kind) {
        if (kind === 'sigmoid') T.fill((i, j) => f(exp(Z.at(i, j)) / f(1 + exp(Z.at(i, j)))))
        else honest.output(T, Z, kind)
      },
    }),
    law: 'output sigmoid: within its bar',
    numbers: 1,
    says: /NaN/,
  },
  {
    name: 'computes sigmoid as 1 − σ(−z), which cancels',
    mutation: kernels({
      output(T, Z, kind) {
        if (kind === 'sigmoid') T.fill((i, j) => f(1 - f(1 / f(1 + exp(Z.at(i, j))))))
        else honest.output(T, Z, kind)
      },
    }),
    law: 'output sigmoid: within its bar',
    numbers: 1,
    says: /T\(0, 0\)/,
  },
  {
    name: 'computes softmax without the maximum',
    mutation: kernels({
      output(T, Z, kind) {
        if (kind !== 'softmax') return honest.output(T, Z, kind)
        T.fill((i, j) => f(exp(Z.at(i, j)) / sum(Z.rows, (k) => exp(Z.at(k, j)))))
      },
    }),
    law: 'output softmax: within its bar',
    numbers: 1,
    says: /NaN/,
  },
  {
    name: 'computes softmax over instances',
    mutation: kernels({
      output(T, Z, kind) {
        if (kind !== 'softmax') return honest.output(T, Z, kind)
        T.fill((i, j) => f(exp(Z.at(i, j)) / sum(Z.columns, (k) => exp(Z.at(i, k)))))
      },
    }),
    law: 'functions: the columns of softmax sum to 1',
    numbers: 2,
    says: /column sum/,
  },
  {
    name: 'takes the largest logit of the first column for all',
    mutation: kernels({
      output(T, Z, kind) {
        if (kind !== 'softmax') return honest.output(T, Z, kind)
        const most = largest(Z, 0)
        T.fill((i, j) => f(exp(f(Z.at(i, j) - most)) / sum(Z.rows, (k) => exp(f(Z.at(k, j) - most)))))
      },
    }),
    law: 'output softmax: within its bar',
    numbers: 3,
    says: /T\(0, 1\)/,
  },
  // cost
  {
    name: 'computes log(1 + e^z) as it stands, which overflows',
    mutation: kernels({ loss: loss((z, y) => f(f(Math.log(f(1 + exp(z)))) - f(z * y))) }),
    law: 'cost sigmoid: within its bar',
    numbers: 2,
    says: /J\(0, 0\) is/,
  },
  {
    name: 'computes log(1 + e) as it stands, which loses small e',
    mutation: kernels({
      loss: loss((z, y) => f(f(Math.max(z, 0) - f(z * y)) + f(Math.log(f(1 + exp(-Math.abs(z))))))),
    }),
    law: 'cost sigmoid of sure predictions of 1: within its bar',
    numbers: 2,
    says: /J\(0, 0\) is/,
  },
  {
    name: 'computes the cost from T',
    mutation: kernels({
      loss: loss((z, y) => {
        const t = f(1 / f(1 + exp(-z)))
        return f(f(-y * f(Math.log(t))) - f(f(1 - y) * f(Math.log(f(1 - t)))))
      }),
    }),
    law: 'cost sigmoid: within its bar',
    numbers: 2,
    says: /J\(0, 0\) is/,
  },
  {
    name: 'sums the cost instead of taking its mean',
    mutation: kernels({
      cost(J, Z, Y, kind, s) {
        honest.cost(J, Z, Y, kind, s)
        J.fill(() => f(J.at(0, 0) * Z.columns))
      },
    }),
    law: 'cost identity: within its bar',
    numbers: 4,
    says: /J\(0, 0\) is/,
  },
  {
    name: 'ignores sample weights in the cost',
    mutation: kernels({ cost: (J, Z, Y, kind) => honest.cost(J, Z, Y, kind) }),
    law: 'cost softmax with sample weights: within its bar',
    numbers: 5,
    says: /J\(0, 0\) is/,
  },
  {
    name: 'takes the squared error without the half',
    mutation: kernels({
      loss: (Z, Y, kind, j) => honest.loss(Z, Y, kind, j) * (kind === 'identity' ? 2 : 1),
    }),
    law: 'exact: cost identity of quarters',
    numbers: 2,
    says: /exactly/,
  },
  {
    name: 'divides the cost by the sum of the sample weights',
    mutation: kernels({
      cost(J, Z, Y, kind, s) {
        const total = s ? sum(s.columns, (j) => s.at(0, j)) : Z.columns
        J.fill(() => f(sum(Z.columns, (j) => (s ? s.at(0, j) : 1) * honest.loss(Z, Y, kind, j)) / total))
      },
    }),
    law: 'cost identity with sample weights: within its bar',
    numbers: 3,
    says: /J\(0, 0\) is/,
  },
  // residual
  {
    name: 'ignores sample weights in the residual',
    mutation: kernels({ residual: (dZ, T, Y) => honest.residual(dZ, T, Y) }),
    law: 'training: a sample weight of 2 is the same row twice',
    numbers: 3,
    says: /m·dW/,
  },
  {
    name: 'takes the sample weight of the row instead of the column',
    mutation: kernels({
      residual: (dZ, T, Y, s) =>
        dZ.fill((i, j) => f(f(T.at(i, j) - Y.at(i, j)) * (s ? s.at(0, Math.min(i, s.columns - 1)) : 1))),
    }),
    law: 'residual with sample weights: within its bar',
    numbers: 6,
    says: /dZ\(/,
  },
  {
    name: 'takes Y − T',
    mutation: kernels({ residual: (dZ, T, Y, s) => honest.residual(dZ, Y, T, s) }),
    law: 'residual: within its bar',
    numbers: 2,
    says: /dZ\(0, 0\)/,
  },
  // update
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
  // order
  {
    name: 'updates late, from a gradient that was overwritten since',
    mutation: deferred('update'),
    law: 'order: update gradientDescent sees its operands as they were when it was called',
    numbers: 2,
    says: /P\(0, 0\)/,
  },
  {
    name: 'updates W2 before backpropagating through it',
    mutation: deferred('backpropagate'),
    law: 'order: backpropagate relu through W2 sees W2 before the update that follows',
    numbers: 3,
    says: /dZ1\(0, 0\)/,
  },
  {
    name: 'trains with operations in another order',
    mutation: deferred('backpropagate'),
    law: 'training: each of 100 steps of momentum is the step of the reference',
    numbers: 10,
    says: /Step 1: /,
  },
  // memory
  {
    name: 'gathers the column before',
    mutation: kernels({
      gather: (to, from, columns) =>
        honest.gather(
          to,
          from,
          columns.map((column) => Math.max(0, column - 1)),
        ),
    }),
    law: 'memory: gather takes the columns named',
    numbers: 3,
    says: /to\(0, 0\)/,
  },
  {
    name: 'gathers late, from indices that changed since',
    mutation: deferred('gather'),
    law: 'memory: gather takes the columns named',
    numbers: 3,
    says: /to\(0, 0\)/,
  },
  {
    name: 'leaves a new tensor as memory was',
    mutation: () => ({
      memory: {
        store: (length, values) => (values ? Float32Array.from(values) : new Float32Array(length).fill(7)),
      },
    }),
    law: 'memory: a tensor without values is zeros',
    numbers: 1,
    says: /is 7, expected 0 exactly/,
  },
  {
    name: 'keeps the array it is given',
    mutation: () => ({
      memory: {
        store: (length, values) =>
          values instanceof Float32Array ? values : honestMemory.store(length, values),
      },
    }),
    law: 'memory: values are copied before tensor and write return',
    numbers: 1,
    says: /is 7/,
  },
  {
    name: 'keeps the array it is given to write',
    mutation: () => ({
      memory: {
        write(to, values) {
          if (values instanceof Float32Array) to.values = values
          else to.values.set(values)
        },
      },
    }),
    law: 'memory: values are copied before tensor and write return',
    numbers: 1,
    says: /write: X\(0, 0\) is 7/,
  },
  {
    name: 'reads its own memory out',
    mutation: () => ({ memory: { read: async (from) => from.values } }),
    law: 'memory: what a read gives is a copy',
    numbers: 1,
    says: /is 7/,
  },
  {
    name: 'reads later than it is asked',
    mutation: () => ({
      memory: { read: (from) => new Promise((resolve) => setTimeout(() => resolve(from.values.slice()), 0)) },
    }),
    law: 'memory: a read shows all writes before it and none after',
    numbers: 2,
    says: /X\(0, 0\)/,
  },
  {
    name: 'flushes subnormals and does not say so',
    mutation: () => ({
      memory: {
        write: (to, values) => to.values.set(values.map((v) => (Math.abs(v) < 2 ** -126 ? 0 * v : v))),
      },
    }),
    law: 'memory: a read gives what was written',
    numbers: 2,
    says: /write: V\(0, 0\) is -?0/,
  },
  {
    name: 'gives the same memory to two tensors',
    mutation: () => {
      const shared = new Float32Array(1 << 22)
      return {
        memory: {
          store(length, values) {
            const made = shared.subarray(0, length).fill(0)
            if (values) made.set(values)
            return made
          },
        },
      }
    },
    law: 'memory: every live tensor keeps its own numbers',
    numbers: 0,
    says: /tensor\(0, 0\) is 2, expected 1 exactly/,
  },
  {
    name: 'does nothing in free',
    mutation: () => ({ memory: { free: () => {} } }),
    law: 'handles: a freed tensor is an error in every operation',
    numbers: 0,
    says: /HandleError, but the backend takes it/,
  },
  {
    name: "takes another instance's tensors",
    mutation: () => ({
      memory: {
        own(tensor) {
          if (tensor instanceof Block && tensor.live) return tensor
          throw new HandleError('No tensor.')
        },
      },
    }),
    law: 'handles: a tensor of another instance',
    numbers: 0,
    says: /HandleError, but the backend takes it/,
  },
  {
    name: 'breaks on what is no tensor, but not with a HandleError',
    mutation: () => ({
      memory: {
        own(tensor) {
          if (tensor instanceof Block && tensor.live) return tensor
          throw new TypeError('tensor.values is undefined')
        },
      },
    }),
    law: 'handles: what is no tensor of any backend',
    numbers: 0,
    says: /TypeError: tensor.values is undefined/,
  },
  {
    name: 'counts a freed tensor as live',
    mutation: () => {
      let bytes = 0
      return {
        memory: {
          store(length, values) {
            bytes += 4 * length
            return honestMemory.store(length, values)
          },
          liveBytes: () => bytes,
        },
      }
    },
    law: 'memory: liveBytes rises by a tensor and falls when it is freed',
    numbers: 1,
    says: /after it was freed/,
  },
  {
    name: 'counts nothing',
    mutation: () => ({ memory: { liveBytes: () => 0 } }),
    law: 'memory: liveBytes rises by a tensor and falls when it is freed',
    numbers: 1,
    says: /adds 0 bytes; it takes at least 4/,
  },
  {
    name: 'leaks in every step',
    mutation: () => {
      let leaked = 0
      return {
        memory: { liveBytes: (live) => honestMemory.liveBytes(live) + leaked },
        kernels: {
          gradients(dW, db, dZ, A) {
            leaked += dW.values.byteLength
            honest.gradients(dW, db, dZ, A)
          },
        },
      }
    },
    law: 'training: steps leave no memory behind',
    numbers: 0,
    says: /after five steps/,
  },
  {
    name: 'is accurate in log(1 + e) but throws at an extreme',
    mutation: kernels({
      loss: loss((z, y) => {
        if (z > 1000) throw new RangeError('a trap of the device')
        return f(f(Math.max(z, 0) - f(z * y)) + log1p(exp(-Math.abs(z))))
      }),
    }),
    law: 'cost sigmoid: within its bar',
    numbers: 2,
    says: /RangeError: a trap of the device/,
  },
]
