import type { Tensor } from '@leven/core'
import fc from 'fast-check'
import { type Case, cases, type Plan } from '../case.ts'
import { borrowing, evaluate, type Make, type Tensors, within } from '../device.ts'
import { type InTurn, oneOfEach } from '../in-turn.ts'
import { type Law, LawBroken, law, type Subject } from '../law.ts'
import { entry, type Matrix } from '../matrix.ts'
import { everyOperation, everyOperationOnLayersToo, type Operation, shapes } from '../operation.ts'
import { counted } from '../sums.ts'
import { mustBe } from './memory.ts'

/** @throws LawBroken unless liveBytes is what it must be. */
export function bytesAre(when: string, got: number, expected: number): void {
  if (got === expected) return
  const breach = { operation: 'liveBytes', output: 'liveBytes()', got, expected }
  throw new LawBroken(`liveBytes is ${got} ${when}, expected ${expected}.`, breach)
}

/** The tensors of a case: outputs without values, then operands. */
export function placed(make: Make, operation: Operation, drawn: Case): Tensors {
  const tensors: Record<string, Tensor> = {}
  for (const [name, [rows, columns]] of Object.entries(shapes(operation, drawn)))
    tensors[name] = make(rows, columns)
  for (const { name, rows, columns, values } of Object.values(drawn.operands))
    tensors[name] = make(rows, columns, values)
  return tensors
}

const through: Law = law<InTurn<Case>>({
  name: 'memory: no operation changes liveBytes',
  operation: 'liveBytes',
  share: 0.75,
  draw: ({ drawing }) => oneOfEach(everyOperationOnLayersToo.map(({ plan }) => cases(plan, drawing))),
  async check({ on }, { which, value }) {
    const operation = everyOperationOnLayersToo[which]
    if (!operation) return 0
    const before = on.liveBytes()
    await borrowing(on, async (make) => {
      const tensors = placed(make, operation, value)
      const [first] = Object.values(tensors)
      const source = first && make(first.rows, 1)
      const ready = on.liveBytes()
      for (let call = 0; call < 3; call++) operation.call(on, tensors)
      bytesAre(`after ${operation.name}`, on.liveBytes(), ready)
      for (const tensor of Object.values(tensors)) await on.read(tensor)
      bytesAre(`after ${operation.name} and reads`, on.liveBytes(), ready)
      if (!first || !source) return
      on.write(first, new Float64Array(first.rows * first.columns))
      bytesAre('after a write', on.liveBytes(), ready)
      on.gather(first, source, new Int32Array(first.columns))
      bytesAre('after a gather', on.liveBytes(), ready)
    })
    bytesAre(`after the operands of ${operation.name} were freed`, on.liveBytes(), before)
    return 0
  },
  operands: ({ value }) => Object.values(value.operands),
  settings: ({ which }) => everyOperationOnLayersToo[which]?.name ?? '',
})

/** A law of one number: how many. */
function countLaw(
  name: string,
  share: number,
  numbers: (subject: Subject) => fc.Arbitrary<number>,
  check: (subject: Subject, drawn: number) => Promise<void>,
  thorough = false,
): Law {
  return law<number>({
    name: `memory: ${name}`,
    operation: 'tensor',
    share,
    thorough,
    draw: numbers,
    async check(subject, drawn) {
      await check(subject, drawn)
      return 0
    },
    operands: () => [],
    settings: String,
  })
}

const filled = (rows: number, columns: number, value: number): Matrix => ({
  rows,
  columns,
  values: new Float64Array(rows * columns).fill(value),
})

/** Holds many tensors, each with a number of its own, frees each third and makes another in its place. */
async function keepAll(subject: Subject, count: number, rows: number, columns: number): Promise<void> {
  const { on } = subject
  await borrowing(on, async (make, forget) => {
    const hold = (value: number) => {
      const matrix = filled(rows, columns, value)
      return { matrix, tensor: make(rows, columns, matrix.values) }
    }
    const held = Array.from({ length: count }, (_, i) => hold((i % 4093) + 1))
    for (const [i, { tensor }] of held.entries()) {
      if (i % 3 !== 1) continue
      on.free(tensor)
      forget(tensor)
      held[i] = hold(-(i % 4093) - 1)
    }
    const copy = make(rows, columns)
    for (const [i, { matrix, tensor }] of held.entries()) {
      mustBe(subject, 'tensor', `tensor ${i + 1} of ${count}`, await on.read(tensor), matrix)
      if (i % 16 !== 0) continue
      on.output(copy, tensor, 'identity')
      mustBe(subject, 'output identity', 'T', await on.read(copy), matrix)
    }
  })
}

const manyTensors = countLaw(
  'more than a thousand tensors live at once',
  0.02,
  ({ drawing }) => (drawing.shapes === 'few' ? fc.constant(300) : fc.integer({ min: 1030, max: 1100 })),
  (subject, count) => keepAll(subject, count, 2, 3),
)

const veryManyTensors = countLaw(
  'more than 65,536 tensors live at once',
  0.001,
  () => fc.integer({ min: 66_000, max: 67_000 }),
  (subject, count) => keepAll(subject, count, 1, 1),
  true,
)

const growth = countLaw(
  'memory grows past 24 MiB and keeps its numbers',
  0.01,
  ({ drawing }) => fc.integer({ min: 26, max: drawing.shapes === 'few' ? 26 : 32 }),
  (subject, count) => keepAll(subject, count, 256, 1024),
)

