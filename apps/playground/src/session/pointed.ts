export type { Neuron } from '../training/neuron.ts'

/** What the derivation speaks of: the whole batch, or one training instance, counted from 0. */
export type Selection = { readonly kind: 'batch' } | { readonly kind: 'instance'; readonly index: number }
