import type { Activation } from '@leven/core'
import { slopeOf } from './activation.ts'
import type { KernelSource } from './kernel.ts'

/** dZ1 = W2ᵀ dZ2 ⊙ g′(Z1), the slope from A1 = g(Z1). dZ1 and A1 k × m, W2 n × k, dZ2 n × m; the size n. In (13), (14). */
export function backpropagate(g: Activation): KernelSource {
  return {
    name: `backpropagate ${g}`,
    source: `function (W2, dZ2, A1) {
  let sum = 0.0;
  for (let i = 0; i < this.constants.n; i++) {
    sum = sum + W2[this.thread.x][i] * dZ2[this.thread.y][i];
  }
  const a = A1[this.thread.y][this.thread.x];
  ${slopeOf(g)}
  return result;
}`,
    functions: [],
  }
}
