import type { Activation, Arithmetic, Operations, Output, UpdateRule, Values } from '@leven/core'
import { backpropagateBound, gradientsBound, residualBound } from './bounds/backward.ts'
import { costBound } from './bounds/cost.ts'
import { denseBound } from './bounds/dense.ts'
import { outputBound } from './bounds/output.ts'
import { updateBound } from './bounds/update.ts'
import { type Case, type OperandPlan, one, type Plan } from './case.ts'
import type { Shapes, Tensors } from './device.ts'
import { type Kind, real, sampleWeight, square } from './draw.ts'
import { entry, type Matrix } from './matrix.ts'
import { binaryTarget, distribution, image, logit, probability } from './predictions.ts'
import type { Size } from './size.ts'

/** The error bar of each output, by name. */
export type Bars = Readonly<Record<string, Values>>

/** An operation of the port with its options settled: what it takes, what it gives, and its bars. */
export interface Operation {
  /** 'dense relu', 'cost softmax with sample weights'. */
  readonly name: string
  /** The method of the port. */
  readonly method: string
  readonly plan: Plan
  /** Outputs by name, their shapes as dimensions of the plan. */
  readonly outputs: Readonly<Record<string, readonly [rows: string, columns: string]>>
  /** Inputs that are changed in place. */
  readonly changes: readonly string[]
  call(on: Operations, tensors: Tensors): void
  bars(inputs: Readonly<Record<string, Matrix>>, arithmetic: Arithmetic): Bars
}

export const activations: readonly Activation[] = ['identity', 'relu', 'leakyRelu', 'sigmoid', 'tanh']
export const outputs: readonly Output[] = ['sigmoid', 'softmax', 'identity']

const operand = (rows: string, columns: string, kind: Kind): OperandPlan => ({ rows, columns, kind })
const any = (...names: string[]): Record<string, Size> =>
  Object.fromEntries(names.map((name) => [name, 'any']))

/** The shapes of an operation's outputs for the sizes of a case. */
export function shapes(operation: Operation, { sizes }: Pick<Case, 'sizes'>): Shapes {
  const length = (name: string) => (name === one ? 1 : entry(sizes, name))
  return Object.fromEntries(
    Object.entries(operation.outputs).map(([name, [rows, columns]]) => [
      name,
      [length(rows), length(columns)],
    ]),
  )
}

/** An operation whose cases have other sizes and other kinds of numbers, or sizes that belong together. */
export function drawnAs(
  operation: Operation,
  sizes: Readonly<Record<string, Size>>,
  kinds: Readonly<Record<string, Kind>> = {},
  together: Plan['together'] = [],
): Operation {
  const operands = Object.entries(operation.plan.operands).map(([name, plan]) => [
    name,
    { ...plan, kind: kinds[name] ?? plan.kind },
  ])
  return {
    ...operation,
    plan: { sizes: { ...operation.plan.sizes, ...sizes }, operands: Object.fromEntries(operands), together },
  }
}

/** Small sizes in every place, for `drawnAs`. */
export const allSmall = ({ plan }: Operation): Record<string, Size> =>
  Object.fromEntries(Object.keys(plan.sizes).map((name): [string, Size] => [name, 'small']))

/** The operation on layers of 34 units and more, with as many instances: no place is small. */
export const onLayers = (operation: Operation): Operation =>
  drawnAs(
    operation,
    Object.fromEntries(Object.keys(operation.plan.sizes).map((name): [string, Size] => [name, 'layer'])),
  )

/** A = g(W X + b). */
export function dense(g: Activation): Operation {
  return {
    name: `dense ${g}`,
    method: 'dense',
    plan: {
      sizes: any('n', 'k', 'm'),
      operands: { W: operand('n', 'k', real), X: operand('k', 'm', real), b: operand('n', one, real) },
    },
    outputs: { A: ['n', 'm'] },
    changes: [],
    call: (on, t) => on.dense(entry(t, 'A'), entry(t, 'W'), entry(t, 'X'), entry(t, 'b'), g),
    bars: (x, arithmetic) => ({ A: denseBound(entry(x, 'W'), entry(x, 'X'), entry(x, 'b'), g, arithmetic) }),
  }
}

/** T = σ(Z), softmax(Z) or Z. */
export function output(kind: Output): Operation {
  return {
    name: `output ${kind}`,
    method: 'output',
    plan: {
      sizes: { n: kind === 'softmax' ? 'moderate' : 'any', m: 'any' },
      operands: { Z: operand('n', 'm', logit) },
    },
    outputs: { T: ['n', 'm'] },
    changes: [],
    call: (on, t) => on.output(entry(t, 'T'), entry(t, 'Z'), kind),
    bars: (x, arithmetic) => ({ T: outputBound(entry(x, 'Z'), kind, arithmetic) }),
  }
}

/** The targets that go with an output. */
export function targets(kind: Output): Kind {
  switch (kind) {
    case 'sigmoid':
      return binaryTarget
    case 'softmax':
      return distribution
    case 'identity':
      return real
    default:
      return kind satisfies never
  }
}

const withWeights = (weighted: boolean) => (weighted ? ' with sample weights' : '')
const weights = (weighted: boolean): Record<string, OperandPlan> =>
  weighted ? { s: operand(one, 'm', sampleWeight) } : {}

