/** One unit of the network. Layer 0 holds the inputs, the last layer the outputs; units count from 0. */
export interface Neuron {
  readonly layer: number
  readonly unit: number
}
