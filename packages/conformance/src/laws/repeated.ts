import type { Backend, Operations, Tensor, UpdateRule, Values } from '@leven/core'
import fc from 'fast-check'
import { type Case, cases } from '../case.ts'
import { borrowing } from '../device.ts'
import { type InTurn, oneOfEach } from '../in-turn.ts'
import { type Law, LawBroken, law, type Subject } from '../law.ts'
import { at, entry } from '../matrix.ts'
import { dense, drawnAs, everyOperation, gradients, type Operation } from '../operation.ts'
import { inTurn } from '../size.ts'
import { placed } from './allocations.ts'

const long = [
  drawnAs(dense('identity'), { n: 'small', k: 'long', m: 'small' }),
  drawnAs(gradients, { n: 'small', k: 'small', m: 'long' }),
]
const repeatable: readonly Operation[] = [...everyOperation, ...long]

const varies = ({ on }: Subject) =>
  on.info.arithmetic.varies ? 'the device says that its results vary' : undefined

/** Everything that a case gives. */
function results(on: Backend, operation: Operation, drawn: Case): Promise<Record<string, Values>> {
  return borrowing(on, async (make) => {
    const tensors = placed(make, operation, drawn)
    operation.call(on, tensors)
    const read: Record<string, Values> = {}
    for (const name of [...Object.keys(operation.outputs), ...operation.changes])
      read[name] = await on.read(entry(tensors, name))
    return read
  })
}

const sameBits: Law = law<InTurn<Case>>({
  name: 'repeated: the same call on the same operands gives the same bits',
  operation: 'dense',
  share: 1,
  waived: varies,
  draw: ({ drawing }) => oneOfEach(repeatable.map(({ plan }) => cases(plan, drawing))),
  async check({ on, count }, { which, value }) {
    const operation = repeatable[which]
    if (!operation) return 0
    const first = await results(on, operation, value)
    const between = on.tensor(3, 5) // so that the second lies elsewhere
    const second = await results(on, operation, value)
    on.free(between)
    for (const [output, values] of Object.entries(first)) {
      count(values.length)
      for (const [i, expected] of values.entries()) {
        const got = at(entry(second, output), i)
        if (Object.is(got, expected)) continue
        const breach = { operation: operation.name, output, got, expected, bound: 0 }
        const message = `${operation.name}: called again, ${output} is ${got} where it was ${expected}.`
        throw new LawBroken(message, breach)
      }
    }
    return 0
  },
  operands: ({ value }) => Object.values(value.operands),
  settings: ({ which }) => repeatable[which]?.name ?? '',
})

/** Tensors of one number that stand beside what is copied. */
interface Beside {
  readonly one: Tensor
  readonly zero: Tensor
  readonly spare: Tensor
}

type Copy<On> = (on: On, to: Tensor, from: Tensor, beside: Beside) => void

/** Ways through the operations that leave a whole number what it is. */
export const computedCopies: Readonly<Record<string, Copy<Operations>>> = {
  'dense identity': (on, to, from, { one, zero }) => on.dense(to, one, from, zero, 'identity'),
  'dense relu': (on, to, from, { one, zero }) => on.dense(to, one, from, zero, 'relu'),
  'dense leakyRelu': (on, to, from, { one, zero }) => on.dense(to, one, from, zero, 'leakyRelu'),
  'output identity': (on, to, from) => on.output(to, from, 'identity'),
  residual: (on, to, from, { zero }) => on.residual(to, from, zero),
  'residual with sample weights': (on, to, from, { zero, one }) => on.residual(to, from, zero, one),
  gradients: (on, to, from, { one, spare }) => on.gradients(to, spare, from, one),
  'gradients, of a bias': (on, to, from, { one, spare }) => on.gradients(spare, to, from, one),
  'backpropagate identity': (on, to, from, { one }) => on.backpropagate(to, one, from, one, 'identity'),
  'backpropagate relu': (on, to, from, { one }) => on.backpropagate(to, one, from, one, 'relu'),
  'backpropagate leakyRelu': (on, to, from, { one }) => on.backpropagate(to, one, from, one, 'leakyRelu'),
}
const copies: Readonly<Record<string, Copy<Backend>>> = {
  ...computedCopies,
  gather: (on, to, from) => on.gather(to, from, Int32Array.of(0)),
}

/** P − 1 where dP is 1. */
export const step: UpdateRule = { kind: 'gradientDescent', learningRate: 1, l2: 0 }
const mostUnread = 5000

/** A copy and an update by one, again and again: the number is the count of the calls. */
async function countByCalls(subject: Subject, name: string, calls: number): Promise<void> {
  const { on } = subject
  const copy = entry(copies, name)
  await borrowing(on, async (make) => {
    const beside = { one: make(1, 1, Float64Array.of(1)), zero: make(1, 1), spare: make(1, 1) }
    const minusOne = make(1, 1, Float64Array.of(-1))
    let [from, to] = [make(1, 1), make(1, 1)]
    for (let call = 1; call <= calls; call++) {
      copy(on, to, from, beside)
      on.update(to, minusOne, [], step)
      ;[from, to] = [to, from]
      if (call % mostUnread !== 0 && call !== calls) continue
      const [got = Number.NaN] = await on.read(from)
      subject.count(1)
      if (got === call) continue
      const breach = { operation: name, output: 'the count', got, expected: call, bound: 0 }
      throw new LawBroken(`After ${call} calls of ${name} and as many updates the count is ${got}.`, breach)
    }
  })
}

interface Counting {
  readonly copy: string
  readonly calls: number
}

