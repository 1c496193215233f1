import { type LayerParameters, layerShapes, type Network, type NetworkParameters } from './network.ts'
import { generator, uniform } from './random.ts'
import { inOneGo, type Turns } from './turns.ts'

/**
 * How first weights are drawn, uniformly from [−limit, limit): he √(6 / fan-in) (He et al. 2015), for
 * layers of ReLU; glorot √(6 / (fan-in + fan-out)) (Glorot and Bengio 2010), for the others.
 * Uniform, since a normal draw needs a logarithm, whose bits differ between engines; a square root's do not.
 */
export type Initializer = 'he' | 'glorot'

/**
 * The first parameters of a network: weights drawn by the seed, biases zero.
 * @param initializer for every layer; by default he where the layer's activation is relu or leakyRelu, else glorot.
 */
export function initialParameters(
  network: Network,
  seed: number,
  initializer?: Initializer,
): NetworkParameters {
  return inOneGo(drawParameters(network, seed, initializer))
}

/** So many weights are drawn at a time, in about a millisecond. */
const weightsOfTurn = 65_536

/** Draws the same parameters in turns: a network of a hundred million weights takes seconds. */
export function* drawParameters(
  network: Network,
  seed: number,
  initializer?: Initializer,
): Turns<NetworkParameters> {
  const layers: LayerParameters[] = []
  for (const [layer, { inputs, units, activation }] of layerShapes(network).entries()) {
    const random = generator(seed, 'parameters', layer)
    const rectified = activation === 'relu' || activation === 'leakyRelu'
    const limit = weightLimit(initializer ?? (rectified ? 'he' : 'glorot'), inputs, units)
    const W = new Float64Array(units * inputs)
    for (let begin = 0; begin < W.length; begin += weightsOfTurn) {
      const end = Math.min(begin + weightsOfTurn, W.length)
      for (let i = begin; i < end; i++) W[i] = uniform(random, limit)
      if (end < W.length) yield
    }
    layers.push({ W, b: new Float64Array(units) })
  }
  return layers
}

function weightLimit(initializer: Initializer, fanIn: number, fanOut: number): number {
  switch (initializer) {
    case 'he':
      return Math.sqrt(6 / fanIn)
    case 'glorot':
      return Math.sqrt(6 / (fanIn + fanOut))
    default:
      return initializer satisfies never
  }
}
