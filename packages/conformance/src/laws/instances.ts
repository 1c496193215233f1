import type { Backend } from '@leven/core'
import fc from 'fast-check'
import { type Case, cases } from '../case.ts'
import { borrowing, evaluate, type Tensors, within } from '../device.ts'
import { type InTurn, oneOfEach } from '../in-turn.ts'
import { type Law, law, type Subject } from '../law.ts'
import { entry } from '../matrix.ts'
import { everyOperation, type Operation, shapes } from '../operation.ts'
import { placed } from './allocations.ts'

/** A case that lies on one of several instances. */
interface Part {
  readonly on: Backend
  readonly drawn: Case
  readonly tensors: Tensors
}

/** A case whose tensors belong to the instance, and end with it. */
const place = (on: Backend, operation: Operation, drawn: Case): Part => ({
  on,
  drawn,
  tensors: placed((rows, columns, values) => on.tensor(rows, columns, values), operation, drawn),
})

/** Holds the outputs of a part, as they are now, to their bars. */
async function hold(subject: Subject, operation: Operation, { on, drawn, tensors }: Part): Promise<number> {
  const { call, changes, name } = operation
  const expected = await evaluate(subject.reference, drawn.operands, shapes(operation, drawn), call, changes)
  const bars = operation.bars(drawn.operands, subject.arithmetic)
  let worst = 0
  for (const [output, numbers] of Object.entries(expected)) {
    const { rows, columns } = entry(tensors, output)
    const got = { rows, columns, values: await on.read(entry(tensors, output)) }
    worst = Math.max(worst, within(subject.count, name, output, got, numbers, entry(bars, output)))
  }
  return worst
}

/** Four cases of one operation, and which of two other instances is closed first. */
interface Drawn {
  readonly drawn: InTurn<readonly [Case, Case, Case, Case]>
  readonly firstClosed: 0 | 1
}

const apart: Law = law<Drawn>({
  name: 'instances: three of a backend compute at once, are closed in any order, and never meet',
  operation: 'close',
  share: 0.3,
  draw: ({ drawing }) =>
    fc.record({
      drawn: oneOfEach(
        everyOperation.map(({ plan }) => {
          const one = cases(plan, drawing)
          return fc.tuple(one, one, one, one)
        }),
      ),
      firstClosed: fc.constantFrom<(0 | 1)[]>(0, 1),
    }),
  check: (subject, { drawn: { which, value }, firstClosed }) =>
    borrowing(subject.on, async (make) => {
      const operation = everyOperation[which]
      if (!operation) return 0
      const { on, open } = subject
      const [a, b, c, d] = value
      const onMine = (drawn: Case): Part => ({ on, drawn, tensors: placed(make, operation, drawn) })
      const mine = onMine(a)
      const others = new Set<Backend>()
      let worst = 0
      const compute = async (parts: readonly Part[]) => {
        for (const part of parts) operation.call(part.on, part.tensors)
        for (const part of parts) worst = Math.max(worst, await hold(subject, operation, part))
      }
      try {
        const [second, third] = [await open(), await open()]
        others.add(second).add(third)
        await compute([mine, place(second, operation, b), place(third, operation, c)])
        const first = firstClosed === 0 ? second : third
        others.delete(first)
        await first.close()
        await compute([onMine(d), ...[...others].map((left) => place(left, operation, d))])
      } finally {
        for (const left of others) await left.close()
      }
      // What the others did, and their ends, have changed nothing.
      return Math.max(worst, await hold(subject, operation, mine))
    }),
  operands: ({ drawn }) => drawn.value.flatMap(({ operands }) => Object.values(operands)),
  settings: ({ drawn, firstClosed }) =>
    `${everyOperation[drawn.which]?.name}; of the other two, number ${firstClosed + 1} is closed first`,
})

/** Several instances of one backend share nothing that shows. */
export const instanceLaws: readonly Law[] = [apart]
