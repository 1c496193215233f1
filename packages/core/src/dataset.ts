import type { Values } from './backend.ts'

/** Instances and their targets. Column-major: an instance is contiguous. */
export interface Dataset {
  /** m: the number of instances. */
  readonly instances: number
  /** X, n0 × m. */
  readonly X: Values
  /** Y, nL × m: 0 or 1 for sigmoid, a distribution over the classes for softmax, any number for identity. */
  readonly Y: Values
  /** One weight for each instance, not negative; scaled to mean 1 before training. */
  readonly sampleWeights?: Values
}
