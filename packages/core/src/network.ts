import type { Activation, Output, Values } from './backend.ts'
import { InvalidOptionError } from './errors.ts'

/**
 * What a network is: its sizes and functions, not its numbers.
 * The notes' network for n features and h hidden units is
 * `{ sizes: [n, h, 1], activations: ['relu'], output: 'sigmoid' }`.
 */
export interface Network {
  /** `[n0, n1, …, nL]`: features, units of each hidden layer, outputs. */
  readonly sizes: readonly number[]
  /** One for each hidden layer, L − 1 in all. */
  readonly activations: readonly Activation[]
  /** What the last layer's Z becomes, and with it the loss. */
  readonly output: Output
}

/** The numbers of one layer: W n_l × n_(l−1) and b n_l × 1, column-major. */
export interface LayerParameters {
  /** n_l × n_(l−1), column-major. */
  readonly W: Values
  /** n_l numbers. */
  readonly b: Values
}

/** The numbers of a network, first layer first. */
export type NetworkParameters = readonly LayerParameters[]

/** What `network` needs to know; the rest is the notes' network. */
export interface NetworkOptions {
  /** n0: inputs of an instance. */
  readonly features: number
  /** Units of each hidden layer, first to last. [] is logistic, softmax or linear regression. Default [16]. */
  readonly hidden?: readonly number[]
  /** nL: outputs. Several sigmoid outputs are several independent labels. Default 1. */
  readonly outputs?: number
  /** One for all hidden layers, or one for each. Default 'relu'. */
  readonly activation?: Activation | readonly Activation[]
  /** Default 'sigmoid'. */
  readonly output?: Output
}

/** Every activation of the port. */
export const activationNames: readonly Activation[] = ['identity', 'relu', 'leakyRelu', 'sigmoid', 'tanh']

/** Every output of the port. */
export const outputNames: readonly Output[] = ['sigmoid', 'softmax', 'identity']

/**
 * A network, checked; by default the notes': one hidden ReLU layer and one sigmoid output.
 * @throws InvalidOptionError for sizes that are not positive integers, unknown functions, or a softmax of one output.
 * @example
 * network({ features: 30 })                                         // 30-16-1, the notes' two layers
 * network({ features: 4, hidden: [32, 16], outputs: 3, output: 'softmax' })
 */
export function network(options: NetworkOptions): Network {
  const { features, hidden = [16], outputs = 1, activation = 'relu', output = 'sigmoid' } = options
  const activations = typeof activation === 'string' ? hidden.map(() => activation) : activation
  const made: Network = { sizes: [features, ...hidden, outputs], activations: [...activations], output }
  checkNetwork(made)
  return made
}

/** Parameters, gradients and Adam's two moments, of 4 bytes each, in the 32-bit addresses of WebAssembly. */
const mostParameters = 2 ** 28

/** All weights and biases. */
function parameterCount(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, units, l) => sum + units * ((sizes[l] ?? 0) + 1), 0)
}

/**
 * Returns when the network is one that can be built.
 * @throws InvalidOptionError otherwise; the message names the size or function at fault.
 */
export function checkNetwork({ sizes, activations, output }: Network): void {
  const wrong = sizes.find((size) => !(Number.isSafeInteger(size) && size > 0))
  if (wrong !== undefined || sizes.length < 2) {
    throw new InvalidOptionError(
      `A network of sizes ${sizes.join('-')} cannot be built.`,
      'Give features, units and outputs as positive integers.',
    )
  }
  const parameters = parameterCount(sizes)
  if (parameters > mostParameters) {
    throw new InvalidOptionError(
      `A network of sizes ${sizes.join('-')} has ${parameters} parameters; with their gradients and moments they need more than the 4 GiB that a backend's memory can address.`,
      'Give fewer units.',
    )
  }
  if (activations.length !== sizes.length - 2) {
    throw new InvalidOptionError(
      `There are ${activations.length} activations for ${sizes.length - 2} hidden layers.`,
      'Give one activation for all hidden layers or one for each.',
    )
  }
  const unknown = activations.find((name) => !activationNames.includes(name))
  if (unknown !== undefined) {
    throw new InvalidOptionError(
      `There is no activation ${unknown}.`,
      `Choose among ${activationNames.join(', ')}.`,
    )
  }
  if (!outputNames.includes(output)) {
    throw new InvalidOptionError(`There is no output ${output}.`, `Choose among ${outputNames.join(', ')}.`)
  }
  if (output === 'softmax' && sizes.at(-1) === 1) {
    throw new InvalidOptionError(
      'A softmax over one output is always 1.',
      'Give an output for each class, or use a sigmoid output.',
    )
  }
}

/** One layer of a network: what it computes and its shape. */
export interface LayerShape {
  /** n_(l−1): inputs, the fan-in. */
  readonly inputs: number
  /** n_l: units, the fan-out. */
  readonly units: number
  /** g; identity in the last layer, whose A is Z[L], the logits. */
  readonly activation: Activation
}

/** The layers of a network, first to last. */
export function layerShapes({ sizes, activations }: Network): readonly LayerShape[] {
  return sizes.slice(1).map((units, index) => ({
    inputs: sizes[index] ?? 0,
    units,
    activation: activations[index] ?? 'identity',
  }))
}

/**
 * Returns when the parameters have the network's shapes.
 * @throws InvalidOptionError otherwise.
 */
export function checkParameters(shape: Network, parameters: NetworkParameters): void {
  const layers = layerShapes(shape)
  if (layers.length !== parameters.length) {
    throw new InvalidOptionError(
      `The parameters have ${parameters.length} layers but the network has ${layers.length}.`,
      'Give the parameters of this network.',
    )
  }
  for (const [index, { W, b }] of parameters.entries()) {
    const { units = 0, inputs = 0 } = layers[index] ?? {}
    if (W.length === units * inputs && b.length === units) continue
    throw new InvalidOptionError(
      `Layer ${index + 1} is ${units}×${inputs} but its parameters are ${W.length} weights and ${b.length} biases.`,
      'Give the parameters of this network.',
    )
  }
}
