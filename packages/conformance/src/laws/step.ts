import type { Activation, Backend, Output, Tensor, UpdateRule, Values } from '@leven/core'
import type { Operand } from '../case.ts'
import { evaluate, type Make, type Shapes, within } from '../device.ts'
import { LawBroken, type Subject } from '../law.ts'
import { entry } from '../matrix.ts'
import { backpropagate, dense, gradients, type Operation, output, residual, update } from '../operation.ts'

/** A small network, its data and how it is trained; the numbers follow from `seed`. */
export interface Training {
  readonly sizes: readonly number[]
  readonly activations: readonly Activation[]
  readonly output: Output
  readonly instances: number
  readonly weighted: boolean
  readonly rule: UpdateRule['kind']
  readonly seed: number
}

/** One call of a step: an operation and the tensors it is given. */
export interface Call {
  readonly operation: Operation
  readonly tensors: Readonly<Record<string, Tensor>>
}

/** Everything a training needs on the device. */
export interface Prepared {
  /** W, b and their moments: what a step changes. */
  readonly state: readonly Tensor[]
  /** The calls of step t, counted from 1: forward, residual, backward, update. */
  calls(t: number): readonly Call[]
}

const momentNames: Readonly<Record<UpdateRule['kind'], readonly string[]>> = {
  gradientDescent: [],
  momentum: ['v'],
  adam: ['m', 'v'],
}

/** The rule at step t. */
function ruleAt(kind: UpdateRule['kind'], t: number): UpdateRule {
  const common = { learningRate: 0.02, l2: 0.01 }
  switch (kind) {
    case 'gradientDescent':
      return { kind, ...common }
    case 'momentum':
      return { kind, ...common, momentum: 0.9 }
    case 'adam': {
      const decays = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
      return { kind, ...common, ...decays, correction1: 1 - 0.9 ** t, correction2: 1 - 0.999 ** t }
    }
    default:
      return kind satisfies never
  }
}

/** Numbers from [−1, 1) that follow from a seed: Marsaglia's xorshift. */
function numbers(seed: number, count: number, round: (value: number) => number): Float64Array {
  let state = Math.imul(seed + 1, 0x9e3779b9) | 1
  return Float64Array.from({ length: count }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return round((state >> 8) / 2 ** 23)
  })
}

function targetValues(training: Training, rows: number, m: number, draws: Float64Array): Float64Array {
  switch (training.output) {
    case 'identity':
      return draws
    case 'sigmoid':
      return draws.map((v) => (v > 0 ? 1 : 0))
    case 'softmax': {
      const Y = new Float64Array(rows * m)
      for (let j = 0; j < m; j++) Y[j * rows + Math.floor(Math.abs(draws[j] ?? 0) * rows)] = 1
      return Y
    }
    default:
      return training.output satisfies never
  }
}

