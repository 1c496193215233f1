import { gradientCheck, type Network, type NetworkParameters, network } from '@leven/core'
import fc from 'fast-check'
import { Calculation } from '../notes/calculation.ts'
import { Matrix } from './matrix.ts'

/** The notes' network at its smallest: n0 inputs, n1 ReLU units, n2 sigmoid outputs, m instances, and a learning rate. */
export interface TinyNetwork {
  readonly W1: Matrix
  readonly b1: Matrix
  readonly W2: Matrix
  readonly b2: Matrix
  readonly X: Matrix
  readonly Y: Matrix
  readonly alpha: number
}

/** A quantity of the derivation: of the network, of its forward pass, or of its backward pass. */
export type Quantity =
  | Exclude<keyof TinyNetwork, 'alpha'>
  | 'Z1'
  | 'A1'
  | 'Z2'
  | 'T'
  | 'dZ2'
  | 'dZ1'
  | 'dW2'
  | 'db2'
  | 'dW1'
  | 'db1'

/** Every number of one step of a tiny network. */
export interface RightNumbers {
  readonly of: Readonly<Record<Quantity, Matrix>>
  /** The parameters after the step. */
  readonly next: Readonly<Record<Parameter, Matrix>>
}

/** A parameter of the notes' network. */
export type Parameter = 'W1' | 'b1' | 'W2' | 'b2'

/** Every parameter, in core's order. */
export const parameters: readonly Parameter[] = ['W1', 'b1', 'W2', 'b2']

/** How many of everything a tiny network may have. */
export interface TinySizes {
  readonly features: number
  readonly units: number
  readonly outputs: number
  readonly instances: number
}

const least: TinySizes = { features: 1, units: 1, outputs: 1, instances: 1 }

/** Smallest first, to find the smallest network that breaks a law: one of everything, then two of one thing. */
export const smallSizes: readonly TinySizes[] = [
  least,
  { ...least, instances: 2 },
  { ...least, units: 2 },
  { ...least, features: 2 },
  { ...least, outputs: 2 },
]

/** The largest that are tried. */
export const largestSizes: TinySizes = { features: 3, units: 3, outputs: 2, instances: 4 }

/**
 * Tiny networks of whole numbers, which shrink to fewer instances, units, inputs and outputs, and to zeros.
 * @param steepness multiplies the second layer: at 1000 every prediction is 0, ½ or 1.
 */
export function tinyNetworks(most: TinySizes, steepness: number): fc.Arbitrary<TinyNetwork> {
  const numbers = (count: number, number: fc.Arbitrary<number>) =>
    fc.array(number, { minLength: count, maxLength: count })
  const whole = fc.integer({ min: -2, max: 2 })
  return fc
    .record({
      outputs: someOf(most.outputs),
      instances: someOf(most.instances),
      units: someOf(most.units),
      features: someOf(most.features),
      alpha: fc.constantFrom(1, 0.5),
      Y: numbers(most.outputs * most.instances, fc.integer({ min: 0, max: 1 })),
      W2: numbers(most.outputs * most.units, whole),
      b2: numbers(most.outputs, whole),
      W1: numbers(most.units * most.features, whole),
      b1: numbers(most.units, whole),
      X: numbers(most.features * most.instances, whole),
    })
    .map(({ outputs, instances, units, features, alpha, ...values }) => {
      const steep = (numbers: readonly number[]) => numbers.map((number) => steepness * number)
      return {
        W1: part(values.W1, most.units, units, features),
        b1: part(values.b1, most.units, units, [0]),
        W2: part(steep(values.W2), most.outputs, outputs, units),
        b2: part(steep(values.b2), most.outputs, outputs, [0]),
        X: part(values.X, most.features, features, instances),
        Y: part(values.Y, most.outputs, outputs, instances),
        alpha,
      }
    })
}

/** At least one of the places 0 … most − 1. */
function someOf(most: number): fc.Arbitrary<number[]> {
  return fc.subarray([...Array(most).keys()], { minLength: 1 })
}

