import type { Activation, Backend, Output, Tensor, Values } from './backend.ts'
import { layerShapes, type Network, type NetworkParameters } from './network.ts'

/** Tensors that are allocated one by one and freed together. */
export class Allocation {
  readonly #on: Backend
  readonly #tensors: Tensor[] = []

  constructor(on: Backend) {
    this.#on = on
  }

  /** A tensor of the backend, remembered; of zeros without values. */
  tensor(rows: number, columns: number, values?: Values): Tensor {
    const made = this.#on.tensor(rows, columns, values)
    this.#tensors.push(made)
    return made
  }

  /** Frees all of them. */
  free(): void {
    for (const tensor of this.#tensors.splice(0)) this.#on.free(tensor)
  }
}

/** One layer's numbers on the device. W n_l × n_(l−1), b n_l × 1. */
export interface ParameterTensors {
  /** n_l × n_(l−1). */
  readonly W: Tensor
  /** n_l × 1. */
  readonly b: Tensor
}

/** One layer's numbers with their gradients and the optimizer's moments, each of the shape of what it belongs to. */
export interface LearningTensors extends ParameterTensors {
  /** ∂J/∂W, of W's shape. */
  readonly dW: Tensor
  /** ∂J/∂b, of b's shape. */
  readonly db: Tensor
  /** The optimizer's: none, v, or m and v; each of W's shape. */
  readonly momentsOfW: readonly Tensor[]
  /** The same for b. */
  readonly momentsOfB: readonly Tensor[]
}

/** One layer of a forward pass: A = g(W X + b). X n_(l−1) × m, A n_l × m. */
export interface ForwardLayer extends ParameterTensors {
  /** The activation: A = g(W X + b). */
  readonly g: Activation
  /** The activation of the layer below, or the instances themselves. */
  readonly X: Tensor
  /** g(Z); in the last layer, where g is identity, the logits Z[L]. */
  readonly A: Tensor
}

/** One layer of a training step; dZ n_l × m is m ∂J/∂Z. */
export interface LearningLayer extends ForwardLayer, LearningTensors {
  /** m ∂J/∂Z of this layer, n_l × m. */
  readonly dZ: Tensor
  /** The layer below, absent in the first. */
  readonly below: LearningLayer | undefined
}

/** A batch on the device. X n0 × m, Y nL × m, s 1 × m. */
export interface BatchTensors {
  /** n0 × m: an instance is a column. */
  readonly X: Tensor
  /** nL × m: the targets. */
  readonly Y: Tensor
  /** 1 × m: the weight of each instance; undefined where all weigh the same. */
  readonly s: Tensor | undefined
}

/** Everything a forward pass of m instances needs. */
export interface ForwardWorkspace<Layer extends ForwardLayer = ForwardLayer> {
  /** First to last. */
  readonly layers: readonly Layer[]
  /** What Z becomes in T. */
  readonly output: Output
  /** The logits: A of the last layer. */
  readonly Z: Tensor
  /** The prediction, nL × m. */
  readonly T: Tensor
}

/** Everything a training step of m instances needs. */
export interface LearningWorkspace extends ForwardWorkspace<LearningLayer>, BatchTensors {
  /** Last to first, the order of backpropagation. */
  readonly downward: readonly LearningLayer[]
  /** dZ of the last layer. */
  readonly dZ: Tensor
}

/** Copies the numbers of a network to the device. */
export function placeParameters(
  to: Allocation,
  network: Network,
  parameters: NetworkParameters,
): ParameterTensors[] {
  return layerShapes(network).map(({ units, inputs }, l) => ({
    W: to.tensor(units, inputs, parameters[l]?.W),
    b: to.tensor(units, 1, parameters[l]?.b),
  }))
}

/** Gives each layer its gradients and moments, all zero. */
export function withGradients(
  from: Allocation,
  layers: readonly ParameterTensors[],
  moments: number,
): LearningTensors[] {
  const like = ({ rows, columns }: Tensor) => from.tensor(rows, columns)
  const momentsOf = (tensor: Tensor) => Array.from({ length: moments }, () => like(tensor))
  return layers.map(({ W, b }) => ({
    W,
    b,
    dW: like(W),
    db: like(b),
    momentsOfW: momentsOf(W),
    momentsOfB: momentsOf(b),
  }))
}

/** A workspace for predictions: the activations of X's instances. */
export function forwardWorkspace(
  from: Allocation,
  network: Network,
  parameters: readonly ParameterTensors[],
  X: Tensor,
): ForwardWorkspace {
  const shapes = layerShapes(network)
  const layers: ForwardLayer[] = []
  let input = X
  for (const [l, own] of parameters.entries()) {
    const A = from.tensor(own.W.rows, X.columns)
    layers.push({ W: own.W, b: own.b, g: shapes[l]?.activation ?? 'identity', X: input, A })
    input = A
  }
  return { layers, output: network.output, Z: input, T: from.tensor(input.rows, input.columns) }
}

/** A workspace for training on one batch size. */
export function learningWorkspace(
  from: Allocation,
  network: Network,
  parameters: readonly LearningTensors[],
  batch: BatchTensors,
): LearningWorkspace {
  const forward = forwardWorkspace(from, network, parameters, batch.X)
  const layers: LearningLayer[] = []
  let dZ = batch.Y
  for (const [l, own] of parameters.entries()) {
    const layer = forward.layers[l]
    if (!layer) continue
    dZ = from.tensor(layer.A.rows, layer.A.columns)
    layers.push({ ...layer, ...own, dZ, below: layers[l - 1] })
  }
  return { ...forward, ...batch, layers, downward: layers.toReversed(), dZ }
}
