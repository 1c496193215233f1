import fc from 'fast-check'
import { overflowOf } from '../bounds/rounding.ts'
import { type Case, cases, type Operand } from '../case.ts'
import { evaluate, place, run } from '../device.ts'
import { constant, counted, type Kind } from '../draw.ts'
import { type InTurn, oneOfEach } from '../in-turn.ts'
import { type Law, LawBroken, law, type Subject } from '../law.ts'
import { at, entry } from '../matrix.ts'
import {
  backpropagate,
  cost,
  dense,
  drawnAs,
  everyOperation,
  gradients,
  type Operation,
  output,
  residual,
  shapes,
  update,
} from '../operation.ts'
import type { Size } from '../size.ts'
import { compare } from './operations.ts'

const lost = ({ on }: Subject) =>
  on.info.arithmetic.losesNaN ? 'the device says that it may lose a NaN' : undefined

const allSmall = ({ plan }: Operation): Record<string, Size> =>
  Object.fromEntries(Object.keys(plan.sizes).map((name): [string, Size] => [name, 'small']))

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

interface Spoilt {
  readonly drawn: Case
  readonly operand: number
  readonly place: number
}

/** The case with a NaN in one place of one operand. */
function spoil(operation: Operation, { drawn, operand, place: where }: Spoilt): Case {
  const names = carriers(operation)
  const target = entry(drawn.operands, names[operand % names.length] ?? '')
  const values = target.values.slice()
  values[where % values.length] = Number.NaN
  return { ...drawn, operands: { ...drawn.operands, [target.name]: { ...target, values } } }
}

const keepsNaN: Law = law<InTurn<Spoilt>>({
  name: 'limits: a NaN among the operands shows in every result it reaches, and in no other',
  operation: 'dense',
  share: 2,
  waived: lost,
  draw: ({ drawing }) =>
    oneOfEach(
      spoilt.map(({ plan }) =>
        fc.record({ drawn: cases(plan, drawing), operand: fc.nat(5), place: fc.nat(99) }),
      ),
    ),
  async check(subject, { which, value }) {
    const operation = spoilt[which]
    if (!operation) return 0
    const { name, call, changes } = operation
    const { operands, sizes } = spoil(operation, value)
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
        throw new LawBroken(message, breach)
      }
    }
    return 0
  },
  operands({ which, value }) {
    const operation = spoilt[which]
    return operation ? Object.values(spoil(operation, value).operands) : []
  },
  settings: ({ which }) => spoilt[which]?.name ?? '',
})

const descent = update({ kind: 'gradientDescent', learningRate: 1, l2: 0 })
const momentum = update({ kind: 'momentum', learningRate: 1, l2: 0, momentum: 0 })

/** Calls on 1 × 1 operands whose result is beyond the largest number; operands are multiples of that number, and 2 where none is named. */
const beyond: readonly (readonly [Operation, Readonly<Record<string, number>>])[] = [
  [dense('identity'), { W: 1, b: 0 }],
  [dense('relu'), { X: 1, b: 0 }],
  [dense('leakyRelu'), { W: 1, b: 1 }],
  [residual(false), { T: 1, Y: -1 }],
  [residual(true), { T: 1, Y: 0 }],
  [backpropagate('identity'), { W2: 1 }],
  [backpropagate('relu'), { dZ2: -1 }],
  [gradients, { dZ: 1 }],
  [cost('identity', false), { Z: 1, Y: 0 }],
  [descent, { P: 1, dP: -1 }],
  [momentum, { P: -1, dP: 1, v: 0 }],
  [output('identity'), { Z: Number.POSITIVE_INFINITY }],
  [dense('identity'), { X: Number.NEGATIVE_INFINITY, b: 0 }],
  [residual(false), { T: Number.POSITIVE_INFINITY, Y: 0 }],
  [descent, { P: 0, dP: Number.POSITIVE_INFINITY }],
]

