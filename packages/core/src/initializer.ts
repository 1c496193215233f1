import { layerShapes, type Network, type NetworkParameters } from './network.ts'
import { generator, uniform } from './random.ts'

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
  return layerShapes(network).map(({ inputs, units, activation }, layer) => {
    const random = generator(seed, 'parameters', layer)
    const rectified = activation === 'relu' || activation === 'leakyRelu'
    const limit = weightLimit(initializer ?? (rectified ? 'he' : 'glorot'), inputs, units)
    return {
      W: Float64Array.from({ length: units * inputs }, () => uniform(random, limit)),
      b: new Float64Array(units),
    }
  })
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
