import type { Tensor } from '@leven/core'
import { type Case, cases, one } from '../case.ts'
import { borrowing, evaluate, within } from '../device.ts'
import { type InTurn, oneOfEach } from '../in-turn.ts'
import { type Law, law } from '../law.ts'
import { entry } from '../matrix.ts'
import { drawnAs, everyOperation, type Operation, shapes } from '../operation.ts'

/** An operation of which one tensor stands in two places. */
interface Shared {
  readonly operation: Operation
  /** The operand that is drawn. */
  readonly kept: string
  /** The operand in whose place it stands too. */
  readonly replaced: string
}

/** What may stand in the place of others: what is most particular about its numbers first. */
const particular = ['A1', 'Y', 's', 'T', 'Z', 'A', 'dZ', 'W', 'X', 'b', 'W2', 'dZ2']

/** Sizes at which two operands have one shape, as together as a plan has them: some sides equal, some 1. */
function equalShapes(
  { plan }: Operation,
  a: string,
  b: string,
  sizes: readonly number[],
): readonly Readonly<Record<string, number>>[] {
  const [x, y] = [entry(plan.operands, a), entry(plan.operands, b)]
  const names = Object.keys(plan.sizes)
  const group = new Map<string, string>([one, ...names].map((name) => [name, name]))
  for (const [from, to] of [
    [x.rows, y.rows],
    [x.columns, y.columns],
  ] as const) {
    const [old, now] = [group.get(from), group.get(to)]
    for (const [name, of] of group) if (of === old && now !== undefined) group.set(name, now)
  }
  return sizes.map((size) =>
    Object.fromEntries(
      names.map((name) => {
        if (group.get(name) === group.get(one)) return [name, 1]
        return [name, [...group.values()].filter((of) => of === group.get(name)).length > 1 ? size : 3]
      }),
    ),
  )
}

/** Small ones, and those of layers. */
const sides = [
  [1, 2, 3, 5, 8, 17],
  [40, 64],
] as const

const pairs: readonly Shared[] = everyOperation.flatMap((operation) => {
  const inputs = particular.filter(
    (name) => name in operation.plan.operands && !operation.changes.includes(name),
  )
  return inputs.flatMap((kept, i) =>
    inputs.slice(i + 1).flatMap((replaced) =>
      sides.map((sizes): Shared => {
        const together = equalShapes(operation, kept, replaced, sizes)
        return { operation: drawnAs(operation, {}, {}, together), kept, replaced }
      }),
    ),
  )
})

const sharedOperands: Law = law<InTurn<Case>>({
  name: 'repeated: one tensor may stand in two places of an operation',
  operation: 'dense',
  share: (1.5 * pairs.length) / 100,
  draw: ({ drawing }) => oneOfEach(pairs.map(({ operation }) => cases(operation.plan, drawing))),
  check: (subject, { which, value }) =>
    borrowing(subject.on, async (make) => {
      const pair = pairs[which]
      if (!pair) return 0
      const { operation, kept, replaced } = pair
      const [mine, other] = [entry(value.operands, kept), entry(value.operands, replaced)]
      if (mine.rows !== other.rows || mine.columns !== other.columns) return 0 // a shrunk case
      const operands = { ...value.operands, [replaced]: { ...other, values: mine.values } }
      const tensors: Record<string, Tensor> = {}
      for (const { name, rows, columns, values } of Object.values(operands))
        if (name !== replaced) tensors[name] = make(rows, columns, values)
      tensors[replaced] = entry(tensors, kept)
      const sizes = shapes(operation, value)
      for (const [name, [rows, columns]] of Object.entries(sizes))
        tensors[name] = make(rows, columns, new Float64Array(rows * columns).fill(Number.NaN))
      operation.call(subject.on, tensors)
      const expected = await evaluate(subject.reference, operands, sizes, operation.call, operation.changes)
      const bars = operation.bars(operands, subject.arithmetic)
      let worst = 0
      for (const [name, numbers] of Object.entries(expected)) {
        const { rows, columns } = entry(tensors, name)
        const got = { rows, columns, values: await subject.on.read(entry(tensors, name)) }
        worst = Math.max(worst, within(subject.count, operation.name, name, got, numbers, entry(bars, name)))
      }
      return worst
    }),
  operands: ({ value }) => Object.values(value.operands),
  settings({ which }) {
    const pair = pairs[which]
    return pair ? `${pair.operation.name}, ${pair.replaced} is the tensor ${pair.kept}` : ''
  },
})

/** Inputs are only read: two of them may be one tensor. */
export const sharedOperandLaws: readonly Law[] = [sharedOperands]