const reuse: Law = law<readonly [number, number, number, number]>({
  name: 'memory: a tensor in the place of a freed one of another shape is zeros',
  operation: 'tensor',
  share: 0.3,
  draw({ drawing }) {
    const length = fc.integer({ min: 1, max: 40 })
    if (drawing.shapes === 'any') return fc.tuple(length, length, length, length)
    return fc.constantFrom<[number, number, number, number][]>([3, 5, 5, 3], [15, 1, 3, 5])
  },
  async check(subject, [n, m, rows, columns]) {
    const { on } = subject
    await borrowing(on, async (make) => {
      const old = on.tensor(n, m, filled(n, m, 7).values)
      const copy = on.tensor(n, m)
      on.output(copy, old, 'identity')
      on.free(old)
      on.free(copy)
      for (const t of [make(rows, columns), make(columns, rows)])
        mustBe(subject, 'tensor', 'the new tensor', await on.read(t), filled(t.rows, t.columns, 0))
    })
    return 0
  },
  operands: () => [],
  settings: ([n, m, rows, columns]) => `freed ${n}×${m}, then ${rows}×${columns}`,
})

/** Every operation with each of its operands. */
const everyOperand = everyOperation.flatMap((operation) =>
  Object.keys(operation.plan.operands).map((operand) => ({ operation, operand })),
)

const zeros: Law = law<InTurn<Case>>({
  name: 'memory: a tensor without values computes as zeros, also in the place of an operand that was freed',
  operation: 'tensor',
  share: everyOperand.length / 100,
  draw: ({ drawing }) => oneOfEach(everyOperand.map(({ operation }) => cases(operation.plan, drawing))),
  async check(subject, { which, value }) {
    const found = everyOperand[which]
    if (!found) return 0
    const { operation, operand } = found
    const { on } = subject
    await borrowing(on, async (make) => {
      operation.call(on, placed(make, operation, value))
    })
    const empty = entry(value.operands, operand)
    const operands = {
      ...value.operands,
      [operand]: { ...empty, values: new Float64Array(empty.values.length) },
    }
    const sizes = shapes(operation, value)
    const expected = await evaluate(subject.reference, operands, sizes, operation.call, operation.changes)
    const bars = operation.bars(operands, subject.arithmetic)
    return borrowing(on, async (make) => {
      const tensors: Record<string, Tensor> = { [operand]: make(empty.rows, empty.columns) }
      for (const { name, rows, columns, values } of Object.values(operands))
        if (name !== operand) tensors[name] = make(rows, columns, values)
      for (const [name, [rows, columns]] of Object.entries(sizes)) tensors[name] = make(rows, columns)
      operation.call(on, tensors)
      let worst = 0
      for (const [name, numbers] of Object.entries(expected)) {
        const t = entry(tensors, name)
        const got = { rows: t.rows, columns: t.columns, values: await on.read(t) }
        worst = Math.max(worst, within(subject.count, operation.name, name, got, numbers, entry(bars, name)))
      }
      return worst
    })
  },
  operands: ({ value }) => Object.values(value.operands),
  settings({ which }) {
    const found = everyOperand[which]
    return found ? `${found.operation.name}, ${found.operand} has no values` : ''
  },
})

const apart = (of: string, share: number, together: Plan['together'] = []): Law =>
  law<Case>({
    name: `memory: gathered columns${of} are no longer those they came from`,
    operation: 'gather',
    share,
    draw: ({ drawing }) =>
      cases(
        {
          sizes: { n: 'any', m: 'any' },
          operands: { X: { rows: 'n', columns: 'm', kind: counted(8) } },
          together,
        },
        drawing,
      ),
    async check(subject, { operands }) {
      const { on } = subject
      const X = entry(operands, 'X')
      for (const first of X.columns > 1 ? [0, 1] : [0]) {
        const width = X.columns - first
        const part = { rows: X.rows, columns: width, values: X.values.slice(first * X.rows) }
        await borrowing(on, async (make) => {
          const [from, to] = [make(X.rows, X.columns, X.values), make(X.rows, width)]
          on.gather(
            to,
            from,
            Int32Array.from({ length: width }, (_, j) => first + j),
          )
          on.write(from, filled(X.rows, X.columns, 77).values)
          mustBe(subject, 'gather', 'to', await on.read(to), part)
          on.write(to, filled(X.rows, width, 99).values)
          mustBe(subject, 'gather', 'from', await on.read(from), filled(X.rows, X.columns, 77))
        })
      }
      return 0
    },
    operands: ({ operands }) => Object.values(operands),
  })

const closes = countLaw(
  'nothing is live after close',
  0.02,
  () => fc.integer({ min: 1, max: 9 }),
  async ({ open }, count) => {
    const twin = await open()
    try {
      for (let i = 0; i < count; i++) twin.tensor(i + 1, 3)
    } finally {
      await twin.close()
    }
    bytesAre('after close', twin.liveBytes(), 0)
  },
)

/** What is allocated is counted, stays what it is among very many, and is zeros where others were. */
export const allocationLaws: readonly Law[] = [
  through,
  manyTensors,
  veryManyTensors,
  growth,
  reuse,
  zeros,
  apart('', 0.3),
  apart(' of a long array', 0.02, [
    { n: 200, m: 200 },
    { n: 1, m: 70_001 },
  ]),
  closes,
]
