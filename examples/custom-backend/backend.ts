/**
 * A backend of one's own: the port of Leven in plain loops, on numbers kept as float32. It is as slow as it is short; its
 * tensors could as well be buffers of some accelerator. Use it by its file: `--backend ./backend.js`.
 */
import {
  activate,
  type Backend,
  BackendUnavailableError,
  HandleError,
  loss,
  type OpenBackend,
  slope,
  type Tensor,
} from '@leven/core'

/** A handle. `values` is column-major, and absent once the tensor is freed. */
class Matrix implements Tensor {
  readonly rows: number
  readonly columns: number
  values: Float32Array | undefined

  constructor(rows: number, columns: number) {
    this.rows = rows
    this.columns = columns
    this.values = new Float32Array(rows * columns)
  }
}
/** A matrix whose handle was checked. */
type Held = Matrix & { readonly values: Float32Array }

const at = (m: Held, i: number, j: number): number => m.values[j * m.rows + i] ?? Number.NaN
const column = (m: Held, j: number): number[] => [...m.values.subarray(j * m.rows, (j + 1) * m.rows)]

function fill(m: Held, element: (i: number, j: number) => number): void {
  for (let j = 0; j < m.columns; j++)
    for (let i = 0; i < m.rows; i++) m.values[j * m.rows + i] = element(i, j)
}

function sum(count: number, term: (k: number) => number): number {
  let total = 0
  for (let k = 0; k < count; k++) total += term(k)
  return total
}

function softmax(z: readonly number[], i: number): number {
  const largest = Math.max(...z)
  return Math.exp((z[i] ?? Number.NaN) - largest) / sum(z.length, (k) => Math.exp((z[k] ?? 0) - largest))
}

/** Computed in float64 and rounded once to float32, when a result is stored: every function is within one u. */
const one = { exp: 1, log: 1, tanh: 1, division: 1, squareRoot: 1 }
const arithmetic = { ...one, unitRoundoff: 2 ** -24, flushesSubnormals: false, underflow: 2 ** -149 }

const open: OpenBackend = async (mode = '') => {
  if (mode) throw new BackendUnavailableError(`plain:${mode}`, `There is no mode '${mode}'.`, 'Leave it out.')
  const live = new Set<Tensor>()
  const own = (tensor: Tensor): Held => {
    if (tensor instanceof Matrix && live.has(tensor)) return tensor as Held
    throw new HandleError('The tensor was freed, or belongs to another backend.')
  }
  const free = (tensor: Tensor) => {
    const matrix: Matrix = own(tensor)
    matrix.values = undefined
    live.delete(matrix)
  }
  const weight = (s: Tensor | undefined) => {
    const held = s && own(s)
    return (j: number) => (held ? at(held, 0, j) : 1)
  }

  const backend: Backend = {
    info: {
      name: 'plain',
      device: 'plain JavaScript loops, one thread',
      accelerated: false,
      reason: 'the plain backend has one device',
      arithmetic,
    },
    tensor(rows, columns, values) {
      const made = new Matrix(rows, columns)
      if (values) made.values?.set(values)
      live.add(made)
      return made
    },
    write: (to, values) => own(to).values.set(values),
    gather(to, from, columns) {
      const source = own(from)
      fill(own(to), (i, j) => at(source, i, columns[j] ?? -1))
    },
    read: async (from) => own(from).values.slice(),
    free,
    liveBytes: () => [...live].reduce((bytes, { rows, columns }) => bytes + 4 * rows * columns, 0),
    close: async () => live.forEach(free),

    dense(A, W, X, b, g) {
      const [w, x, bias] = [own(W), own(X), own(b)]
      fill(own(A), (i, j) => activate(g, sum(x.rows, (k) => at(w, i, k) * at(x, k, j)) + at(bias, i, 0)))
    },
    output(T, Z, kind) {
      const z = own(Z)
      const g = kind === 'sigmoid' ? 'sigmoid' : 'identity'
      fill(own(T), (i, j) => (kind === 'softmax' ? softmax(column(z, j), i) : activate(g, at(z, i, j))))
    },
    cost(J, Z, Y, kind, s) {
      const [z, y, w] = [own(Z), own(Y), weight(s)]
      fill(own(J), () => sum(z.columns, (j) => w(j) * loss(kind, column(z, j), column(y, j))) / z.columns)
    },
    residual(dZ, T, Y, s) {
      const [t, y, w] = [own(T), own(Y), weight(s)]
      fill(own(dZ), (i, j) => (at(t, i, j) - at(y, i, j)) * w(j))
    },
    gradients(dW, db, dZ, A) {
      const [dz, a] = [own(dZ), own(A)]
      const m = dz.columns
      fill(own(dW), (i, k) => sum(m, (j) => at(dz, i, j) * at(a, k, j)) / m)
      fill(own(db), (i) => sum(m, (j) => at(dz, i, j)) / m)
    },
    backpropagate(dZ1, W2, dZ2, A1, g) {
      const [w, dz, a] = [own(W2), own(dZ2), own(A1)]
      fill(own(dZ1), (k, j) => sum(w.rows, (i) => at(w, i, k) * at(dz, i, j)) * slope(g, at(a, k, j)))
    },
    update(P, dP, moments, rule) {
      const [p, dp] = [own(P), own(dP)]
      const [first, second] = moments.map(own)
      const G = Float64Array.from(p.values, (value, i) => (dp.values[i] ?? Number.NaN) + rule.l2 * value)
      const move = (moment: Held | undefined, decay: number, by: (g: number) => number): Float32Array => {
        if (!moment) throw new HandleError(`The rule ${rule.kind} needs more moments.`)
        fill(moment, (i, j) => decay * at(moment, i, j) + by(G[j * p.rows + i] ?? Number.NaN))
        return moment.values
      }
      const step = (by: (i: number) => number) =>
        p.values.forEach((v, i) => {
          p.values[i] = v - rule.learningRate * by(i)
        })
      if (rule.kind === 'gradientDescent') return step((i) => G[i] ?? Number.NaN)
      if (rule.kind === 'momentum') {
        const v = move(first, rule.momentum, (g) => g)
        return step((i) => v[i] ?? Number.NaN)
      }
      const m = move(first, rule.beta1, (g) => (1 - rule.beta1) * g)
      const v = move(second, rule.beta2, (g) => (1 - rule.beta2) * g * g)
      step((i) => (m[i] ?? 0) / rule.correction1 / (Math.sqrt((v[i] ?? 0) / rule.correction2) + rule.epsilon))
    },
  }
  return backend
}

export default open
