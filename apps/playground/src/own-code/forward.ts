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
  return ({ W1, b1, W2, b2, X }) => {
    const { Z: Z1, A: A1 } = dense(W1, X, b1) //                                             (6), (7)
    const Z2 = plusColumn(matrixFunctions.multiply(W2, A1), b2) //                                (8)
    return { Z1, A1, Z2, T: predicted(output, Z2) } //                                            (9)
  }
}

/** A hidden layer: Z = W X + b and A = ReLU(Z), (6) and (7). */
export function dense(W: Matrix, X: Matrix, b: Matrix): { readonly Z: Matrix; readonly A: Matrix } {
  const Z = plusColumn(matrixFunctions.multiply(W, X), b)
  return { Z, A: matrixFunctions.map(Z, (z) => activate('relu', z)) }
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
