import fc from 'fast-check'
import { type Case, cases } from '../case.ts'
import { borrowing, describe, evaluate, place, run } from '../device.ts'
import { constant, type Kind } from '../draw.ts'
import { type InTurn, oneOfEach } from '../in-turn.ts'
import { type Law, LawBroken, law, type Subject } from '../law.ts'
import { at, entry } from '../matrix.ts'
import { allSmall, drawnAs, everyOperation, type Operation, shapes } from '../operation.ts'
import type { Size } from '../size.ts'
import { counted } from '../sums.ts'
import { mustBe } from './memory.ts'

/** Why laws of what is not finite are not tried. */
export const lost = ({ on }: Subject): string | undefined =>
  on.info.arithmetic.losesNaN ? 'the device says that it may lose a NaN' : undefined

/** Operands whose NaN must reach the result. The slope of relu and leakyRelu asks A1 a question only: NaN > 0 is no. */
function carriers({ name, plan }: Operation): string[] {
  const asked = name === 'backpropagate relu' || name === 'backpropagate leakyRelu'
  return Object.keys(plan.operands).filter((operand) => !(asked && operand === 'A1'))
}

// No factor is 0, or what is 0·NaN on paper might be left out.
const never0: Readonly<Record<string, Kind>> = { A1: constant(0.5), s: constant(1) }
const spoilt: readonly Operation[] = everyOperation.map((operation) =>
  drawnAs(operation, allSmall(operation), never0),
)

/** Sizes of a vector and its tail, in each place. */
const lanes: readonly Operation[] = everyOperation.map((operation) => {
  const names = Object.keys(operation.plan.sizes)
  const together = [8, 9, 16, 17, 33, 64].flatMap((size) => names.map((name) => ({ [name]: size })))
  const few = Object.fromEntries(names.map((name): [string, Size] => [name, 'few']))
  return drawnAs(operation, few, never0, together)
})

/** An operation and one of its operands, of which one number is no finite one. */
interface Spoilt {
  readonly operation: Operation
  readonly operand: string
  readonly value: number
}

const eachOperand = (value: number, of = spoilt): readonly Spoilt[] =>
  of.flatMap((operation) => carriers(operation).map((operand) => ({ operation, operand, value })))

/** The case with that number in one place of the operand. */
function spoil({ operand, value }: Spoilt, drawn: Case, where: number): Case {
  const target = entry(drawn.operands, operand)
  const values = target.values.slice()
  values[where % values.length] = value
  return { ...drawn, operands: { ...drawn.operands, [operand]: { ...target, values } } }
}

interface Placed {
  readonly drawn: Case
  readonly place: number
}

/** A law of each operation whose operands take turns at holding a number that is not finite. */
function keeps(
  name: string,
  each: readonly Spoilt[],
  share: number,
  check: (subject: Subject, operation: Operation, drawn: Case) => Promise<number>,
): Law {
  return law<InTurn<Placed>>({
    name: `limits: ${name}`,
    operation: 'dense',
    share,
    waived: lost,
    draw: ({ drawing }) =>
      oneOfEach(
        each.map(({ operation: { plan } }) =>
          fc.record({ drawn: cases(plan, drawing), place: fc.nat(9999) }),
        ),
      ),
    async check(subject, { which, value: { drawn, place: where } }) {
      const one = each[which]
      return one ? check(subject, one.operation, spoil(one, drawn, where)) : 0
    },
    operands({ which, value: { drawn, place: where } }) {
      const one = each[which]
      return one ? Object.values(spoil(one, drawn, where).operands) : []
    },
    settings: ({ which }) => each[which]?.operation.name ?? '',
  })
}

const reached = 'shows in every result it reaches, and in no other'
const keepsNaN = (
  [
    [`a NaN among the operands ${reached}`, eachOperand(Number.NaN), 2],
    [`a NaN in any lane of a vector ${reached}`, eachOperand(Number.NaN, lanes), 5],
  ] as const
).map(([name, each, share]) =>
  keeps(name, each, share, async (subject, operation, { operands, sizes }) => {
    const { name, call, changes } = operation
    const outputs = shapes(operation, { sizes })
    const got = await run(subject, name, operands, outputs, call, changes)
    const expected = await evaluate(subject.reference, operands, outputs, call, changes)
    for (const [result, { rows, values }] of Object.entries(got)) {
      subject.count(values.length)
      for (const [i, wanted] of entry(expected, result).entries()) {
        const is = at(values, i)
        if (Number.isNaN(wanted) === Number.isNaN(is)) continue
        const index = place(rows, i)
        const breach = { operation: name, output: result, index, got: is, expected: wanted }
        const where = `${result}(${index[0]}, ${index[1]})`
        const message = `${name}: ${where} is ${is}, expected ${wanted}: a NaN is lost or spreads.`
        throw new LawBroken(message, breach, Object.values(operands))
      }
    }
    return 0
  }),
)

