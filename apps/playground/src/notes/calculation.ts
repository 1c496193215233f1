import {
  Allocation,
  type Backend,
  checkMatrix,
  checkParameters,
  type LearningWorkspace,
  layerShapes,
  learningWorkspace,
  loss,
  type Network,
  type NetworkParameters,
  openReference,
  type ParameterTensors,
  placeParameters,
  type StepRules,
  slope,
  step,
  type Tensor,
  type Values,
  withGradients,
} from '@leven/core'
import { unhurried } from './unhurried.ts'

/** The numbers of one layer in one step; n = n_l units, k = n_(l−1) inputs. */
export interface LayerNumbers {
  /** n × k and n × 1, before the step. */
  readonly W: Values
  readonly b: Values
  /** n × m, before and after the activation. */
  readonly Z: Values
  readonly A: Values
  /** g′(Z), n × m; ones in the last layer, whose A is Z. */
  readonly slope: Values
  /** m ∂J/∂Z, n × m. */
  readonly dZ: Values
  /** ∂J/∂W n × k and ∂J/∂b n × 1. */
  readonly dW: Values
  readonly db: Values
  /** W and b after the step. */
  readonly nextW: Values
  readonly nextB: Values
}

/** Every number of the derivation, for one set of parameters. Column-major. */
export interface Numbers {
  readonly network: Network
  /** m. */
  readonly instances: number
  readonly X: Values
  readonly Y: Values
  /** The prediction, nL × m. */
  readonly T: Values
  /** The loss of each instance, 1 × m. */
  readonly losses: Values
  /** The cost, without L2. */
  readonly J: number
  readonly layers: readonly LayerNumbers[]
}

/** α and λ of the step that is shown. */
export interface Rates {
  readonly learningRate: number
  readonly l2: number
}

/**
 * Computes the numbers of the derivation by core's `step` on the reference backend: nothing here is a
 * formula written a second time. Data are placed once; each calculation only writes the parameters.
 *
 * @example
 * const calculation = await Calculation.open(network, X, Y, m)
 * const { layers, J } = await calculation.of(parameters, { learningRate: 0.1, l2: 0 })
 * await calculation.close()
 */
export class Calculation {
  readonly #on: Backend
  readonly #network: Network
  readonly #from: Allocation
  readonly #workspace: LearningWorkspace
  readonly #before: readonly ParameterTensors[]
  readonly #logits: readonly Tensor[]
  readonly #cost: Tensor
  readonly #X: Values
  readonly #Y: Values

  private constructor(on: Backend, network: Network, X: Values, Y: Values, instances: number) {
    const from = new Allocation(on)
    const blank = layerShapes(network).map(({ units, inputs }) => ({
      W: new Float64Array(units * inputs),
      b: new Float64Array(units),
    }))
    this.#on = on
    this.#network = network
    this.#from = from
    this.#X = X
    this.#Y = Y
    this.#workspace = learningWorkspace(
      from,
      network,
      withGradients(from, placeParameters(from, network, blank), 0),
      {
        X: from.tensor(network.sizes[0] ?? 0, instances, X),
        Y: from.tensor(network.sizes.at(-1) ?? 0, instances, Y),
        s: undefined,
      },
    )
    this.#before = placeParameters(from, network, blank)
    this.#logits = this.#workspace.layers.slice(0, -1).map(({ A }) => from.tensor(A.rows, A.columns))
    this.#cost = from.tensor(1, 1)
  }

  /**
   * Places X n0 × m and Y nL × m.
   * @throws InvalidDataError when they do not have the network's shapes.
   */
  static async open(network: Network, X: Values, Y: Values, instances: number): Promise<Calculation> {
    checkMatrix('X', X, network.sizes[0] ?? 0, instances)
    checkMatrix('Y', Y, network.sizes.at(-1) ?? 0, instances)
    return new Calculation(unhurried(await openReference(), 4), network, X, Y, instances)
  }

  /**
   * All numbers of one step of gradient descent from `parameters`, with the full batch.
   * @throws InvalidOptionError when the parameters do not have the network's shapes.
   */
  async of(parameters: NetworkParameters, { learningRate, l2 }: Rates): Promise<Numbers> {
    checkParameters(this.#network, parameters)
    const [on, workspace] = [this.#on, this.#workspace]
    for (const [l, { W, b }] of workspace.layers.entries()) {
      const own = parameters[l]
      if (!own) continue
      on.write(W, own.W)
      on.write(b, own.b)
    }
    const rules: StepRules = {
      weights: { kind: 'gradientDescent', learningRate, l2 },
      biases: { kind: 'gradientDescent', learningRate, l2: 0 },
    }
    step(on, workspace, rules)
    const logits = this.#logitsOf(parameters)
    on.cost(this.#cost, workspace.Z, workspace.Y, workspace.output)
    const layers = await Promise.all(
      workspace.layers.map(async (layer, l): Promise<LayerNumbers> => {
        const A = await on.read(layer.A)
        return {
          W: parameters[l]?.W ?? none,
          b: parameters[l]?.b ?? none,
          Z: logits[l] ? await on.read(logits[l]) : A,
          A,
          slope: A.map((a) => slope(layer.g, a)),
          dZ: await on.read(layer.dZ),
          dW: await on.read(layer.dW),
          db: await on.read(layer.db),
          nextW: await on.read(layer.W),
          nextB: await on.read(layer.b),
        }
      }),
    )
    const [J = Number.NaN] = await on.read(this.#cost)
    const T = await on.read(workspace.T)
    const { columns: instances } = workspace.T
    const [X, Y] = [this.#X, this.#Y]
    return {
      network: this.#network,
      instances,
      X,
      Y,
      T,
      losses: this.#losses(await on.read(workspace.Z)),
      J,
      layers,
    }
  }

  /** Gives everything back. Nothing can be calculated afterwards. */
  async close(): Promise<void> {
    this.#from.free()
    await this.#on.close()
  }

  /**
   * Z of every layer but the last, whose A is Z. A step keeps A = g(Z) only and moves the parameters, so Z
   * is taken with the ones from before and the A that the step left.
   */
  #logitsOf(parameters: NetworkParameters): Tensor[] {
    return this.#logits.map((Z, l) => {
      const [own, values, layer] = [this.#before[l], parameters[l], this.#workspace.layers[l]]
      if (own && values && layer) {
        this.#on.write(own.W, values.W)
        this.#on.write(own.b, values.b)
        this.#on.dense(Z, own.W, layer.X, own.b, 'identity')
      }
      return Z
    })
  }

  /** L of each instance, 1 × m. */
  #losses(Z: Values): Values {
    const rows = this.#network.sizes.at(-1) ?? 1
    const column = (values: Values, j: number) => [...values.subarray(j * rows, (j + 1) * rows)]
    return Float64Array.from({ length: this.#Y.length / rows }, (_, j) =>
      loss(this.#network.output, column(Z, j), column(this.#Y, j)),
    )
  }
}

const none = new Float64Array(0)
