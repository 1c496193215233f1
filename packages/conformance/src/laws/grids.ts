import type { Activation } from '@leven/core'
import fc from 'fast-check'
import { activationBar } from '../bounds/functions.ts'
import { flush } from '../bounds/rounding.ts'
import { type Case, cases, type Operand } from '../case.ts'
import { borrowing, within } from '../device.ts'
import { type Law, law } from '../law.ts'
import { entry } from '../matrix.ts'
import { cost, dense, type Operation, output } from '../operation.ts'
import { logit } from '../predictions.ts'
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

/** dense where W is 1 and b is 0: to multiply by one and to add zero rounds nothing, so the bar is that of g alone. */
function unweighted(g: Activation): Operation {
  const operation = dense(g)
  return {
    ...operation,
    bars: (x, arithmetic) => ({
      A: Float64Array.from(entry(x, 'X').values, (z) => activationBar(g, z, flush(arithmetic), arithmetic)),
    }),
  }
}

const scalars = [operand('W', 1, Float64Array.of(1)), operand('b', 1, Float64Array.of(0))]

/** The line in steps of four hundredths, and each binade: arguments of one call each. */
function oneByOne(shift: number, smallest: number): number[] {
  const grid = Array.from({ length: 1000 }, (_, i) => (i + (shift % 7) / 7 - 500) / 25)
  const binades = Array.from({ length: 127 - Math.ceil(Math.log2(smallest)) }, (_, i) => smallest * 2 ** i)
  return [...grid, ...binades.flatMap((b) => [b, -b])]
}

/**
 * The loss of one prediction, alone or among seven that are sure and right, whose losses are 0: its bar is that of the
 * function and of no sum.
 */
function eachLoss(y: 0 | 1, m: 1 | 8): Law {
  const operation = cost('sigmoid', false)
  return law<number>({
    name: `functions: the loss of sigmoid where y is ${y}, ${m === 1 ? 'one instance at a time' : 'one among others'}`,
    operation: 'cost',
    share: 0.01,
    draw: () => fc.nat(6),
    check: (subject, shift) =>
      borrowing(subject.on, async (make) => {
        const { on, drawing, arithmetic } = subject
        const smallest = on.info.arithmetic.flushesSubnormals
          ? on.info.arithmetic.underflow
          : drawing.smallest
        const [J, Z, Y] = [make(1, 1), make(1, m), make(1, m)]
        let worst = 0
        for (const [i, z] of oneByOne(shift, Math.max(smallest, 2 ** -149))
          .map(drawing.round)
          .entries()) {
          if (m > 1 && drawing.shapes === 'few' && i % 8 !== shift) continue
          const [predictions, targets] = [new Float64Array(m).fill(-1e4), new Float64Array(m)]
          predictions[i % m] = z
          targets[i % m] = y
          on.write(Z, predictions)
          on.write(Y, targets)
          on.cost(J, Z, Y, 'sigmoid')
          const got = { rows: 1, columns: 1, values: await on.read(J) }
          const operands = { Z: operand('Z', m, predictions), Y: operand('Y', m, targets) }
          const bar = entry(operation.bars(operands, arithmetic), 'J')
          const loss = Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)))
          const expected = Float64Array.of(loss / m)
          worst = Math.max(worst, within(subject.count, `cost sigmoid of ${z}`, 'J', got, expected, bar))
        }
        return worst
      }),
    operands: () => [],
    settings: (shift) => `grid ${shift}`,
  })
}

/** Two outputs of which one is 0: softmax over the whole line. */
const softmaxOverTheLine: Law = law<number>({
  name: 'functions: output softmax of two in every binade and on a fine grid',
  operation: 'output',
  share: 0.02,
  draw: () => fc.nat(999),
  async check(subject, shift) {
    const { drawing } = subject
    const all = argumentsOf(shift, Math.max(drawing.smallest, 2 ** -149)).map(drawing.round)
    const line = all.subarray(0, Math.min(all.length, drawing.largestDimension))
    const values = new Float64Array(2 * line.length)
    for (const [j, z] of line.entries()) values[2 * j + (j % 2)] = z
    const Z: Operand = { name: 'Z', rows: 2, columns: line.length, values }
    return compare(subject, output('softmax'), { sizes: { n: 2, m: line.length }, operands: { Z } })
  },
  operands: () => [],
  settings: (shift) => `grid ${shift}`,
})

/** The functions over all that a format holds: a table or a polynomial goes wrong in one piece of the line. */
export const gridLaws: readonly Law[] = [
  ...(['sigmoid', 'tanh', 'leakyRelu', 'relu'] as const).map((g) => overTheLine(unweighted(g), 'X', scalars)),
  overTheLine(output('sigmoid'), 'Z', []),
  softmaxOverTheLine,
  ...([0, 1] as const).flatMap((y) => [eachLoss(y, 1), eachLoss(y, 8)]),
]
