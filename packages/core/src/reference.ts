import type { Activation, Arithmetic, Backend, OpenBackend, Output, Tensor, UpdateRule } from './backend.ts'
import { HandleError } from './errors.ts'

/**
 * A Backend in plain float64 loops, one equation per loop: the readable truth and the oracle of the
 * conformance suite. It is slow on purpose and takes no care of speed.
 *
 * @example
 * const on = await openReference()
 * const Z = on.tensor(1, 2, Float64Array.of(-1, 1))
 * const T = on.tensor(1, 2)
 * on.output(T, Z, 'sigmoid')
 * await on.read(T) // [0.2689…, 0.7310…]
 */
export const openReference: OpenBackend = async () => reference()

/** The float64 reference backend. Math.exp and its kin are within one ulp in every engine we run on. */
const arithmetic: Arithmetic = {
  unitRoundoff: 2 ** -53,
  exp: 2,
  log: 2,
  tanh: 2,
  division: 1,
  squareRoot: 1,
  flushesSubnormals: false,
  underflow: 2 ** -1022, // (4) as it stands is 0 where its true value is subnormal
}

/** g(z), element-wise; (2) and (4) of the derivation. */
export function activate(g: Activation, z: number): number {
  switch (g) {
    case 'identity':
      return z
    case 'relu':
      return Math.max(z, 0) // (2); keeps NaN
    case 'leakyRelu':
      return z > 0 ? z : 0.01 * z
    case 'sigmoid':
      return 1 / (1 + Math.exp(-z)) // (4)
    case 'tanh':
      return Math.tanh(z)
    default:
      return g satisfies never
  }
}

/** g′(z) as a function of a = g(z). ReLU′(0) = 0. */
export function slope(g: Activation, a: number): number {
  switch (g) {
    case 'identity':
      return 1
    case 'relu':
      return a > 0 ? 1 : 0
    case 'leakyRelu':
      return a > 0 ? 1 : 0.01
    case 'sigmoid':
      return a * (1 - a)
    case 'tanh':
      return (1 - a) * (1 + a)
    default:
      return g satisfies never
  }
}

/** L of one instance from its logits z and targets y (5), summed over the outputs. */
export function loss(kind: Output, z: readonly number[], y: readonly number[]): number {
  switch (kind) {
    case 'sigmoid': // without forming t: −y log σ(z) − (1 − y) log(1 − σ(z))
      return sum(z, (zk, k) => Math.max(zk, 0) - zk * (y[k] ?? 0) + Math.log1p(Math.exp(-Math.abs(zk)))) // (5)
    case 'softmax': {
      const largest = Math.max(...z)
      const logSum = Math.log(sum(z, (zk) => Math.exp(zk - largest)))
      return sum(z, (zk, k) => (y[k] ?? 0) * (largest - zk + logSum))
    }
    case 'identity':
      return sum(z, (zk, k) => (zk - (y[k] ?? 0)) ** 2) / 2
    default:
      return kind satisfies never
  }
}

function sum(values: readonly number[], term: (value: number, index: number) => number): number {
  return values.reduce((total, value, index) => total + term(value, index), 0)
}

/** A matrix of the reference: column-major float64, poisoned when freed. */
class Matrix implements Tensor {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
  live = true

  constructor(rows: number, columns: number) {
    this.rows = rows
    this.columns = columns
    this.values = new Float64Array(rows * columns)
  }

  /** Element i, j. */
  at(i: number, j: number): number {
    return this.values[j * this.rows + i] ?? Number.NaN
  }

  column(j: number): number[] {
    return [...this.values.subarray(j * this.rows, (j + 1) * this.rows)]
  }

  /** Overwrites every element by a function of its place. */
  fill(element: (i: number, j: number) => number): void {
    for (let j = 0; j < this.columns; j++) {
      for (let i = 0; i < this.rows; i++) this.values[j * this.rows + i] = element(i, j)
    }
  }
}

/** Σ_k term(k), k = 0 … count − 1. */
function total(count: number, term: (k: number) => number): number {
  let sum = 0
  for (let k = 0; k < count; k++) sum += term(k)
  return sum
}

