import { f, honestKernels, type Kernels, largest, type Mutation, sum } from '../float32-backend.ts'
import type { Mutant } from './mutant.ts'

const honest: Kernels = honestKernels(() => honest)
const kernels = (overridden: Partial<Kernels>) => (): Mutation => ({ kernels: overridden })
const loss =
  (sigmoid: (z: number, y: number) => number): Kernels['loss'] =>
  (Z, Y, kind, j) =>
    kind === 'sigmoid' ? sum(Z.rows, (i) => sigmoid(Z.at(i, j), Y.at(i, j))) : honest.loss(Z, Y, kind, j)

const exp = (x: number) => f(Math.exp(x))

/** Faults of output, cost and residual. */
export const outputMutants: readonly Mutant[] = [
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
]
