import type { KernelSource } from './kernel.ts'

/** dZ = T − Y. All n × m. */
export const residual: KernelSource = {
  name: 'residual',
  source: `function (T, Y) {
  return T[this.thread.y][this.thread.x] - Y[this.thread.y][this.thread.x];
}`,
  functions: [],
}

/** dZ = (T − Y) ⊙ s. dZ, T and Y n × m, s 1 × m. */
export const weightedResidual: KernelSource = {
  name: 'residual weighted',
  source: `function (T, Y, s) {
  return (T[this.thread.y][this.thread.x] - Y[this.thread.y][this.thread.x]) * s[this.thread.y][0];
}`,
  functions: [],
}
