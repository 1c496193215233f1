import type { Activation } from '@leven/core'
import { Block } from '../block.ts'
import { f, honestKernels, type Kernels, type Mutation, sum } from '../float32-backend.ts'
import type { StateMutant } from './memory-mutants.ts'
import { type Computing, type Dimensions, type Ran, spoiled } from './operation-faults.ts'

const honest: Kernels = honestKernels(() => honest)

const zeros = ({ outputs }: Ran) => {
  for (const out of outputs) out.fill(() => 0)
}
const oneMore = ({ outputs: [out] }: Ran) => {
  const last = (out?.values.length ?? 0) - 1
  if (out) out.values[last] = (out.values[last] ?? 0) + 1
}
const firstElement = ({ outputs: [out] }: Ran) => out?.set(0, 0, out.at(0, 0) + 1)
const lastRow = ({ outputs: [out] }: Ran) => out?.fill((i, j) => (i === out.rows - 1 ? 0 : out.at(i, j)))
const lastColumn = ({ outputs: [out] }: Ran) =>
  out?.fill((i, j) => (j === out.columns - 1 ? f(2 * out.at(i, j)) : out.at(i, j)))

/** A fault of one operation at sizes that its author thought nobody tries. */
const sized = (
  operation: Computing,
  what: string,
  spoil: (ran: Ran) => void,
  where: string,
  holds: (sizes: Dimensions) => boolean,
): StateMutant => ({
  name: `${operation} ${what} where ${where}`,
  group: 'chosen sizes',
  laws: operation === 'gather' ? 'memory: gather' : `sizes: ${operation}`,
  mutation: () => ({
    kernels: spoiled(operation, (ran) => {
      if (holds(ran.dimensions)) spoil(ran)
    }),
  }),
})

/** Sizes of real tables and layers, and those beside powers of two. */
const untried: readonly StateMutant[] = [
  sized('dense', 'is one too large in its last element', oneMore, 'k is 24', ({ k }) => k === 24),
  sized('dense', 'gives zeros', zeros, 'n is 12', ({ n }) => n === 12),
  sized('gradients', 'gives zeros', zeros, 'k is 10', ({ k }) => k === 10),
  sized('gradients', 'is one too large in its last element', oneMore, 'm is 20', ({ m }) => m === 20),
  sized('backpropagate', 'gives zeros', zeros, 'n is 14', ({ n }) => n === 14),
  sized('output', 'leaves the last row out', lastRow, 'n is 10', ({ n }) => n === 10),
  sized('cost', 'is one too large', oneMore, 'm is 30', ({ m }) => m === 30),
  sized('residual', 'doubles its last column', lastColumn, 'm is 26', ({ m }) => m === 26),
  sized('update', 'gives zeros', zeros, 'n is 18', ({ n }) => n === 18),
  sized('dense', 'gives zeros', zeros, 'k is 784', ({ k }) => k === 784),
  sized('dense', 'is one too large in its last element', oneMore, 'm is 8,193', ({ m }) => m === 8193),
  sized('dense', 'is one too large in its first element', firstElement, 'n is 2,049', ({ n }) => n === 2049),
  sized('gradients', 'is one too large in its last element', oneMore, 'm is 512', ({ m }) => m === 512),
  sized('gradients', 'leaves the last row out', lastRow, 'n is 300', ({ n }) => n === 300),
  sized('gradients', 'gives zeros', zeros, 'm is more than 100,000', ({ m }) => m > 100_000),
  sized('backpropagate', 'gives zeros', zeros, 'n is 500', ({ n }) => n === 500),
  sized('backpropagate', 'doubles its last column', lastColumn, 'm is 2,048', ({ m }) => m === 2048),
  sized('residual', 'leaves the last row out', lastRow, 'n is 600', ({ n }) => n === 600),
  sized('update', 'is one too large in its last element', oneMore, 'k is 384', ({ k }) => k === 384),
  sized('output', 'leaves the last row out', lastRow, 'n is 320', ({ n }) => n === 320),
  sized('cost', 'is one too large', oneMore, 'm is 131,073', ({ m }) => m === 131_073),
  sized('gather', 'leaves the last row out', lastRow, 'n is 64', ({ n }) => n === 64),
  sized('gather', 'leaves the last row out', lastRow, 'n is more than 4,096', ({ n }) => n > 4096),
  sized('gather', 'doubles its last column', lastColumn, 'm is 100', ({ m }) => m === 100),
  sized('dense', 'is one too large in its first element', firstElement, 'n and m are above 100', (s) => {
    return s.n > 100 && s.m > 100
  }),
  sized('backpropagate', 'doubles its last column', lastColumn, 'm is odd and above 64', ({ m }) => {
    return m > 64 && m % 2 === 1
  }),
]