/**
 * Where an infinity may meet another of the other sign, or zero, on one way of computing and not on another, so that one
 * gives a NaN and the other a number: costs, the softmax, and Adam's second moment.
 */
const openToChoice = (name: string, operand: string) =>
  name.startsWith('cost') || name === 'output softmax' || (name === 'update adam' && operand === 'v')
/** Nothing is zero, nor so small that a device may take it for zero: ∞·0 is NaN. */
const whole = spoilt.map((operation) => {
  const kinds = Object.keys(operation.plan.operands).map((name) => [name, never0[name] ?? counted(8)])
  return drawnAs(operation, {}, Object.fromEntries(kinds))
})
const infinities = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].flatMap((value) =>
  eachOperand(value, whole).filter(({ operation: { name }, operand }) => {
    return !openToChoice(name, operand) && operand !== 'A1' && !(operand === 's' && value < 0)
  }),
)

/**
 * One infinity: what it reaches is infinite or NaN, as the reference says, or, through a function that is flat there, the
 * end of that function, which every rounding leaves as it is: σ(∞) = 1, tanh(−∞) = −1, ReLU(−∞) = 0.
 */
const keepsInfinity: Law = keeps(
  'an infinity among the operands makes of a result what it must, and of others nothing',
  infinities,
  2,
  async (subject, operation, { operands, sizes }) => {
    const { name, call, changes } = operation
    const outputs = shapes(operation, { sizes })
    const got = await run(subject, name, operands, outputs, call, changes)
    const expected = await evaluate(subject.reference, operands, outputs, call, changes)
    const bars = operation.bars(operands, subject.arithmetic)
    let worst = 0
    for (const [result, { rows, values }] of Object.entries(got)) {
      subject.count(values.length)
      for (const [i, wanted] of entry(expected, result).entries()) {
        const is = at(values, i)
        const bar = at(entry(bars, result), i)
        const error = Math.abs(is - wanted)
        const allowed = Number.isFinite(bar) ? bar : 0
        if (Object.is(is, wanted) || is === wanted || (Number.isFinite(wanted) && error <= allowed)) {
          if (is !== wanted && allowed > 0) worst = Math.max(worst, error / allowed)
          continue
        }
        const index = place(rows, i)
        const breach = { operation: name, output: result, index, got: is, expected: wanted, bound: allowed }
        throw new LawBroken(`${name}: ${describe(breach)}.`, breach, Object.values(operands))
      }
    }
    return worst
  },
)

const notFinite = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0]
const throughMemory: Law = law<number>({
  name: 'limits: the host’s NaN and infinities are kept by tensor, write, gather and read',
  operation: 'write',
  share: 0.04,
  waived: lost,
  draw: () => fc.nat(notFinite.length - 1),
  check: (subject, first) =>
    borrowing(subject.on, async (make) => {
      const { on } = subject
      // Each of them in each of the first places, among whole numbers.
      const values = Float64Array.from({ length: 70 }, (_, i) => notFinite[(first + i) % 4] ?? i)
      const written = { rows: 2, columns: 35, values }
      const from = make(2, 35, values)
      mustBe(subject, 'tensor', 'X', await on.read(from), written)
      const t = make(2, 35)
      on.write(t, Float32Array.from(values))
      mustBe(subject, 'write', 'X', await on.read(t), written)
      on.gather(
        t,
        from,
        Int32Array.from({ length: 35 }, (_, j) => 34 - j),
      )
      const turned = values.map((_, i) => at(values, 2 * (34 - (i >> 1)) + (i % 2)))
      mustBe(subject, 'gather', 'to', await on.read(t), { ...written, values: turned })
      return 0
    }),
  operands: () => [],
  settings: String,
})

/** What is no finite number stays what it is. */
export const notFiniteLaws: readonly Law[] = [throughMemory, ...keepsNaN, keepsInfinity]
