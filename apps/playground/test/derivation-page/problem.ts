import { generator, initialParameters, type Network, network, uniform } from '@leven/core'
import type { Problem } from '../derivation-fixture.ts'

/** What the page shows: the notes' 2-4-1, or six layers of eight units and three classes; 120 instances. */
export function pageProblem(kind: 'notes' | 'deep'): Problem {
  const deep = kind === 'deep'
  const shape: Network = deep
    ? network({ features: 2, hidden: [8, 8, 8, 8, 8, 8], activation: 'tanh', outputs: 3, output: 'softmax' })
    : network({ features: 2, hidden: [4] })
  const random = generator(1, 'shuffle')
  const instances = 120
  const X = Float64Array.from({ length: 2 * instances }, () => uniform(random, 1))
  const inside = (i: number) => ((X[2 * i] ?? 0) * (X[2 * i + 1] ?? 0) > 0 ? 1 : 0)
  const Y = deep
    ? Float64Array.from({ length: 3 * instances }, (_, i) => (i % 3 === inside(Math.floor(i / 3)) ? 1 : 0))
    : Float64Array.from({ length: instances }, (_, i) => inside(i))
  const parameters = initialParameters(shape, 1).map(({ W, b }) => ({
    W,
    b: b.map(() => uniform(random, 0.2)),
  }))
  return { network: shape, parameters, X, Y, instances }
}
