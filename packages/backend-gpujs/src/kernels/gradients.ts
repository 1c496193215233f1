import type { KernelSource } from './kernel.ts'

/** dW = (1/m) dZ Aᵀ. dW n × k, dZ n × m, A k × m; the size m. Equations (11), (13). */
export const weightGradient: KernelSource = {
  name: 'dW',
  source: `function (dZ, A) {
  let sum = 0.0;
  for (let i = 0; i < this.constants.m; i++) {
    sum = sum + dZ[i][this.thread.x] * A[i][this.thread.y];
  }
  return sum / this.constants.m;
}`,
  functions: [],
}

/** db = (1/m) Σ dZ. db n × 1, dZ n × m; the size m. Equations (12), (14). */
export const biasGradient: KernelSource = {
  name: 'db',
  source: `function (dZ) {
  let sum = 0.0;
  for (let i = 0; i < this.constants.m; i++) {
    sum = sum + dZ[i][this.thread.x];
  }
  return sum / this.constants.m;
}`,
  functions: [],
}
