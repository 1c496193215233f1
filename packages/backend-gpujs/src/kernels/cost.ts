import type { Output } from '@leven/core'
import { elementary } from './elementary.ts'
import type { KernelSource } from './kernel.ts'

/** L⁽ⁱ⁾ from the logits: lines that add to `loss`, and the functions they call. */
function lossOf(kind: Output): { readonly lines: string; readonly functions: readonly string[] } {
  switch (kind) {
    case 'sigmoid':
      // max(z, 0) − zy + log(1 + e^−|z|). For y = 0 or 1 the first two are max(z, 0) or max(−z, 0), exactly.
      return {
        lines: `for (let k = 0; k < this.constants.n; k++) {
    const z = Z[this.thread.y][k];
    loss = loss + ((Math.max(z, 0.0) - z * Y[this.thread.y][k]) + logOnePlus(decay(-Math.abs(z))));
  }`,
        functions: [...elementary.decay, ...elementary.logOnePlus],
      }
    case 'softmax':
      return {
        lines: `let largest = Z[this.thread.y][0];
  for (let k = 1; k < this.constants.n; k++) {
    largest = Math.max(largest, Z[this.thread.y][k]);
  }
  let sum = 0.0;
  for (let k = 0; k < this.constants.n; k++) {
    sum = sum + decay(Z[this.thread.y][k] - largest);
  }
  const logSum = logAbove(sum);
  for (let k = 0; k < this.constants.n; k++) {
    loss = loss + Y[this.thread.y][k] * ((largest - Z[this.thread.y][k]) + logSum);
  }`,
        functions: [...elementary.decay, ...elementary.logAbove],
      }
    case 'identity':
      return {
        lines: `for (let k = 0; k < this.constants.n; k++) {
    const difference = Z[this.thread.y][k] - Y[this.thread.y][k];
    loss = loss + 0.5 * (difference * difference);
  }`,
        functions: [],
      }
    default:
      return kind satisfies never
  }
}

/** s⁽ⁱ⁾ L⁽ⁱ⁾ of each instance. The result is 1 × m, Z and Y n × m, s 1 × m; the size n. In (10). */
export function losses(kind: Output, weighted: boolean): KernelSource {
  const { lines, functions } = lossOf(kind)
  return {
    name: `losses ${kind}${weighted ? ' weighted' : ''}`,
    source: `function (Z, Y${weighted ? ', s' : ''}) {
  let loss = 0.0;
  ${lines}
  return loss${weighted ? ' * s[this.thread.y][0]' : ''};
}`,
    functions,
  }
}

/** Losses that one thread adds up. */
export const block = 256

/** Sums of blocks of a row of m: the result is 1 × ⌈m / block⌉, the sizes m and block. */
export const blockSums: KernelSource = {
  name: 'block sums',
  source: `function (L) {
  let sum = 0.0;
  const first = this.thread.y * this.constants.block;
  for (let i = 0; i < this.constants.block; i++) {
    if (first + i < this.constants.m) {
      sum = sum + L[first + i][0];
    }
  }
  return sum;
}`,
  functions: [],
}

/** J = (1/m) Σ. The argument is 1 × count; sizes count and m. In (10). */
export const mean: KernelSource = {
  name: 'mean',
  source: `function (L) {
  let sum = 0.0;
  for (let i = 0; i < this.constants.count; i++) {
    sum = sum + L[i][0];
  }
  return sum / this.constants.m;
}`,
  functions: [],
}
