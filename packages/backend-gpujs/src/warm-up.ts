import {
  Allocation,
  type Backend,
  gradientDescent,
  learningWorkspace,
  momentCount,
  type Network,
  type Optimizer,
  placeParameters,
  step,
  updateRule,
  withGradients,
} from '@leven/core'

/** The sizes that a training will have. */
export interface WarmUp {
  /** The network whose kernels are compiled: its sizes, activations and output. */
  readonly network: Network
  /** Instances of each batch; the last of an epoch may be shorter, which is a size of its own. */
  readonly batchSizes: readonly number[]
  /** Default gradientDescent(). */
  readonly optimizer?: Optimizer
  /** Whether instances have weights. Default false. */
  readonly weighted?: boolean
  /** Instances of the data set that mini-batches are gathered from; without it nothing is gathered. */
  readonly instances?: number
}

/** Takes one step of each batch size on zeros, and frees everything: kernels compile when they are first called. */
export async function warmUp(on: Backend, shapes: WarmUp): Promise<void> {
  for (const size of shapes.batchSizes) await rehearse(on, shapes, size)
}

async function rehearse(on: Backend, shapes: WarmUp, size: number): Promise<void> {
  const { network, optimizer = gradientDescent(), weighted = false, instances } = shapes
  const [features = 0, outputs = 0] = [network.sizes[0], network.sizes.at(-1)]
  const from = new Allocation(on)
  try {
    const room = (rows: number) => {
      const batch = from.tensor(rows, size)
      if (instances) on.gather(batch, from.tensor(rows, instances), new Int32Array(size))
      return batch
    }
    const batch = { X: room(features), Y: room(outputs), s: weighted ? room(1) : undefined }
    const zeros = network.sizes.slice(1).map((units, l) => ({
      W: new Float32Array(units * (network.sizes[l] ?? 0)),
      b: new Float32Array(units),
    }))
    const layers = withGradients(from, placeParameters(from, network, zeros), momentCount(optimizer))
    const workspace = learningWorkspace(from, network, layers, batch)
    // The products of Adam's second step: its corrections divide.
    const rule = updateRule(optimizer, optimizer.learningRate, 0, { beta1: 0.5, beta2: 0.5 })
    step(on, workspace, { weights: rule, biases: rule })
    const J = from.tensor(1, 1)
    on.cost(J, workspace.Z, batch.Y, network.output, batch.s)
    await on.read(J)
    for (const { W } of layers) await on.read(W)
  } finally {
    from.free()
  }
}
