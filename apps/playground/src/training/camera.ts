import {
  Allocation,
  type Backend,
  type ForwardWorkspace,
  forward,
  forwardWorkspace,
  type Network,
  type ParameterTensors,
  type Values,
} from '@leven/core'
import { type Plane, pixels } from '../data/plane.ts'
import type { Neuron } from './neuron.ts'

/** What the network says about the plane. Pixels run in rows from the top left; a pixel is a column of T or A. */
export interface Picture {
  /** T, nL × side². */
  readonly prediction: { readonly side: number; readonly T: Values }
  /** A of each hidden layer, units × side². */
  readonly units: { readonly side: number; readonly layers: readonly Values[] }
  /** A of the hidden unit that was asked for, as finely as the prediction: 1 × side². */
  readonly enlarged?: { readonly neuron: Neuron; readonly A: Values }
}

/** Pixels along a side: at first, and at least. */
const first = { prediction: 96, units: 28 }
const least = { prediction: 24, units: 14 }

/** A picture that takes longer than this, in milliseconds, is too fine for its device. */
const longest = 12

/** So many pictures in a row have to be. */
const patience = 4

/** Takes pictures of a network on a device, as fine as the device is quick. */
export class Camera {
  readonly #on: Backend
  readonly #network: Network
  readonly #parameters: readonly ParameterTensors[]
  readonly #plane: Plane
  #sides = first
  /** Pictures in a row that took too long. The first may wait for compilation, another for other work. */
  #slow = 0
  #views: {
    readonly from: Allocation
    readonly prediction: ForwardWorkspace
    readonly units: ForwardWorkspace
  }

  constructor(on: Backend, network: Network, parameters: readonly ParameterTensors[], plane: Plane) {
    this.#on = on
    this.#network = network
    this.#parameters = parameters
    this.#plane = plane
    // A pixel is a column, and a device may bound them.
    const { largestDimension = Number.POSITIVE_INFINITY } = on.info
    const prediction = Math.min(first.prediction, Math.floor(Math.sqrt(largestDimension)))
    this.#sides = { ...first, prediction }
    this.#views = this.#open()
  }

  /**
   * What the network says now.
   * @param neuron a hidden unit to be seen more finely; another, or one that the network has not, is not.
   */
  async picture(neuron: Neuron | null): Promise<Picture> {
    const began = performance.now()
    const { prediction, units } = this.#views
    const sides = this.#sides
    forward(this.#on, prediction)
    forward(this.#on, units)
    const T = await this.#on.read(prediction.T)
    const hidden = units.layers.slice(0, -1)
    const layers = await Promise.all(hidden.map(({ A }) => this.#on.read(A)))
    this.#slow = performance.now() - began > longest ? this.#slow + 1 : 0
    // Nobody points at a unit for long: what that takes makes no picture coarser.
    const enlarged = neuron && (await this.#enlarge(neuron))
    if (this.#slow === patience) this.#coarsen()
    return {
      prediction: { side: sides.prediction, T },
      units: { side: sides.units, layers },
      ...(enlarged && { enlarged }),
    }
  }

  /** What the prediction was computed from: its view holds every layer. */
  async #enlarge(neuron: Neuron): Promise<Picture['enlarged']> {
    const layer = this.#views.prediction.layers.slice(0, -1)[neuron.layer - 1]
    if (!layer || neuron.unit >= layer.A.rows) return undefined
    const { rows, columns } = layer.A
    const all = await this.#on.read(layer.A)
    const A = Float32Array.from({ length: columns }, (_, pixel) => all[pixel * rows + neuron.unit] ?? 0)
    return { neuron, A }
  }

  /** Gives the device memory back. */
  free(): void {
    this.#views.from.free()
  }

  #coarsen(): void {
    const half = (side: number, atLeast: number) => Math.max(atLeast, Math.round(side / 2))
    const sides = {
      prediction: half(this.#sides.prediction, least.prediction),
      units: half(this.#sides.units, least.units),
    }
    if (sides.prediction === this.#sides.prediction) return
    this.#sides = sides
    this.#slow = 0
    this.#views.from.free()
    this.#views = this.#open()
  }

  #open() {
    const from = new Allocation(this.#on)
    const view = (side: number) => {
      const X = from.tensor(this.#plane.rest.length, side * side, pixels(this.#plane, side))
      return forwardWorkspace(from, this.#network, this.#parameters, X)
    }
    return { from, prediction: view(this.#sides.prediction), units: view(this.#sides.units) }
  }
}
