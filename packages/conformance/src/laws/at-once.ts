import type { Backend, Tensor, Values } from '@leven/core'
import fc from 'fast-check'
import type { Case } from '../case.ts'
import { borrowing } from '../device.ts'
import { type Law, LawBroken, law, type Subject } from '../law.ts'
import { at, entry } from '../matrix.ts'
import { everyOperation } from '../operation.ts'
import { placed } from './allocations.ts'
import { refused } from './handles.ts'
import { everyCase } from './recorded.ts'

const noReadSync = ({ on }: Subject) => (on.readSync ? undefined : 'the backend has no readSync')

/** The numbers of a tensor, read at once into the middle of a larger array of sevens. @throws LawBroken where others changed. */
function readAtOnce(on: Backend, t: Tensor, kind: typeof Float32Array | typeof Float64Array): Values {
  const length = t.rows * t.columns
  const whole = new kind(length + 9).fill(7)
  const to = whole.subarray(4, 4 + length)
  on.readSync?.(to, t)
  const around = [...whole.subarray(0, 4), ...whole.subarray(4 + length)]
  if (around.some((v) => v !== 7)) {
    throw new LawBroken('readSync writes outside the array that it is given.', {
      operation: 'readSync',
      output: 'the array around it',
    })
  }
  return to
}

const atOnce: Law = law<Case[]>({
  name: 'memory: what is read at once is what a read gives',
  operation: 'readSync',
  share: 0.06,
  waived: noReadSync,
  draw: everyCase,
  check: (subject, drawn) =>
    borrowing(subject.on, async (make) => {
      const { on, count } = subject
      for (const [which, one] of drawn.entries()) {
        const operation = everyOperation[which]
        if (!operation) continue
        const tensors = placed(make, operation, one)
        const [first = ''] = [...Object.keys(operation.outputs), ...operation.changes]
        const result = entry(tensors, first)
        for (const kind of [Float32Array, Float64Array]) {
          readAtOnce(on, result, kind) // what it holds before must not be remembered
          operation.call(on, tensors)
          const got = readAtOnce(on, result, kind)
          const expected = kind.from(await on.read(result))
          count(got.length)
          const i = got.findIndex((value, place) => !Object.is(value, at(expected, place)))
          if (i < 0) continue
          const breach = { operation: 'readSync', output: first, got: at(got, i), expected: at(expected, i) }
          const message = `${operation.name}: ${first} is ${breach.got} at once, and ${breach.expected} when read.`
          throw new LawBroken(message, { ...breach, bound: 0 }, Object.values(one.operands))
        }
      }
      return 0
    }),
  operands: (drawn) => drawn.flatMap(({ operands }) => Object.values(operands)),
})

const atOnceRefuses: Law = law<null>({
  name: 'handles: a freed tensor is an error where it is read at once',
  operation: 'readSync',
  share: 0.01,
  waived: noReadSync,
  draw: () => fc.constant(null),
  async check({ on }) {
    const bad = on.tensor(1, 1)
    on.free(bad)
    await borrowing(on, async (make) => {
      make(1, 1)
      await refused(() => on.readSync?.(new Float32Array(1), bad), 'readSync', 'from', 'freed')
    })
    return 0
  },
  operands: () => [],
})

/** What is read at once. */
export const atOnceLaws: readonly Law[] = [atOnce, atOnceRefuses]
