import type { Backend, Tensor, Values } from '@leven/core'
import { type Case, cases, type Operand } from '../case.ts'
import { borrowing, evaluate, type Make, type Shapes, within } from '../device.ts'
import { type InTurn, oneOfEach } from '../in-turn.ts'
import { type Law, law, type Subject } from '../law.ts'
import { entry } from '../matrix.ts'
import { everyOperationOnLayersToo, type Operation, shapes } from '../operation.ts'

/** Overwrites a tensor, by some method of the port, with numbers that are finite on every device. */
type Overwrite = (on: Backend, t: Tensor, make: Make) => void

const ones = (rows: number, columns: number) => new Float64Array(rows * columns).fill(1)
const one = (make: Make, rows: number, columns: number) => make(rows, columns, ones(rows, columns))

const overwriters: Readonly<Record<string, Overwrite>> = {
  write: (on, t) => on.write(t, ones(t.rows, t.columns)),
  gather: (on, t, make) => on.gather(t, one(make, t.rows, 1), new Int32Array(t.columns)),
  dense: (on, t, make) => on.dense(t, make(t.rows, 1), make(1, t.columns), one(make, t.rows, 1), 'identity'),
  output: (on, t, make) => on.output(t, one(make, t.rows, t.columns), 'identity'),
  residual: (on, t, make) => on.residual(t, one(make, t.rows, t.columns), make(t.rows, t.columns)),
  gradients: (on, t, make) => on.gradients(t, make(t.rows, 1), one(make, t.rows, 1), one(make, t.columns, 1)),
  backpropagate: (on, t, make) =>
    on.backpropagate(t, one(make, 1, t.rows), one(make, 1, t.columns), make(t.rows, t.columns), 'identity'),
  update(on, t, make) {
    const dP = make(t.rows, t.columns, ones(t.rows, t.columns).fill(-1))
    on.update(t, dP, [], { kind: 'gradientDescent', learningRate: 1, l2: 1 }) // P − (−1 + P) = 1
  },
  'update, as a moment,'(on, t, make) {
    const [P, dP] = [make(t.rows, t.columns), one(make, t.rows, t.columns)]
    on.update(P, dP, [t], { kind: 'momentum', learningRate: 1, l2: 0, momentum: 0 })
  },
}

type Results = Readonly<Record<string, Values>>

async function readAll(on: Backend, tensors: Readonly<Record<string, Tensor>>): Promise<Results> {
  const all = Object.entries(tensors).map(
    async ([name, t]): Promise<[string, Values]> => [name, await on.read(t)],
  )
  return Object.fromEntries(await Promise.all(all))
}

/** Holds results to their bars around those of the reference. */
async function hold(
  subject: Subject,
  operation: Operation,
  operands: Readonly<Record<string, Operand>>,
  sizes: Shapes,
  got: Results,
): Promise<number> {
  const { call, changes, name } = operation
  const expected = await evaluate(subject.reference, operands, sizes, call, changes)
  const bars = operation.bars(operands, subject.arithmetic)
  const ratios = Object.entries(got).map(([output, values]) => {
    const { rows, columns } = operands[output] ?? {
      rows: sizes[output]?.[0] ?? 0,
      columns: sizes[output]?.[1] ?? 0,
    }
    const matrix = { rows, columns, values }
    return within(subject.count, name, output, matrix, entry(expected, output), entry(bars, output))
  })
  return Math.max(...ratios)
}

/** What an operation writes: new outputs, and copies of the operands that it changes. */
function written(make: Make, operation: Operation, drawn: Case): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {}
  for (const [name, [rows, columns]] of Object.entries(shapes(operation, drawn)))
    tensors[name] = make(rows, columns)
  for (const name of operation.changes) {
    const { rows, columns, values } = entry(drawn.operands, name)
    tensors[name] = make(rows, columns, values)
  }
  return tensors
}

/** The operation, its inputs overwritten at once, and the operation again: nothing is read in between. */
function twice(subject: Subject, operation: Operation, drawn: Case, by: Overwrite): Promise<number> {
  const { on } = subject
  const sizes = shapes(operation, drawn)
  return borrowing(on, async (make) => {
    const given = Object.values(drawn.operands).filter(({ name }) => !operation.changes.includes(name))
    const inputs: Record<string, Tensor> = {}
    for (const { name, rows, columns, values } of given) inputs[name] = make(rows, columns, values)
    const [first, second] = [written(make, operation, drawn), written(make, operation, drawn)]
    operation.call(on, { ...inputs, ...first })
    for (const tensor of Object.values(inputs)) by(on, tensor, make)
    operation.call(on, { ...inputs, ...second })
    const [early, late, now] = [
      await readAll(on, first),
      await readAll(on, second),
      await readAll(on, inputs),
    ]
    const overwritten: Record<string, Operand> = { ...drawn.operands }
    for (const operand of given) {
      overwritten[operand.name] = { ...operand, values: Float64Array.from(entry(now, operand.name)) }
    }
    return Math.max(
      await hold(subject, operation, drawn.operands, sizes, early),
      await hold(subject, operation, overwritten, sizes, late),
    )
  })
}

const anyOperation = {
  draw: ({ drawing }: Subject) =>
    oneOfEach(everyOperationOnLayersToo.map(({ plan }) => cases(plan, drawing))),
  operands: ({ value }: InTurn<Case>) => Object.values(value.operands),
  settings: ({ which }: InTurn<Case>) => everyOperationOnLayersToo[which]?.name ?? '',
}

const overwrittenBy = (method: string, by: Overwrite): Law =>
  law<InTurn<Case>>({
    ...anyOperation,
    name: `order: operands overwritten by ${method} are old before it and new after it`,
    operation: method.split(',')[0] ?? method,
    share: 0.75,
    async check(subject, { which, value }) {
      const operation = everyOperationOnLayersToo[which]
      return operation ? twice(subject, operation, value, by) : 0
    },
  })

const freed: Law = law<InTurn<Case>>({
  ...anyOperation,
  name: 'order: operands may be freed once the operation was called, and others take their places',
  operation: 'free',
  share: 0.75,
  async check(subject, { which, value }) {
    const operation = everyOperationOnLayersToo[which]
    if (!operation) return 0
    const { on } = subject
    return borrowing(on, async (make) => {
      const results = written(make, operation, value)
      const inputs: Record<string, Tensor> = {}
      for (const { name, rows, columns, values } of Object.values(value.operands)) {
        if (!operation.changes.includes(name)) inputs[name] = on.tensor(rows, columns, values)
      }
      operation.call(on, { ...inputs, ...results })
      for (const tensor of Object.values(inputs)) {
        on.free(tensor)
        one(make, tensor.rows, tensor.columns)
      }
      return hold(subject, operation, value.operands, shapes(operation, value), await readAll(on, results))
    })
  },
})

/** Work that waits sees its operands as they were, by whatever they are overwritten. */
export const overwrittenLaws: readonly Law[] = [
  ...Object.entries(overwriters).map(([method, by]) => overwrittenBy(method, by)),
  freed,
]
