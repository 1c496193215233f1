import type { Network, NetworkParameters, Values } from '@leven/core'
import type { Neuron, Selection } from '../../session/pointed.ts'

/** What the derivation shows: the network, its numbers, the training data as the network sees them, and what is selected. */
export interface DerivationProps {
  readonly network: Network
  /** W n_l × n_(l−1) and b n_l × 1 of each layer, column-major, as they are now. */
  readonly parameters: NetworkParameters
  /** X, n0 × instances, column-major. */
  readonly X: Values
  /** Y, nL × instances, column-major. */
  readonly Y: Values
  /** m: training instances. */
  readonly instances: number
  /** The names of the inputs, n0 of them. */
  readonly features: readonly string[]
  readonly selection: Selection
  /** α. */
  readonly learningRate: number
  /** L2 strength: J + (l2/2) ΣW². */
  readonly l2: number
  readonly epoch: number
  /** Whether training goes on, and the numbers change. */
  readonly playing: boolean
  /** The unit that is pointed at, here or in the diagram. */
  readonly highlighted: Neuron | null
  onHighlight(neuron: Neuron | null): void
  onSelect(selection: Selection): void
}