function reference(): Backend {
  const mine = new Set<Matrix>()

  function own(tensor: Tensor): Matrix {
    if (tensor instanceof Matrix && mine.has(tensor)) return tensor
    const freed = tensor instanceof Matrix && !tensor.live
    throw new HandleError(
      `The ${tensor.rows}×${tensor.columns} tensor ${freed ? 'was freed' : 'belongs to another backend'}.`,
    )
  }

  function release(matrix: Matrix): void {
    matrix.live = false
    mine.delete(matrix)
  }

  return {
    info: {
      name: 'reference',
      device: 'plain float64 loops, one thread',
      accelerated: false,
      reason: 'the reference has one device',
      arithmetic,
    },

    tensor(rows, columns, values) {
      const made = new Matrix(rows, columns)
      if (values) made.values.set(values)
      mine.add(made)
      return made
    },
    write(to, values) {
      own(to).values.set(values)
    },
    gather(to, from, columns) {
      const source = own(from)
      own(to).fill((i, j) => source.at(i, columns[j] ?? -1))
    },
    async read(from) {
      return own(from).values.slice()
    },
    free(tensor) {
      release(own(tensor))
    },
    liveBytes() {
      return [...mine].reduce((bytes, matrix) => bytes + matrix.values.byteLength, 0)
    },
    async close() {
      for (const matrix of mine) release(matrix)
    },

    dense(A, W, X, b, g) {
      const [w, x, bias] = [own(W), own(X), own(b)]
      const z = (i: number, j: number) => total(x.rows, (k) => w.at(i, k) * x.at(k, j)) + bias.at(i, 0) // (1), (3)
      // and a = g(z) (2); for every instance at once                              (6)–(8)
      own(A).fill((i, j) => activate(g, z(i, j)))
    },
    output(T, Z, kind) {
      const z = own(Z)
      // t = σ(z) (4), or softmax(z), or z; for every instance at once             (9)
      switch (kind) {
        case 'sigmoid':
          own(T).fill((i, j) => activate('sigmoid', z.at(i, j)))
          break
        case 'identity':
          own(T).fill((i, j) => z.at(i, j))
          break
        case 'softmax': {
          // of each column e^z over Σ e^z, both from z − M
          const columns = Array.from({ length: z.columns }, (_, j) => softmax(z.column(j)))
          own(T).fill((i, j) => columns[j]?.[i] ?? Number.NaN)
          break
        }
        default:
          kind satisfies never
      }
    },
    cost(J, Z, Y, kind, s) {
      const [z, y] = [own(Z), own(Y)]
      const weight = s && own(s)
      const weighted = (i: number) => (weight ? weight.at(0, i) : 1) * loss(kind, z.column(i), y.column(i))
      own(J).fill(() => total(z.columns, weighted) / z.columns) // J = (1/m) Σ s L(t, y), with L of (5); (10)
    },
    residual(dZ, T, Y, s) {
      const [t, y] = [own(T), own(Y)]
      const weight = s && own(s)
      // dZ = (T − Y) ⊙ s
      own(dZ).fill((i, j) => (t.at(i, j) - y.at(i, j)) * (weight ? weight.at(0, j) : 1))
    },
    gradients(dW, db, dZ, A) {
      const [dz, a] = [own(dZ), own(A)]
      const m = dz.columns
      // dW = (1/m) dZ Aᵀ                                                          (11), (13)
      own(dW).fill((i, k) => total(m, (j) => dz.at(i, j) * a.at(k, j)) / m)
      // db = (1/m) Σ dZ                                                           (12), (14)
      own(db).fill((i) => total(m, (j) => dz.at(i, j)) / m)
    },
    backpropagate(dZ1, W2, dZ2, A1, g) {
      const [w, dz, a] = [own(W2), own(dZ2), own(A1)]
      // dZ1 = W2ᵀ dZ2 ⊙ g′(Z1)                                                    in (13), (14)
      own(dZ1).fill((k, j) => total(w.rows, (i) => w.at(i, k) * dz.at(i, j)) * slope(g, a.at(k, j)))
    },
    update(P, dP, moments, rule) {
      const [p, gradient] = [own(P), own(dP)]
      const [first, second] = moments.map(own)
      // G = ∂J/∂P + l2 P; then P ← P − α G or its kin                             (15)–(18)
      for (let i = 0; i < p.values.length; i++) {
        const value = p.values[i] ?? Number.NaN
        const g = (gradient.values[i] ?? Number.NaN) + rule.l2 * value
        p.values[i] = value - rule.learningRate * direction(rule, g, i, first, second)
      }
    },
  }
}

/** What parameter i moves against, by α of it; its moments are moved on. `update` of the port has the equations. */
function direction(
  rule: UpdateRule,
  g: number,
  i: number,
  first: Matrix | undefined,
  second: Matrix | undefined,
): number {
  switch (rule.kind) {
    case 'gradientDescent':
      return g
    case 'momentum':
      return decay(rule, first, i, rule.momentum, 1, g)
    case 'adam': {
      const mean = decay(rule, first, i, rule.beta1, 1 - rule.beta1, g) / rule.correction1
      const square = decay(rule, second, i, rule.beta2, 1 - rule.beta2, g * g) / rule.correction2
      return mean / (Math.sqrt(square) + rule.epsilon)
    }
    default:
      return rule satisfies never
  }
}

/** moment ← factor · moment + gain · value at place i; the new moment. */
function decay(
  rule: UpdateRule,
  moment: Matrix | undefined,
  i: number,
  factor: number,
  gain: number,
  value: number,
): number {
  if (!moment) throw new HandleError(`The update rule ${rule.kind} is given too few moments.`)
  const next = factor * (moment.values[i] ?? Number.NaN) + gain * value
  moment.values[i] = next
  return next
}

/** e^z / Σ e^z, with the largest logit taken from all so that nothing overflows. */
function softmax(z: readonly number[]): number[] {
  const largest = Math.max(...z)
  const powers = z.map((zk) => Math.exp(zk - largest))
  const all = sum(powers, (power) => power)
  return powers.map((power) => power / all)
}
