import fc from 'fast-check'
import { overflowOf } from '../bounds/rounding.ts'
import { type Case, cases, type Operand } from '../case.ts'
import { run } from '../device.ts'
import type { Kind } from '../draw.ts'
import { oneOfEach } from '../in-turn.ts'
import { type Law, LawBroken, law, type Subject } from '../law.ts'
import { entry } from '../matrix.ts'
import {
  allSmall,
  backpropagate,
  cost,
  dense,
  drawnAs,
  gradients,
  type Operation,
  output,
  residual,
  shapes,
  update,
} from '../operation.ts'
import { counted } from '../sums.ts'
import { lost } from './not-finite.ts'
import { compare } from './operations.ts'

const descent = update({ kind: 'gradientDescent', learningRate: 1, l2: 0 })
const momentum = update({ kind: 'momentum', learningRate: 1, l2: 0, momentum: 0 })
/** One instance: there is nothing to sum, and to divide by. */
const oneInstance = drawnAs(
  gradients,
  {},
  {},
  [1, 2, 3, 4, 5].map((n) => ({ n, k: n, m: 1 })),
)
const wholeMomentum = update({ kind: 'momentum', learningRate: 1, l2: 1, momentum: 1 })

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
    return drawnAs(operation, allSmall(operation), kinds, operation.plan.together)
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
  [oneInstance, ['dZ'], ['A']],
  [wholeMomentum, ['P', 'dP', 'v'], []],
]

/** The ends of a format: what is no number stays none, and numbers at either end are as exact as others. */
export const limitLaws: readonly Law[] = [
  overflows,
  ...linear.flatMap(([operation, large, whole]) => [
    scaledLaw('near the overflow threshold', operation, large, whole, nearOverflow),
    scaledLaw('of the smallest numbers', operation, large, whole, nearUnderflow),
  ]),
]
