import type { Activation } from '@leven/core'
import { activationOf } from './activation.ts'
import type { KernelSource } from './kernel.ts'

/** A = g(W X + b). A n × m, W n × k, X k × m, b n × 1; the size k. Equations (6)–(8). */
export function dense(g: Activation): KernelSource {
  const { text, functions } = activationOf(g)
  return {
    name: `dense ${g}`,
    source: `function (W, X, b) {
  let z = b[0][this.thread.x];
  for (let k = 0; k < this.constants.k; k++) {
    z = z + W[k][this.thread.x] * X[this.thread.y][k];
  }
  return ${text};
}`,
    functions,
  }
}
