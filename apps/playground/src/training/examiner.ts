import {
  Allocation,
  type Backend,
  type Dataset,
  type ForwardWorkspace,
  forward,
  forwardWorkspace,
  type Network,
  type ParameterTensors,
  type Tensor,
  type Values,
} from '@leven/core'
import { type Score, score } from './score.ts'
import { type UnitHealth, unitHealth } from './unit-health.ts'

/** What the network makes of one set of points. */
export interface Examination {
  /** J (10), without L2. */
  readonly cost: number
  readonly score: Score
  /** What the network says of each instance: nL × m, column-major. */
  readonly T: Values
}

/** Examines a network on points that stay on the device. */
export class Examiner {
  readonly #on: Backend
  readonly #network: Network
  readonly #data: Dataset
  readonly #from: Allocation
  readonly #workspace: ForwardWorkspace
  readonly #Y: Tensor
  readonly #J: Tensor

  constructor(on: Backend, network: Network, parameters: readonly ParameterTensors[], data: Dataset) {
    this.#on = on
    this.#network = network
    this.#data = data
    this.#from = new Allocation(on)
    const X = this.#from.tensor(network.sizes[0] ?? 0, data.instances, data.X)
    this.#workspace = forwardWorkspace(this.#from, network, parameters, X)
    this.#Y = this.#from.tensor(network.sizes.at(-1) ?? 0, data.instances, data.Y)
    this.#J = this.#from.tensor(1, 1)
  }

  /** The cost and the score now. */
  async examine(): Promise<Examination> {
    const { output, sizes } = this.#network
    forward(this.#on, this.#workspace)
    this.#on.cost(this.#J, this.#workspace.Z, this.#Y, output)
    const [cost = Number.NaN] = await this.#on.read(this.#J)
    const T = await this.#on.read(this.#workspace.T)
    return { cost, score: score(output, T, this.#data.Y, sizes.at(-1) ?? 1), T }
  }

  /** The health of the units of each hidden layer, as of the last examination. */
  async health(): Promise<readonly (readonly UnitHealth[])[]> {
    const hidden = this.#workspace.layers.slice(0, -1)
    return Promise.all(hidden.map(async ({ A, g }) => unitHealth(g, await this.#on.read(A), A.rows)))
  }

  /** Gives the device memory back. */
  free(): void {
    this.#from.free()
  }
}
