import {
  generator,
  initialParameters,
  type Network,
  type NetworkParameters,
  network,
  uniform,
} from '@leven/core'

/** A small problem: a network, parameters with biases that are not 0, and instances. */
export interface Problem {
  readonly network: Network
  readonly parameters: NetworkParameters
  readonly X: Float64Array
  readonly Y: Float64Array
  readonly instances: number
}

/** The notes' network, 2-4-1, with 12 instances of an exclusive or. */
export function notesProblem(): Problem {
  const shape = network({ features: 2, hidden: [4] })
  return { network: shape, ...drawn(shape, 12, ([a = 0, b = 0]) => [a * b > 0 ? 1 : 0]) }
}

/** A deeper network with three classes. */
export function deepProblem(): Problem {
  const shape = network({
    features: 2,
    hidden: [3, 3],
    outputs: 3,
    output: 'softmax',
    activation: 'tanh',
  })
  return {
    network: shape,
    ...drawn(shape, 12, ([a = 0]) => [a < -0.5 ? 1 : 0, a >= -0.5 && a < 0.5 ? 1 : 0, a >= 0.5 ? 1 : 0]),
  }
}

function drawn(
  shape: Network,
  instances: number,
  target: (x: readonly number[]) => readonly number[],
): Omit<Problem, 'network'> {
  const random = generator(1, 'shuffle')
  const rows = Array.from({ length: instances }, () => [uniform(random, 1), uniform(random, 1)])
  const parameters = initialParameters(shape, 3).map(({ W, b }) => ({
    W,
    b: b.map(() => uniform(random, 0.3)),
  }))
  return {
    parameters,
    X: Float64Array.from(rows.flat()),
    Y: Float64Array.from(rows.flatMap(target)),
    instances,
  }
}
