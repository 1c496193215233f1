/** One unit of the network. Layer 0 holds the inputs, the last layer the outputs; units count from 0. */
export interface Neuron {
  readonly layer: number
  readonly unit: number
}

/** What the derivation speaks of: the whole batch, or one training instance, counted from 0. */
export type Selection = { readonly kind: 'batch' } | { readonly kind: 'instance'; readonly index: number }