/** J = (1/m) Σ s L. */
export function cost(kind: Output, weighted: boolean): Operation {
  return {
    name: `cost ${kind}${withWeights(weighted)}`,
    method: 'cost',
    plan: {
      sizes: any('n', 'm'),
      operands: { Z: operand('n', 'm', logit), Y: operand('n', 'm', targets(kind)), ...weights(weighted) },
    },
    outputs: { J: [one, one] },
    changes: [],
    call: (on, t) => on.cost(entry(t, 'J'), entry(t, 'Z'), entry(t, 'Y'), kind, t.s),
    bars: (x, arithmetic) => ({ J: costBound(entry(x, 'Z'), entry(x, 'Y'), kind, arithmetic, x.s) }),
  }
}

/** dZ = (T − Y) ⊙ s. */
export function residual(weighted: boolean): Operation {
  return {
    name: `residual${withWeights(weighted)}`,
    method: 'residual',
    plan: {
      sizes: any('n', 'm'),
      operands: {
        T: operand('n', 'm', probability),
        Y: operand('n', 'm', binaryTarget),
        ...weights(weighted),
      },
    },
    outputs: { dZ: ['n', 'm'] },
    changes: [],
    call: (on, t) => on.residual(entry(t, 'dZ'), entry(t, 'T'), entry(t, 'Y'), t.s),
    bars: (x, arithmetic) => ({ dZ: residualBound(entry(x, 'T'), entry(x, 'Y'), arithmetic, x.s) }),
  }
}

/** dW = (1/m) dZ Aᵀ, db = (1/m) Σ dZ. */
export const gradients: Operation = {
  name: 'gradients',
  method: 'gradients',
  plan: {
    sizes: any('n', 'k', 'm'),
    operands: { dZ: operand('n', 'm', real), A: operand('k', 'm', real) },
  },
  outputs: { dW: ['n', 'k'], db: ['n', one] },
  changes: [],
  call: (on, t) => on.gradients(entry(t, 'dW'), entry(t, 'db'), entry(t, 'dZ'), entry(t, 'A')),
  bars: (x, arithmetic) => ({ ...gradientsBound(entry(x, 'dZ'), entry(x, 'A'), arithmetic) }),
}

/** dZ1 = W2ᵀ dZ2 ⊙ g′(Z1). */
export function backpropagate(g: Activation): Operation {
  return {
    name: `backpropagate ${g}`,
    method: 'backpropagate',
    plan: {
      sizes: any('n', 'k', 'm'),
      operands: {
        W2: operand('n', 'k', real),
        dZ2: operand('n', 'm', real),
        A1: operand('k', 'm', image(g)),
      },
    },
    outputs: { dZ1: ['k', 'm'] },
    changes: [],
    call: (on, t) => on.backpropagate(entry(t, 'dZ1'), entry(t, 'W2'), entry(t, 'dZ2'), entry(t, 'A1'), g),
    bars: (x, arithmetic) => ({
      dZ1: backpropagateBound(entry(x, 'W2'), entry(x, 'dZ2'), entry(x, 'A1'), g, arithmetic),
    }),
  }
}

const momentKinds: Readonly<Record<UpdateRule['kind'], Readonly<Record<string, Kind>>>> = {
  gradientDescent: {},
  momentum: { v: real },
  adam: { m: real, v: square },
}

/** P ← P − α dP and its kin. */
export function update(rule: UpdateRule): Operation {
  const kinds = momentKinds[rule.kind]
  const names = Object.keys(kinds)
  const moments = Object.fromEntries(names.map((name) => [name, operand('n', 'k', entry(kinds, name))]))
  return {
    name: `update ${rule.kind}`,
    method: 'update',
    plan: {
      sizes: any('n', 'k'),
      operands: { P: operand('n', 'k', real), dP: operand('n', 'k', real), ...moments },
    },
    outputs: {},
    changes: ['P', ...names],
    call: (on, t) =>
      on.update(
        entry(t, 'P'),
        entry(t, 'dP'),
        names.map((name) => entry(t, name)),
        rule,
      ),
    bars(x, arithmetic) {
      const held = names.map((name) => entry(x, name))
      const bound = updateBound(entry(x, 'P'), entry(x, 'dP'), held, rule, arithmetic)
      return { P: bound.P, ...Object.fromEntries(bound.moments.map((bar, i) => [names[i] ?? '', bar])) }
    },
  }
}

/** One rule of each kind with common settings. */
export const commonRules: readonly UpdateRule[] = [
  { kind: 'gradientDescent', learningRate: 0.1, l2: 0.01 },
  { kind: 'momentum', learningRate: 0.1, l2: 0.01, momentum: 0.9 },
  {
    kind: 'adam',
    learningRate: 0.01,
    l2: 0.01,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    correction1: 1 - 0.9,
    correction2: 1 - 0.999,
  },
]

/** Every operation whose options are a few values; `update` with common settings. */
export const everyOperation: readonly Operation[] = [
  ...activations.map(dense),
  ...outputs.map(output),
  ...outputs.flatMap((kind) => [cost(kind, false), cost(kind, true)]),
  residual(false),
  residual(true),
  gradients,
  ...activations.map(backpropagate),
  ...commonRules.map(update),
]

/** Every operation twice: on small sizes, and on layers. */
export const everyOperationOnLayersToo: readonly Operation[] = [
  ...everyOperation,
  ...everyOperation.map(onLayers),
]
