import type { Output } from '@leven/core'
import { elementary } from './elementary.ts'
import type { KernelSource } from './kernel.ts'

const sigmoid: KernelSource = {
  name: 'output sigmoid',
  source: 'function (Z) { return logistic(Z[this.thread.y][this.thread.x]); }',
  functions: elementary.logistic,
}

/** e^(z − M) / Σ e^(z − M), M the largest of the column: nothing overflows and the sum is at least 1. */
const softmax: KernelSource = {
  name: 'output softmax',
  source: `function (Z) {
  let largest = Z[this.thread.y][0];
  for (let k = 1; k < this.constants.n; k++) {
    largest = Math.max(largest, Z[this.thread.y][k]);
  }
  let sum = 0.0;
  for (let k = 0; k < this.constants.n; k++) {
    sum = sum + decay(Z[this.thread.y][k] - largest);
  }
  return decay(Z[this.thread.y][this.thread.x] - largest) / sum;
}`,
  functions: elementary.decay,
}

const identity: KernelSource = {
  name: 'output identity',
  source: 'function (Z) { return Z[this.thread.y][this.thread.x]; }',
  functions: [],
}

/** T = σ(Z), softmax(Z) by columns, or Z. T and Z n × m; the size n. Equation (9). */
export function output(kind: Output): KernelSource {
  switch (kind) {
    case 'sigmoid':
      return sigmoid
    case 'softmax':
      return softmax
    case 'identity':
      return identity
    default:
      return kind satisfies never
  }
}
