import { type Dataset, generator, type Network, uniform } from '@leven/core'

/** A small seeded problem for a network: inputs in [−2, 2), targets that fit its output. */
export function problem({ sizes, output }: Network, instances: number, seed = 1): Dataset {
  const random = generator(seed, 'split')
  const [features = 0, outputs = 0] = [sizes[0], sizes.at(-1)]
  const X = Float64Array.from({ length: features * instances }, () => uniform(random, 2))
  const Y = new Float64Array(outputs * instances)
  for (let i = 0; i < instances; i++) {
    const score = X.subarray(i * features, (i + 1) * features).reduce(
      (sum, x) => sum + x,
      uniform(random, 0.5),
    )
    const label = Math.min(outputs - 1, Math.max(0, Math.floor(score + outputs / 2)))
    for (let k = 0; k < outputs; k++) {
      const targets = { sigmoid: Number(score > k), softmax: Number(k === label), identity: score * (k + 1) }
      Y[i * outputs + k] = targets[output]
    }
  }
  return { instances, X, Y }
}