const transposed = (W: Block): Block => {
  const made = new Block({}, W.columns, W.rows, new Float32Array(W.values.length))
  made.fill((i, j) => W.at(j, i))
  return made
}

/** Faults that need two sizes to be equal: a square can be read either way. */
const squares: readonly Omit<StateMutant, 'group'>[] = [
  {
    name: 'reads W transposed where it is square and of 33 or more units',
    laws: 'dense',
    mutation: () => ({
      kernels: {
        dense: (A, W, X, b, g) =>
          honest.dense(A, W.rows === W.columns && W.rows > 32 ? transposed(W) : W, X, b, g),
      },
    }),
  },
  {
    name: 'gives dW transposed where it is 48 × 48',
    laws: 'gradients',
    mutation: () => ({
      kernels: {
        gradients(dW, db, dZ, A) {
          honest.gradients(dW, db, dZ, A)
          if (dW.rows === 48 && dW.columns === 48) dW.values = transposed(dW).values
        },
      },
    }),
  },
  {
    name: 'takes W2 for its transpose where n, k and m are equal and above 16',
    laws: 'backpropagate',
    mutation: () => ({
      kernels: {
        backpropagate(dZ1, W2, dZ2, A1, g) {
          const cube = W2.rows === W2.columns && W2.rows === dZ2.columns && W2.rows > 16
          honest.backpropagate(dZ1, cube ? transposed(W2) : W2, dZ2, A1, g)
        },
      },
    }),
  },
  {
    name: 'adds the bias by columns where A is square and above 16',
    laws: 'dense',
    mutation: () => ({
      kernels: {
        dense(A, W, X, b, g) {
          if (A.rows !== A.columns || A.rows <= 16) return honest.dense(A, W, X, b, g)
          A.fill((i, j) => honest.activate(g, f(sum(X.rows, (l) => W.at(i, l) * X.at(l, j)) + b.at(j, 0))))
        },
      },
    }),
  },
]

/** The matrix with one row set to zero. */
const without = (X: Block, row: number): Block => {
  const made = new Block({}, X.rows, X.columns, X.values.slice())
  if (row >= 0) made.fill((i, j) => (i === row ? 0 : X.at(i, j)))
  return made
}

/** One activation's kernel loses the last term of its sum, where there are so many. */
const losing = (
  operation: 'dense' | 'backpropagate',
  g: Activation,
  where: string,
  holds: (terms: number) => boolean,
): Omit<StateMutant, 'group'> => ({
  name: `loses the last term of ${operation} ${g} where ${where}`,
  laws: operation,
  mutation: (): Mutation => ({
    kernels: {
      dense: (A, W, X, b, of) =>
        honest.dense(
          A,
          W,
          operation === 'dense' && of === g && holds(X.rows) ? without(X, X.rows - 1) : X,
          b,
          of,
        ),
      backpropagate: (dZ1, W2, dZ2, A1, of) =>
        honest.backpropagate(
          dZ1,
          W2,
          operation === 'backpropagate' && of === g && holds(dZ2.rows) ? without(dZ2, dZ2.rows - 1) : dZ2,
          A1,
          of,
        ),
    },
  }),
})
const multiple =
  (of: number, above = of) =>
  (terms: number) =>
    terms > above && terms % of === 0

