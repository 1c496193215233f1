import type { Backend } from '@leven/core'
import { bitsOf, draw, upload } from './numbers.ts'

/** Products that are computed in parts, again and again, until threads are warm and after: the bits that were seen. */
export async function products(on: Backend, rounds = 200): Promise<Set<string>> {
  const random = draw(5)
  const [W, X, b] = [upload(on, random(70, 90)), upload(on, random(90, 500)), upload(on, random(70, 1))]
  const [A, dW, db, dX] = [on.tensor(70, 500), on.tensor(70, 90), on.tensor(70, 1), on.tensor(90, 500)]
  const seen = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    on.dense(A, W, X, b, 'relu')
    on.gradients(dW, db, A, X)
    on.backpropagate(dX, W, A, X, 'tanh')
    if (round % 10) continue
    seen.add((await Promise.all([A, dW, db, dX].map((t) => on.read(t)))).flatMap(bitsOf).join())
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return seen
}
