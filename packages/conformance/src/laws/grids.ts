import { type Case, cases, type Operand } from '../case.ts'
import { constant, logit } from '../draw.ts'
import { type Law, law } from '../law.ts'
import { cost, dense, drawnAs, type Operation, output } from '../operation.ts'
import { compare } from './operations.ts'

const operand = (name: string, columns: number, values: Float64Array): Operand => ({
  name,
  rows: 1,
  columns,
  values,
})

/** Arguments of both signs in every binade, two in each, and a grid of hundredths from −20 to 20; the place within each follows from `shift`. */
function argumentsOf(shift: number, smallest: number): Float64Array {
  const first = Math.ceil(Math.log2(smallest))
  const binades = Array.from({ length: 127 - first }, (_, i) => 2 ** (first + i))
  const within = 1 + ((shift * 0.618) % 1)
  const grid = Array.from({ length: 4096 }, (_, i) => (i + (shift % 7) / 7 - 2048) / 100)
  return Float64Array.from([...binades.flatMap((b) => [b, -b, b * within, -b * within]), ...grid])
}

/** One function over the whole line, on one unit. */
function overTheLine(operation: Operation, argument: string, beside: readonly Operand[]): Law {
  return law<Case>({
    name: `functions: ${operation.name} in every binade and on a fine grid`,
    operation: operation.method,
    share: 0.03,
    draw: ({ drawing }) =>
      cases(
        { sizes: { m: 'few' }, operands: { start: { rows: '1', columns: '1', kind: logit } } },
        drawing,
      ).map(({ operands: { start } }) => {
        const shift = Math.abs(Math.round((start?.values[0] ?? 0) * 1000))
        const all = argumentsOf(shift, Math.max(drawing.smallest, 2 ** -149)).map(drawing.round)
        const values = all.subarray(0, Math.min(all.length, drawing.largestDimension))
        const operands = [operand(argument, values.length, values), ...beside]
        return {
          sizes: { n: 1, k: 1, m: values.length },
          operands: Object.fromEntries(operands.map((one) => [one.name, one])),
        }
      }),
    check: (subject, drawn) => compare(subject, operation, drawn),
    operands: ({ operands }) => Object.values(operands),
  })
}

const scalars = [operand('W', 1, Float64Array.of(1)), operand('b', 1, Float64Array.of(0))]

/** The loss of one instance alone, whose bar is that of the function and of no sum. */
function oneLoss(y: 0 | 1): Law {
  const one = drawnAs(cost('sigmoid', false), {}, { Y: constant(y) }, [{ n: 1, m: 1 }])
  return law<Case>({
    name: `functions: the loss of sigmoid where y is ${y}, one instance at a time`,
    operation: 'cost',
    share: 3,
    draw: ({ drawing }) => cases(one.plan, drawing),
    check: (subject, drawn) => compare(subject, one, drawn),
    operands: ({ operands }) => Object.values(operands),
  })
}

/** The functions over all that a format holds: a table or a polynomial goes wrong in one piece of the line. */
export const gridLaws: readonly Law[] = [
  ...(['sigmoid', 'tanh', 'leakyRelu', 'relu'] as const).map((g) => overTheLine(dense(g), 'X', scalars)),
  overTheLine(output('sigmoid'), 'Z', []),
  oneLoss(0),
  oneLoss(1),
]