const terms: readonly Omit<StateMutant, 'group'>[] = [
  losing('dense', 'relu', 'k is a multiple of 64', multiple(64, 0)),
  losing('dense', 'tanh', 'k is a multiple of 16 above 48', multiple(16, 48)),
  losing('dense', 'leakyRelu', 'k is 128', (k) => k === 128),
  losing('dense', 'sigmoid', 'k is a multiple of 8 above 200', multiple(8, 200)),
  losing('backpropagate', 'sigmoid', 'n is a multiple of 8 above 32', multiple(8, 32)),
  losing('backpropagate', 'relu', 'n is 256', (n) => n === 256),
  losing('backpropagate', 'tanh', 'n is 1,024', (n) => n === 1024),
  {
    name: 'loses the last instance of db alone where m is a multiple of 16 above 32',
    laws: 'gradients',
    mutation: () => ({
      kernels: {
        gradients(dW, db, dZ, A) {
          honest.gradients(dW, db, dZ, A)
          const m = dZ.columns
          if (multiple(16, 32)(m)) db.fill((i) => f(sum(m - 1, (j) => dZ.at(i, j)) / m))
        },
      },
    }),
  },
  {
    name: 'ignores sample weights of the cost from the 257th instance on',
    laws: 'cost',
    mutation: () => ({
      kernels: {
        cost(J, Z, Y, kind, s) {
          const cut = s && new Block({}, 1, s.columns, s.values.slice().fill(1, 256))
          honest.cost(J, Z, Y, kind, cut)
        },
      },
    }),
  },
  {
    name: 'takes the sample weight before in the columns of the residual that are multiples of 64',
    laws: 'residual',
    mutation: () => ({
      kernels: {
        residual: (dZ, T, Y, s) =>
          dZ.fill((i, j) => {
            const place = j > 0 && j % 64 === 0 ? j - 1 : j
            return f(f(T.at(i, j) - Y.at(i, j)) * (s ? s.at(0, place) : 1))
          }),
      },
    }),
  },
  ...(['momentum', 'adam'] as const).map(
    (kind): Omit<StateMutant, 'group'> => ({
      name: `leaves the last moment of ${kind} behind its 1,024th number as it was`,
      laws: 'update',
      mutation: () => ({
        kernels: {
          update(P, dP, moments, rule) {
            const last = moments.at(-1)
            const before = last?.values.slice()
            honest.update(P, dP, moments, rule)
            if (rule.kind === kind && last && before)
              last.values.set(before.subarray(1024), Math.min(1024, before.length))
          },
        },
      }),
    }),
  ),
]

/** A number with so many bits of its significand. */
function keep(bits: number, value: number): number {
  const spread = value * (2 ** (53 - bits) + 1)
  return Number.isFinite(spread) ? f(spread - (spread - value)) : value
}
const narrowed = (input: Block, bits: number): Block => {
  const made = new Block({}, input.rows, input.columns, input.values.slice())
  made.fill((i, j) => keep(bits, input.at(i, j)))
  return made
}

/** A tensor core: inputs of few bits, where the sizes fit it. */
const narrow = (operation: Computing, bits: number, where: string, holds: (s: Dimensions) => boolean) =>
  sized(
    operation,
    `rounds its inputs to ${bits} bits`,
    ({ again }) => again((input) => narrowed(input, bits)),
    where,
    holds,
  )

const formats: readonly StateMutant[] = [
  narrow('dense', 11, 'k is a multiple of 16', ({ k }) => k % 16 === 0),
  narrow('dense', 11, 'n, k and m are multiples of 8', ({ n, k, m }) => (n % 8) + (k % 8) + (m % 8) === 0),
  narrow('gradients', 8, 'm is 128 or more', ({ m }) => m >= 128),
  narrow('gradients', 11, 'n is 200', ({ n }) => n === 200),
  narrow('backpropagate', 11, 'k is 96', ({ k }) => k === 96),
  narrow('backpropagate', 14, 'n is more than 100', ({ n }) => n > 100),
  sized(
    'dense',
    'sums in half precision',
    ({ outputs: [out] }) => out?.fill((i, j) => keep(11, out.at(i, j))),
    'k is 512 or more',
    ({ k }) => k >= 512,
  ),
]

/** Faults at sizes, at equal sizes and in formats, by one who has read what the laws draw. */
export const shapeMutants: readonly StateMutant[] = [
  ...untried,
  ...squares.map((mutant) => ({ ...mutant, group: 'equal sizes' })),
  ...terms.map((mutant) => ({ ...mutant, group: 'lost terms' })),
  ...formats.map((mutant) => ({ ...mutant, group: 'narrow formats' })),
]
