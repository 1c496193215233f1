import type { UpdateRule } from '@leven/core'
import fc from 'fast-check'
import { type Case, cases } from '../case.ts'
import { evaluate, run, within } from '../device.ts'
import { constant, gradient } from '../draw.ts'
import { type Law, law, type Subject } from '../law.ts'
import { entry } from '../matrix.ts'
import {
  activations,
  backpropagate,
  commonRules,
  cost,
  dense,
  drawnAs,
  gradients,
  type Operation,
  output,
  outputs,
  residual,
  shapes,
  update,
} from '../operation.ts'
import { sure } from '../predictions.ts'

/**
 * Runs an operation on the backend and in the reference and holds the results together.
 * @returns the worst ratio of an error to its bar; with `exactly`, every bar is 0.
 */
export async function compare(
  subject: Subject,
  operation: Operation,
  drawn: Case,
  exactly = false,
): Promise<number> {
  const { name, call, changes } = operation
  const sizes = shapes(operation, drawn)
  const got = await run(subject, name, drawn.operands, sizes, call, changes)
  const expected = await evaluate(subject.reference, drawn.operands, sizes, call, changes)
  const bars = exactly ? {} : operation.bars(drawn.operands, subject.arithmetic)
  const ratios = Object.entries(got).map(([outputName, matrix]) => {
    const bar = bars[outputName] ?? new Float64Array(matrix.values.length)
    return within(subject.count, name, outputName, matrix, entry(expected, outputName), bar)
  })
  return Math.max(...ratios)
}

/** A law that holds an operation to its bars, or to the same numbers. */
function comparisonLaw(name: string, operation: Operation, share: number, exact: boolean): Law {
  return law<Case>({
    name,
    operation: operation.method,
    share,
    draw: ({ drawing }) => cases(operation.plan, drawing),
    check: (subject, drawn) => compare(subject, operation, drawn, exact),
    operands: (drawn) => Object.values(drawn.operands),
  })
}

/** The operation stays within its bars. */
export function barLaw(name: string, operation: Operation, share: number): Law {
  return comparisonLaw(name, operation, share, false)
}

/** The operation gives the numbers of the reference, to the last bit. */
export function exactLaw(name: string, operation: Operation, share: number): Law {
  return comparisonLaw(name, operation, share, true)
}

/**
 * The loss of a prediction that is sure and right is about e^−|z|, far below u: log(1 + e) as it stands loses it.
 * Among other instances it would not show.
 */
function smallLosses(y: 0 | 1): Law {
  const operation = cost('sigmoid', false)
  return barLaw(
    `cost sigmoid of sure predictions of ${y}: within its bar`,
    drawnAs(operation, {}, { Z: sure(y === 1 ? 1 : -1), Y: constant(y) }),
    0.5,
  )
}

/** A case of `update` with its rule. */
interface UpdateCase {
  readonly drawn: Case
  readonly rule: UpdateRule
}

const learningRates = fc.constantFrom(1, 0.1, 0.5, 0.01, 3e-4, 1e-8, 300, 0)
const penalties = fc.constantFrom(0, 1, 0.01, 1e-4, 1e-8, 300)

/** Update rules of one kind; simple settings first, so that they shrink to these. */
function rules(kind: UpdateRule['kind']): fc.Arbitrary<UpdateRule> {
  const both = { learningRate: learningRates, l2: penalties }
  switch (kind) {
    case 'gradientDescent':
      return fc.record({ kind: fc.constant(kind), ...both })
    case 'momentum':
      return fc.record({
        kind: fc.constant(kind),
        ...both,
        momentum: fc.constantFrom(0.5, 0.9, 0, 0.99, 0.99999, 1),
      })
    case 'adam':
      return fc
        .record({
          kind: fc.constant(kind),
          ...both,
          beta1: fc.constantFrom(0.5, 0.9, 0, 0.95, 0.99),
          beta2: fc.constantFrom(0.5, 0.999, 0.99999, 0, 0.1, 0.95),
          epsilon: fc.constantFrom(1, 1e-8, 1e-3, 300, 1e-12),
          step: fc.constantFrom(1, 2, 10, 1000, 100_000),
        })
        .map(({ step, ...rule }) => ({
          ...rule,
          correction1: 1 - rule.beta1 ** step,
          correction2: 1 - rule.beta2 ** step,
        }))
    default:
      return kind satisfies never
  }
}

function updateWithinBar(common: UpdateRule): Law {
  const { plan, name } = drawnAs(update(common), {}, { dP: gradient })
  return law<UpdateCase>({
    name: `${name}: within its bar`,
    operation: 'update',
    share: 1.2,
    draw: ({ drawing }) => fc.record({ drawn: cases(plan, drawing), rule: rules(common.kind) }),
    check: (subject, { drawn, rule }) => compare(subject, update(rule), drawn),
    operands: ({ drawn }) => Object.values(drawn.operands),
    settings: ({ rule }) => JSON.stringify(rule),
  })
}

/** Every operation of the port against the float64 reference, within the bar derived from the device's arithmetic. */
export const operationLaws: readonly Law[] = [
  ...[
    ...activations.map(dense),
    ...outputs.map(output),
    ...outputs.flatMap((kind) => [cost(kind, false), cost(kind, true)]),
    residual(false),
    residual(true),
    gradients,
    ...activations.map(backpropagate),
  ].map((operation) => barLaw(`${operation.name}: within its bar`, operation, 1)),
  smallLosses(0),
  smallLosses(1),
  ...commonRules.map(updateWithinBar),
]
