import type { Backend } from '@leven/core'
import fc from 'fast-check'
import { type Case, cases } from '../case.ts'
import { borrowing, evaluate, type Tensors, within } from '../device.ts'
import { type InTurn, oneOfEach } from '../in-turn.ts'
import { type Law, law, type Subject } from '../law.ts'
import { entry } from '../matrix.ts'
import { everyOperation, type Operation, shapes } from '../operation.ts'
import { bytesAre, placed } from './allocations.ts'
import { mustBe } from './memory.ts'

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
  share: 0.2,
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

const ownMemory: Law = law<number>({
  name: 'instances: each keeps, writes, gathers, reads and counts its own tensors alone',
  operation: 'tensor',
  share: 0.02,
  draw: () => fc.integer({ min: 3, max: 9 }),
  async check(subject, m) {
    const { on, open } = subject
    const mine = on.tensor(2, m)
    const before = on.liveBytes()
    const twins: Backend[] = []
    const values = Float64Array.from({ length: 2 * m }, (_, i) => i + 1)
    const turned = values.toReversed()
    try {
      twins.push(await open(), await open())
      for (const twin of twins) {
        const t = twin.tensor(2, m, values)
        const alone = twin.liveBytes()
        mustBe(subject, 'tensor', 'X', await twin.read(t), { ...t, values })
        twin.write(t, turned)
        const to = twin.tensor(2, m)
        mustBe(subject, 'tensor', 'the new tensor', await twin.read(to), {
          ...to,
          values: new Float64Array(2 * m),
        })
        twin.gather(
          to,
          t,
          Int32Array.from({ length: m }, (_, j) => m - 1 - j),
        )
        const expected = values.map((_, i) => turned[2 * (m - 1 - (i >> 1)) + (i % 2)] ?? 0)
        mustBe(subject, 'gather', 'to', await twin.read(to), { ...to, values: expected })
        twin.free(to)
        bytesAre('of an instance after a tensor of its own was freed', twin.liveBytes(), alone)
      }
      bytesAre('of an instance after others made tensors', on.liveBytes(), before)
    } finally {
      for (const twin of twins) await twin.close()
      on.free(mine)
    }
    return 0
  },
  operands: () => [],
  settings: (m) => `${m} columns`,
})

/** Several instances of one backend share nothing that shows. */
export const instanceLaws: readonly Law[] = [apart, ownMemory]
