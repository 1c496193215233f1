import { activate, type Output } from '@leven/core'
import { Matrix, matrixFunctions } from './matrix.ts'

/** The parameters of two layers, and the instances that go through them. */
export interface ForwardInput {
  readonly W1: Matrix
  readonly b1: Matrix
  readonly W2: Matrix
  readonly b2: Matrix
  readonly X: Matrix
}

/** What a forward pass leaves, in the notes' shapes. */
export interface ForwardPass {
  readonly Z1: Matrix
  readonly A1: Matrix
  readonly Z2: Matrix
  readonly T: Matrix
}

/** The forward pass that the learner is given, (6)–(9), for one kind of output. */
export function forwardFor(output: Output): (input: ForwardInput) => ForwardPass {
  const { multiply, map } = matrixFunctions
  return ({ W1, b1, W2, b2, X }) => {
    const Z1 = plusColumn(multiply(W1, X), b1) //                                                 (6)
    const A1 = map(Z1, (z) => activate('relu', z)) //                                             (7)
    const Z2 = plusColumn(multiply(W2, A1), b2) //                                                (8)
    return { Z1, A1, Z2, T: predicted(output, Z2) } //                                            (9)
  }
}

function plusColumn(Z: Matrix, b: Matrix): Matrix {
  return matrixFunctions.matrix(
    Z.rows,
    Z.columns,
    (i, j) => (Z.values[j * Z.rows + i] ?? Number.NaN) + (b.values[i] ?? Number.NaN),
  )
}

function predicted(output: Output, Z: Matrix): Matrix {
  switch (output) {
    case 'sigmoid':
      return matrixFunctions.map(Z, (z) => activate('sigmoid', z))
    case 'identity':
      return matrixFunctions.map(Z, (z) => z)
    case 'softmax': {
      const columns = Array.from({ length: Z.columns }, (_, j) => softmax(Z, j))
      return new Matrix(Z.rows, Z.columns, columns.flat())
    }
    default:
      return output satisfies never
  }
}

function softmax(Z: Matrix, j: number): number[] {
  const z = Array.from({ length: Z.rows }, (_, i) => Z.at(i, j))
  const largest = Math.max(...z)
  const powers = z.map((zk) => Math.exp(zk - largest))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