/** Allocates a training on a device. Nothing is allocated in its steps. */
export function prepare(training: Training, make: Make, round: (value: number) => number): Prepared {
  const { sizes, instances: m, seed } = training
  const size = (l: number) => sizes[l] ?? 1
  const X = make(size(0), m, numbers(seed, size(0) * m, round))
  const last = sizes.length - 1
  const Y = make(
    size(last),
    m,
    targetValues(training, size(last), m, numbers(seed + 1, size(last) * m, round)),
  )
  const T = make(size(last), m)
  const s = training.weighted
    ? make(
        1,
        m,
        numbers(seed + 2, m, round).map((v, j) => (j % 5 === 4 ? 0 : round(1 + v))),
      )
    : undefined

  let input = X
  const layers = Array.from({ length: last }, (_, index) => {
    const [n, k] = [size(index + 1), size(index)]
    const g: Activation = index === last - 1 ? 'identity' : (training.activations[index] ?? 'relu')
    const W = make(
      n,
      k,
      numbers(seed + 3 + index, n * k, (v) => round(v / 2)),
    )
    const moments = (columns: number) => momentNames[training.rule].map(() => make(n, columns))
    const layer = {
      g,
      X: input,
      W,
      b: make(n, 1),
      A: make(n, m),
      dZ: make(n, m),
      dW: make(n, k),
      db: make(n, 1),
    }
    input = layer.A
    return { ...layer, momentsOfW: moments(k), momentsOfB: moments(1) }
  })

  const names = momentNames[training.rule]
  const named = (moments: readonly Tensor[]) =>
    Object.fromEntries(moments.map((tensor, i) => [names[i] ?? '', tensor]))
  const top = layers[layers.length - 1]
  if (!top) throw new Error('A training needs a layer.')

  return {
    state: layers.flatMap(({ W, b, momentsOfW, momentsOfB }) => [W, b, ...momentsOfW, ...momentsOfB]),
    calls(t) {
      const forward = layers.map(({ g, X, W, b, A }) => ({ operation: dense(g), tensors: { A, W, X, b } }))
      const error = [
        { operation: output(training.output), tensors: { T, Z: top.A } },
        { operation: residual(training.weighted), tensors: { dZ: top.dZ, T, Y, ...(s && { s }) } },
      ]
      const backward = layers.toReversed().flatMap(({ X, W, dZ, dW, db }, i): Call[] => {
        const below = layers[layers.length - 2 - i]
        const ofLayer = { operation: gradients, tensors: { dW, db, dZ, A: X } }
        if (!below) return [ofLayer]
        const tensors = { dZ1: below.dZ, W2: W, dZ2: dZ, A1: below.A }
        return [ofLayer, { operation: backpropagate(below.g), tensors }]
      })
      const rule = ruleAt(training.rule, t)
      const updates = layers.flatMap(({ W, b, dW, db, momentsOfW, momentsOfB }) => [
        { operation: update(rule), tensors: { P: W, dP: dW, ...named(momentsOfW) } },
        // L2 is for weights; biases are left alone.
        { operation: update({ ...rule, l2: 0 }), tensors: { P: b, dP: db, ...named(momentsOfB) } },
      ])
      return [...forward, ...error, ...backward, ...updates]
    },
  }
}

/** Issues the calls of a step, reading nothing. */
export function take(on: Backend, calls: readonly Call[]): void {
  for (const { operation, tensors } of calls) operation.call(on, tensors)
}

async function snapshot(on: Backend, tensors: Iterable<Tensor>): Promise<Map<Tensor, Values>> {
  const values = new Map<Tensor, Values>()
  for (const tensor of new Set(tensors)) values.set(tensor, await on.read(tensor))
  return values
}

/**
 * Takes one step on the device without reading in between, then repeats each of its operations in the reference on the
 * device's own operands. No bar has to cross a kink of ReLU or add up over steps.
 * @returns the worst ratio. @throws LawBroken at the first operation outside its bar.
 */
export async function replay(subject: Subject, prepared: Prepared, t: number): Promise<number> {
  const { on } = subject
  const calls = prepared.calls(t)
  const before = await snapshot(on, prepared.state)
  take(on, calls)
  const after = await snapshot(
    on,
    calls.flatMap(({ tensors }) => Object.values(tensors)),
  )
  let worst = 0
  for (const call of calls) worst = Math.max(worst, await repeat(subject, call, t, before, after))
  return worst
}

async function repeat(
  subject: Subject,
  { operation, tensors }: Call,
  t: number,
  before: ReadonlyMap<Tensor, Values>,
  after: ReadonlyMap<Tensor, Values>,
): Promise<number> {
  const operands = Object.fromEntries(
    Object.keys(operation.plan.operands).map((name): [string, Operand] => {
      const tensor = entry(tensors, name)
      // The parameters were those of before the step wherever they are an operand.
      const values = Float64Array.from(before.get(tensor) ?? after.get(tensor) ?? [])
      return [name, { name, rows: tensor.rows, columns: tensor.columns, values }]
    }),
  )
  const sizes: Shapes = Object.fromEntries(
    Object.keys(operation.outputs).map((name) => [
      name,
      [entry(tensors, name).rows, entry(tensors, name).columns],
    ]),
  )
  const expected = await evaluate(subject.reference, operands, sizes, operation.call, operation.changes)
  const bars = operation.bars(operands, subject.arithmetic)
  try {
    const ratios = Object.entries(expected).map(([name, numbers]) => {
      const { rows, columns } = entry(tensors, name)
      const got = { rows, columns, values: after.get(entry(tensors, name)) ?? new Float64Array() }
      return within(subject.count, operation.name, name, got, numbers, entry(bars, name))
    })
    return Math.max(...ratios)
  } catch (error) {
    if (!(error instanceof LawBroken)) throw error
    throw new LawBroken(`Step ${t}: ${error.message}`, error.breach, Object.values(operands))
  }
}