const overflows: Law = law<number>({
  name: 'limits: what overflows or is infinite shows as no finite number',
  operation: 'dense',
  share: beyond.length / 100,
  waived: lost,
  draw: () => oneOfEach(beyond.map((_, i) => fc.constant(i))).map(({ value }) => value),
  async check(subject, which) {
    const found = beyond[which]
    if (!found) return 0
    const [operation, multiples] = found
    const { name, call, changes } = operation
    const most = overflowOf(subject.on.info.arithmetic)
    const scalar = (operand: string): Operand => {
      const multiple = multiples[operand]
      const value = multiple === undefined ? 2 : multiple && multiple * most
      return { name: operand, rows: 1, columns: 1, values: Float64Array.of(value) }
    }
    const operands = Object.fromEntries(
      Object.keys(operation.plan.operands).map((operand) => [operand, scalar(operand)]),
    )
    const outputs = shapes(operation, { sizes: { n: 1, k: 1, m: 1 } })
    const got = await run(subject, name, operands, outputs, call, changes)
    const [result = ''] = [...Object.keys(operation.outputs), ...changes]
    const [value = 0] = entry(got, result).values
    subject.count(1)
    if (!Number.isFinite(value)) return 0
    const breach = { operation: name, output: result, got: value, expected: Number.POSITIVE_INFINITY }
    const message = `${name}: ${result} is ${value} where the true result is beyond ${most}.`
    throw new LawBroken(message, breach, Object.values(operands))
  },
  operands: () => [],
  settings: (which) => beyond[which]?.[0].name ?? '',
})

/** Whole numbers from 1 to 8, of both signs, times a power of two. */
function scaled(by: number): Kind {
  const whole = counted(8)
  return {
    draw: (draw, rows, columns) => whole.draw(draw, rows, columns).map((v) => v * by),
    simple: [by, -by],
    accepts: () => false,
  }
}

/** A linear operation of whole numbers, of which the large operands are scaled: the same bits, elsewhere in the format. */
function scaledLaw(
  name: string,
  operation: Operation,
  large: readonly string[],
  whole: readonly string[],
  scale: (subject: Subject) => number,
): Law {
  const planned = (subject: Subject) => {
    const kind = scaled(scale(subject))
    const kinds = Object.fromEntries([
      ...large.map((operand): [string, Kind] => [operand, kind]),
      ...whole.map((operand): [string, Kind] => [operand, counted(8)]),
    ])
    return drawnAs(operation, allSmall(operation), kinds)
  }
  return law<Case>({
    name: `limits: ${operation.name} ${name}`,
    operation: operation.method,
    share: 0.2,
    draw: (subject) => cases(planned(subject).plan, subject.drawing),
    check: (subject, drawn) => compare(subject, operation, drawn, true),
    operands: ({ operands }) => Object.values(operands),
  })
}

/** So that five terms of 64 such numbers stay below the threshold. */
const nearOverflow = ({ on }: Subject) => 2 ** (Math.floor(Math.log2(overflowOf(on.info.arithmetic))) - 11)
const nearUnderflow = ({ on, drawing }: Subject) =>
  on.info.arithmetic.flushesSubnormals ? on.info.arithmetic.underflow * 1024 : drawing.smallest

const linear: readonly (readonly [Operation, readonly string[], readonly string[]])[] = [
  [dense('identity'), ['W', 'b'], ['X']],
  [dense('relu'), ['X', 'b'], ['W']],
  [backpropagate('identity'), ['W2'], ['dZ2']],
  [backpropagate('relu'), ['dZ2'], ['W2']],
  [residual(false), ['T', 'Y'], []],
  [residual(true), ['T', 'Y'], ['s']],
  [output('identity'), ['Z'], []],
  [descent, ['P', 'dP'], []],
]

/** The ends of a format: what is no number stays none, and numbers at either end are as exact as others. */
export const limitLaws: readonly Law[] = [
  keepsNaN,
  overflows,
  ...linear.flatMap(([operation, large, whole]) => [
    scaledLaw('near the overflow threshold', operation, large, whole, nearOverflow),
    scaledLaw('of the smallest numbers', operation, large, whole, nearUnderflow),
  ]),
]
