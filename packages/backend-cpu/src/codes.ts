import type { Activation, Output } from '@leven/core'

/** The number by which the kernels know g: assembly/activation.ts. */
export function activationCode(g: Activation): number {
  switch (g) {
    case 'identity':
      return 0
    case 'relu':
      return 1
    case 'leakyRelu':
      return 2
    case 'sigmoid':
      return 3
    case 'tanh':
      return 4
    default:
      return g satisfies never
  }
}

/** The number by which the kernels know an output: assembly/output.ts. */
export function outputCode(kind: Output): number {
  switch (kind) {
    case 'identity':
      return 0
    case 'sigmoid':
      return 1
    case 'softmax':
      return 2
    default:
      return kind satisfies never
  }
}
