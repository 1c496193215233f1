import { generator, uniform } from '@leven/core'

/** A normal number at each call, the same for the same seed (Box and Muller 1958). */
export function normals(seed: number): () => number {
  const random = generator(seed, 'sample')
  const share = () => (uniform(random, 1) + 1) / 2
  return () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share())
}

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z))
}