/** Some rows and columns of a column-major matrix: what is left of a network keeps its numbers. */
function part(
  values: readonly number[],
  height: number,
  rows: readonly number[],
  columns: readonly number[],
): Matrix {
  const kept = columns.flatMap((j) => rows.map((i) => values[j * height + i] ?? 0))
  return new Matrix(rows.length, columns.length, kept)
}

/** The network that core knows by these sizes. */
function networkOf({ W1, W2 }: TinyNetwork): Network {
  return network({ features: W1.columns, hidden: [W1.rows], outputs: W2.rows })
}

function parametersOf({ W1, b1, W2, b2 }: TinyNetwork): NetworkParameters {
  return [
    { W: W1.values, b: b1.values },
    { W: W2.values, b: b2.values },
  ]
}

/** The numbers of one step, by core's `step` on the reference backend. */
export async function rightNumbers(tiny: TinyNetwork): Promise<RightNumbers> {
  const { X, Y, alpha, W1, b1, W2, b2 } = tiny
  const calculation = await Calculation.open(networkOf(tiny), X.values, Y.values, X.columns)
  try {
    const rates = { learningRate: alpha, l2: 0 }
    const { layers, T } = await calculation.of(parametersOf(tiny), rates)
    const [first, second] = layers
    if (!first || !second) throw new TypeError('A tiny network has two layers.')
    const m = X.columns
    const like = (of: Matrix, values: ArrayLike<number>) => new Matrix(of.rows, of.columns, values)
    const wide = (rows: number, values: ArrayLike<number>) => new Matrix(rows, m, values)
    return {
      of: {
        ...{ X, Y, W1, b1, W2, b2 },
        Z1: wide(W1.rows, first.Z),
        A1: wide(W1.rows, first.A),
        Z2: wide(W2.rows, second.Z),
        T: wide(W2.rows, T),
        dZ2: wide(W2.rows, second.dZ),
        dZ1: wide(W1.rows, first.dZ),
        dW2: like(W2, second.dW),
        db2: like(b2, second.db),
        dW1: like(W1, first.dW),
        db1: like(b1, first.db),
      },
      next: {
        W1: like(W1, first.nextW),
        b1: like(b1, first.nextB),
        W2: like(W2, second.nextW),
        b2: like(b2, second.nextB),
      },
    }
  } finally {
    await calculation.close()
  }
}

/** Central differences of J by each parameter, by core's gradient check; NaN where a ReLU changes sides. */
export async function quotients(tiny: TinyNetwork): Promise<Readonly<Record<Parameter, Matrix>>> {
  const { X, Y } = tiny
  const data = { X: X.values, Y: Y.values, instances: X.columns }
  const { blocks } = await gradientCheck(networkOf(tiny), parametersOf(tiny), data)
  const of = (name: Parameter) => {
    const block = blocks.find((found) => found.name === name)
    return new Matrix(tiny[name].rows, tiny[name].columns, block?.numeric ?? [])
  }
  return { W1: of('W1'), b1: of('b1'), W2: of('W2'), b2: of('b2') }
}

/**
 * Central differences of each instance's loss by its pre-activations, which is what dZ = m ∂J/∂Z is. A bias
 * is added to Z, so on one instance they are the quotients by the biases.
 */
export async function quotientsByInstance(
  tiny: TinyNetwork,
): Promise<Readonly<Record<'dZ1' | 'dZ2', Matrix>>> {
  const [first, second]: [number[], number[]] = [[], []]
  for (let i = 0; i < tiny.X.columns; i++) {
    const { b1, b2 } = await quotients({ ...tiny, X: column(tiny.X, i), Y: column(tiny.Y, i) })
    first.push(...b1.values)
    second.push(...b2.values)
  }
  const { columns: m } = tiny.X
  return { dZ1: new Matrix(tiny.W1.rows, m, first), dZ2: new Matrix(tiny.W2.rows, m, second) }
}

function column(of: Matrix, j: number): Matrix {
  return new Matrix(of.rows, 1, of.values.subarray(j * of.rows, (j + 1) * of.rows))
}
