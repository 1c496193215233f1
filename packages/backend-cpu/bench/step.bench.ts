/**
 * One training step of the notes' network: backend-cpu against textbook loops, interleaved in one process.
 * Run with: npm run bench
 * Prints medians of several rounds, fails if the two disagree on the parameters.
 */
import { type Backend, generator, type Tensor, uniform, type Values } from '@leven/core'
import { openCpuBackend } from '../src/index.ts'
import { Textbook } from './textbook.ts'

const learningRate = 0.1

interface Size {
  readonly name: string
  readonly n0: number
  readonly n1: number
  readonly m: number
  /** Steps of each implementation in one round. */
  readonly textbookSteps: number
  readonly backendSteps: number
  readonly rounds: number
  /** How many times faster than the textbook the backend has to be. */
  readonly wanted: number
}

const sizes: readonly Size[] = [
  {
    name: '2-4-1, 4 rows',
    n0: 2,
    n1: 4,
    m: 4,
    textbookSteps: 100_000,
    backendSteps: 100_000,
    rounds: 15,
    wanted: 1,
  },
  {
    name: '30-64-1, 569 rows',
    n0: 30,
    n1: 64,
    m: 569,
    textbookSteps: 10,
    backendSteps: 300,
    rounds: 11,
    wanted: 20,
  },
  {
    name: '784-512-1, 1024 rows',
    n0: 784,
    n1: 512,
    m: 1024,
    textbookSteps: 1,
    backendSteps: 3,
    rounds: 5,
    wanted: 20,
  },
]

/** rows × columns numbers in [−limit, limit), column-major. */
function random(seed: number, count: number, limit: number): Float32Array {
  const source = generator(seed, 'parameters')
  return Float32Array.from({ length: count }, () => uniform(source, limit))
}

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(
    { length: values.length },
    (_, i) => values[(i % columns) * rows + Math.floor(i / columns)],
  )
}

/** The same step as 11 calls of the port. */
class OnBackend {
  readonly #on: Backend
  readonly W1: Tensor
  readonly b1: Tensor
  readonly W2: Tensor
  readonly b2: Tensor
  readonly #tensors: Record<
    'X' | 'Y' | 'A1' | 'Z2' | 'T' | 'dZ1' | 'dZ2' | 'dW1' | 'db1' | 'dW2' | 'db2',
    Tensor
  >

  constructor(on: Backend, size: Size, X: Values, Y: Values, W1: Values, W2: Values) {
    const { n0, n1, m } = size
    this.#on = on
    this.W1 = on.tensor(n1, n0, W1)
    this.b1 = on.tensor(n1, 1)
    this.W2 = on.tensor(1, n1, W2)
    this.b2 = on.tensor(1, 1)
    this.#tensors = {
      X: on.tensor(n0, m, X),
      Y: on.tensor(1, m, Y),
      A1: on.tensor(n1, m),
      Z2: on.tensor(1, m),
      T: on.tensor(1, m),
      dZ1: on.tensor(n1, m),
      dZ2: on.tensor(1, m),
      dW1: on.tensor(n1, n0),
      db1: on.tensor(n1, 1),
      dW2: on.tensor(1, n1),
      db2: on.tensor(1, 1),
    }
  }

  step(rule: { readonly kind: 'gradientDescent'; readonly learningRate: number; readonly l2: number }): void {
    const on = this.#on
    const { X, Y, A1, Z2, T, dZ1, dZ2, dW1, db1, dW2, db2 } = this.#tensors
    on.dense(A1, this.W1, X, this.b1, 'relu')
    on.dense(Z2, this.W2, A1, this.b2, 'identity')
    on.output(T, Z2, 'sigmoid')
    on.residual(dZ2, T, Y)
    on.gradients(dW2, db2, dZ2, A1)
    on.backpropagate(dZ1, this.W2, dZ2, A1, 'relu')
    on.gradients(dW1, db1, dZ1, X)
    on.update(this.W1, dW1, noMoments, rule)
    on.update(this.b1, db1, noMoments, rule)
    on.update(this.W2, dW2, noMoments, rule)
    on.update(this.b2, db2, noMoments, rule)
  }
}

const noMoments: readonly Tensor[] = []
const rule = { kind: 'gradientDescent', learningRate, l2: 0 } as const

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]
}

/** Microseconds per step. */
function time(steps: number, step: () => void): number {
  const start = performance.now()
  for (let i = 0; i < steps; i++) step()
  return ((performance.now() - start) * 1000) / steps
}

/** ‖a − b‖ / ‖b‖ */
function relativeDifference(a: Values, b: Values): number {
  let [difference, norm] = [0, 0]
  for (let i = 0; i < b.length; i++) {
    difference += (a[i] - b[i]) * (a[i] - b[i])
    norm += b[i] * b[i]
  }
  return Math.sqrt(difference / norm)
}

/** Both for as many steps from the same parameters: how far apart the parameters are. */
async function disagreement(on: Backend, size: Size): Promise<number> {
  const steps = size.m > 1000 ? 3 : 50
  const { book, device } = both(on, size)
  for (let i = 0; i < steps; i++) {
    book.step(learningRate)
    device.step(rule)
  }
  const W1 = transposed(book.W1, size.n0, size.n1)
  const pairs: [Tensor, Values][] = [
    [device.W1, W1],
    [device.b1, book.b1],
    [device.W2, book.W2],
    [device.b2, book.b2],
  ]
  let worst = 0
  for (const [tensor, expected] of pairs) {
    worst = Math.max(worst, relativeDifference(await on.read(tensor), expected))
  }
  return worst
}

function both(on: Backend, size: Size): { book: Textbook; device: OnBackend } {
  const { n0, n1, m } = size
  const X = random(1, n0 * m, 1)
  const Y = random(2, m, 1).map((y) => (y > 0 ? 1 : 0))
  const W1 = random(3, n1 * n0, Math.sqrt(6 / n0))
  const W2 = random(4, n1, Math.sqrt(6 / n1))
  return {
    book: new Textbook(transposed(X, n0, m), Y, transposed(W1, n1, n0), W2.slice()),
    device: new OnBackend(on, size, X, Y, W1, W2),
  }
}

const on = await openCpuBackend()
console.log(
  '| network | textbook, µs a step | backend-cpu, µs a step | times faster | GFLOP/s | parameters differ by |',
)
console.log('|---|---|---|---|---|---|')
let failed = false
for (const size of sizes) {
  const difference = await disagreement(on, size)
  const { book, device } = both(on, size)
  const stepBook = () => book.step(learningRate)
  const stepDevice = () => device.step(rule)
  time(size.textbookSteps, stepBook)
  time(size.backendSteps, stepDevice)
  const [textbook, backend]: [number[], number[]] = [[], []]
  for (let round = 0; round < size.rounds; round++) {
    textbook.push(time(size.textbookSteps, stepBook))
    backend.push(time(size.backendSteps, stepDevice))
  }
  const ratio = median(textbook) / median(backend)
  const flops = size.m * size.n1 * (4 * size.n0 + 6)
  failed ||= !(difference < 1e-4) || ratio < size.wanted
  const cells = [
    size.name,
    median(textbook).toPrecision(3),
    median(backend).toPrecision(3),
    `${ratio.toFixed(1)} (wanted ${size.wanted})`,
    (flops / median(backend) / 1000).toFixed(1),
    difference.toExponential(1),
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
if (failed) throw new Error('A ratio is below what is wanted, or the parameters disagree.')
