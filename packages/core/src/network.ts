import type { Activation, Output, Values } from './backend.ts'

/**
 * What a network is: its sizes and functions, not its numbers.
 * The notes' network for n features and h hidden units is
 * `{ sizes: [n, h, 1], activations: ['relu'], output: 'sigmoid' }`.
 */
export interface Network {
  /** [n0, n1, …, nL]: features, units of each hidden layer, outputs. */
  readonly sizes: readonly number[]
  /** One for each hidden layer, L − 1 in all. */
  readonly activations: readonly Activation[]
  readonly output: Output
}

/** The numbers of one layer: W n_l × n_(l−1) and b n_l × 1, column-major. */
export interface LayerParameters {
  readonly W: Values
  readonly b: Values
}

/** The numbers of a network, first layer first. */
export type NetworkParameters = readonly LayerParameters[]
