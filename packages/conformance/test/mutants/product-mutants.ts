import type { Block } from '../block.ts'
import { f, honestKernels, type Kernels, type Mutation, sum } from '../float32-backend.ts'
import type { Mutant } from './mutant.ts'

const honest: Kernels = honestKernels(() => honest)
const kernels = (overridden: Partial<Kernels>) => (): Mutation => ({ kernels: overridden })

/** dense with another element: activation, sum and bias come as functions. */
const denseOf =
  (element: (k: number, W: Block, X: Block, b: Block, i: number, j: number) => number): Kernels['dense'] =>
  (A, W, X, b, g) =>
    A.fill((i, j) => honest.activate(g, element(X.rows, W, X, b, i, j)))

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

/** Faults of gradients, dense and backpropagate. */
export const productMutants: readonly Mutant[] = [
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
]