const counting = (name: string, share: number, calls: (subject: Subject) => number, thorough: boolean): Law =>
  law<Counting>({
    name: `repeated: ${name}`,
    operation: 'update',
    share,
    thorough,
    draw: (subject) =>
      oneOfEach(Object.keys(copies).map((copy) => fc.constant(copy))).map(({ value }) => ({
        copy: value,
        calls: calls(subject),
      })),
    async check(subject, { copy, calls: number }) {
      await countByCalls(subject, copy, number)
      return 0
    },
    operands: () => [],
    settings: ({ copy, calls: number }) => `${number} calls of ${copy}`,
  })

const queued = counting(
  'thousands of calls wait for one read, and none is lost',
  0.12,
  ({ drawing }) => (drawing.shapes === 'few' ? 1000 : 5001),
  false,
)

const rare = counting('no call in three hundred thousand goes wrong', 0.012, () => 300_000, true)

const soak: Law = law<InTurn<Case>>({
  name: 'repeated: no call in twenty-five thousand of an operation gives other bits',
  operation: 'dense',
  share: everyOperation.length / 1000,
  thorough: true,
  waived: varies,
  draw: ({ drawing }) =>
    oneOfEach(
      everyOperation.map(({ plan }) => {
        const sizes = Object.fromEntries(Object.keys(plan.sizes).map((name) => [name, 'few'] as const))
        return cases({ ...plan, sizes }, drawing)
      }),
    ),
  async check({ on, count }, { which, value }) {
    const operation = everyOperation[which]
    if (!operation) return 0
    await borrowing(on, async (make) => {
      const tensors = placed(make, operation, value)
      const names = [...Object.keys(operation.outputs), ...operation.changes]
      let first: readonly Values[] | undefined
      for (let call = 1; call <= 25_000; call++) {
        for (const name of operation.changes)
          on.write(entry(tensors, name), entry(value.operands, name).values)
        operation.call(on, tensors)
        const now: Values[] = []
        for (const name of names) now.push(await on.read(entry(tensors, name)))
        first ??= now
        count(1)
        for (const [k, values] of now.entries()) {
          const before = first[k]
          if (before && values.every((v, i) => Object.is(v, before[i]))) continue
          const breach = { operation: operation.name, output: names[k] ?? '' }
          throw new LawBroken(`${operation.name}: call ${call} gives other bits than the first.`, breach)
        }
      }
    })
    return 0
  },
  operands: ({ value }) => Object.values(value.operands),
  settings: ({ which }) => everyOperation[which]?.name ?? '',
})

/** Sides of shapes in which keys made of them collide: beside powers of two, and such as begin with the digits of others. */
const sides = [1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 21, 23, 31, 32, 33, 111, 121, 128, 256, 257]

/** Every triple of sides whose product stays small, in an order of its own: more than ten thousand shapes. */
function shapesInTurn(first: number): (readonly [n: number, k: number, m: number])[] {
  const all = sides.flatMap((n) =>
    sides.flatMap((k) => sides.map((m): readonly [number, number, number] => [n, k, m])),
  )
  const fitting = all.filter(([n, k, m]) => n * k * m <= 40_000)
  return fitting.map((_, turn) => inTurn(fitting, first, turn) ?? [1, 1, 1])
}

/**
 * Kernels that are compiled for a shape are found again by a key. Two shapes of one key show where the second comes: among
 * ten thousand shapes are three pairs whose keys of 24 bits are equal by chance.
 */
const keys: Law = law<number>({
  name: 'repeated: a kernel is found again by its whole shape, among ten thousand',
  operation: 'dense',
  share: 0.001,
  thorough: true,
  draw: () => fc.nat(2 ** 20),
  async check({ open, count }, first) {
    const fresh = await open()
    try {
      for (const [n, k, m] of shapesInTurn(first)) await wholeShape(fresh, n, k, m, count)
    } finally {
      await fresh.close()
    }
    return 0
  },
  operands: () => [],
  settings: (first) => `shapes from number ${first} on`,
})

/** Ones times ones: each sum is the length of what it sums over, in every place. */
async function wholeShape(
  on: Backend,
  n: number,
  k: number,
  m: number,
  count: (comparisons: number) => void,
): Promise<void> {
  const ones = (length: number) => new Float64Array(length).fill(1)
  await borrowing(on, async (make) => {
    const [W, X, b] = [make(n, k, ones(n * k)), make(k, m, ones(k * m)), make(n, 1, ones(n))]
    const [A, dZ1] = [make(n, m), make(k, m)]
    const [dW, db] = [make(n, k), make(n, 1)]
    on.dense(A, W, X, b, 'relu')
    on.backpropagate(dZ1, W, A, X, 'relu')
    on.gradients(dW, db, A, X)
    for (const [operation, result, expected] of [
      ['dense relu', A, k + 1],
      ['backpropagate relu', dZ1, n * (k + 1)],
      ['gradients', dW, k + 1],
      ['gradients', db, k + 1],
    ] as const) {
      const values = await on.read(result)
      count(values.length)
      // 1/m may be rounded before it is multiplied with.
      const allowed = operation === 'gradients' ? (expected * m) / 2 ** 20 : 0
      const wrong = values.find((v) => !(Math.abs(v - expected) <= allowed))
      if (wrong === undefined && values.length === result.rows * result.columns) continue
      const breach = {
        operation,
        output: 'a sum of ones',
        got: wrong ?? Number.NaN,
        expected,
        bound: allowed,
      }
      throw new LawBroken(
        `${operation} of ${n}×${k} and ${k}×${m} ones gives ${wrong}, not ${expected}.`,
        breach,
      )
    }
  })
}

/** What a call gives does not depend on how often, and how long ago, the same was asked. */
export const repeatedLaws: readonly Law[] = [sameBits, queued, rare, soak, keys]
