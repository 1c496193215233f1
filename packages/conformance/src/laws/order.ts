import type { Backend } from '@leven/core'
import { type Case, cases } from '../case.ts'
import { borrowing, evaluate, run, type Tensors, within } from '../device.ts'
import { type Law, law } from '../law.ts'
import { entry } from '../matrix.ts'
import { backpropagate, dense, everyOperation, type Operation, shapes } from '../operation.ts'

/**
 * An operation and, at once after it, another call that must not reach back to it.
 * `after` is called before anything is read.
 */
function orderLaw(
  name: string,
  operation: Operation,
  after: (on: Backend, tensors: Tensors) => void,
  disturbed: readonly string[],
): Law {
  const { call, changes } = operation
  return law<Case>({
    name: `order: ${operation.name} ${name}`,
    operation: operation.method,
    share: 0.1,
    draw: ({ drawing }) => cases(operation.plan, drawing),
    async check(subject, drawn) {
      const sizes = shapes(operation, drawn)
      const both = (on: Backend, tensors: Tensors) => {
        call(on, tensors)
        after(on, tensors)
      }
      // Operands that are overwritten count as changed; what they become is not looked at.
      const got = await run(subject, operation.name, drawn.operands, sizes, both, [...changes, ...disturbed])
      const expected = await evaluate(subject.reference, drawn.operands, sizes, call, changes)
      const bars = operation.bars(drawn.operands, subject.arithmetic)
      const ratios = [...Object.keys(operation.outputs), ...changes].map((output) =>
        within(
          subject.count,
          operation.name,
          output,
          entry(got, output),
          entry(expected, output),
          entry(bars, output),
        ),
      )
      return Math.max(...ratios)
    },
    operands: ({ operands }) => Object.values(operands),
  })
}

const seesOldOperands: readonly Law[] = everyOperation.map((operation) => {
  const inputs = Object.keys(operation.plan.operands).filter((name) => !operation.changes.includes(name))
  const overwrite = (on: Backend, tensors: Tensors) => {
    for (const name of inputs) {
      const { rows, columns } = entry(tensors, name)
      on.write(entry(tensors, name), new Float64Array(rows * columns).fill(7))
    }
  }
  return orderLaw('sees its operands as they were when it was called', operation, overwrite, inputs)
})

/** The derivation's own trap: all right-hand sides of (15)–(18) use the parameters from before the step. */
const updateComesAfter: readonly Law[] = [
  orderLaw(
    'through W2 sees W2 before the update that follows',
    backpropagate('relu'),
    (on, t) => {
      const W2 = entry(t, 'W2')
      const dP = on.tensor(W2.rows, W2.columns, new Float64Array(W2.rows * W2.columns).fill(1))
      on.update(W2, dP, [], { kind: 'gradientDescent', learningRate: 1, l2: 0 })
      on.free(dP)
    },
    ['W2'],
  ),
]

const outlivesItsOperands: Law = law<Case>({
  name: 'order: a result outlives the operands it was computed from',
  operation: 'free',
  share: 0.2,
  draw: ({ drawing }) => cases(dense('relu').plan, drawing),
  async check(subject, drawn) {
    const { on } = subject
    const { call, bars } = dense('relu')
    const sizes = shapes(dense('relu'), drawn)
    const [rows, columns] = entry(sizes, 'A')
    const got = await borrowing(on, async (make) => {
      const A = make(rows, columns)
      const inputs = Object.values(drawn.operands)
      const tensors = Object.fromEntries(inputs.map((x) => [x.name, on.tensor(x.rows, x.columns, x.values)]))
      call(on, { ...tensors, A })
      for (const tensor of Object.values(tensors)) on.free(tensor)
      for (const x of inputs) make(x.rows, x.columns, new Float64Array(x.values.length).fill(7))
      return { rows, columns, values: await on.read(A) }
    })
    const expected = await evaluate(subject.reference, drawn.operands, sizes, call)
    const bar = bars(drawn.operands, subject.arithmetic)
    return within(subject.count, 'dense relu', 'A', got, entry(expected, 'A'), entry(bar, 'A'))
  },
  operands: ({ operands }) => Object.values(operands),
})

/** Operations run in the order of the calls, however late the device gets to them. */
export const orderLaws: readonly Law[] = [...seesOldOperands, ...updateComesAfter, outlivesItsOperands]
