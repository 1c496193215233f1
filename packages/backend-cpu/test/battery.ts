import type { Activation, Backend, Output, Tensor } from '@leven/core'
import { generator, uniform } from '@leven/core'

/**
 * The SHA-256 of everything `runBattery` computes, on any 64-bit machine, in Node and in browsers.
 * It changes only where the order of summation, a polynomial or the battery itself is changed on purpose:
 * print the new one with `node_modules/.bin/vitest run packages/backend-cpu/test/same-bits.test.ts`.
 */
export const expectedSha256 = 'b6a0c63b65fdcfe6080d5e7d9e57695ff901204d64674908de0579bd7c868619'

const activations: readonly Activation[] = ['identity', 'relu', 'leakyRelu', 'sigmoid', 'tanh']
const outputs: readonly Output[] = ['sigmoid', 'softmax', 'identity']
const shapes: readonly (readonly [n: number, k: number, m: number])[] = [
  [1, 1, 1],
  [1, 33, 1025],
  [3, 5, 2049],
  [7, 8, 31],
  [16, 17, 9],
  [65, 270, 40],
]

/** Every operation with every option on fixed pseudo-random numbers; the hash of all results in hexadecimal. */
export async function runBattery(on: Backend): Promise<string> {
  const random = generator(42, 'parameters')
  const results: Float32Array[] = []
  for (const [n, k, m] of shapes) {
    const made: Tensor[] = []
    const draw = (rows: number, columns: number, limit = 2): Tensor => {
      const tensor = on.tensor(
        rows,
        columns,
        Float32Array.from({ length: rows * columns }, () => uniform(random, limit)),
      )
      made.push(tensor)
      return tensor
    }
    const keep = async (...tensors: Tensor[]) => {
      for (const tensor of tensors) results.push(Float32Array.from(await on.read(tensor)))
    }
    const [W, X, b, dZ, s] = [draw(n, k), draw(k, m), draw(n, 1), draw(n, m), draw(1, m)]
    const [A, dX, dW, db, J] = [draw(n, m), draw(k, m), draw(n, k), draw(n, 1), draw(1, 1)]
    for (const g of activations) {
      on.dense(A, W, X, b, g)
      on.backpropagate(dX, W, dZ, X, g)
      await keep(A, dX)
    }
    on.gradients(dW, db, dZ, X)
    await keep(dW, db)
    for (const kind of outputs) {
      const Z = draw(n, m, 60)
      const Y = draw(n, m, 1)
      on.output(A, Z, kind)
      on.cost(J, Z, Y, kind, s)
      await keep(A, J)
      on.residual(A, Z, Y, s)
      await keep(A)
    }
    const moments = [on.tensor(n, k), on.tensor(n, k)]
    const velocity = [on.tensor(n, k)]
    made.push(...moments, ...velocity)
    for (let t = 1; t <= 3; t++) {
      on.update(W, dW, [], { kind: 'gradientDescent', learningRate: 0.1, l2: 0.01 })
      on.update(W, dW, velocity, { kind: 'momentum', learningRate: 0.1, l2: 0.01, momentum: 0.9 })
      on.update(W, dW, moments, adam)
    }
    await keep(W, ...velocity, ...moments)
    for (const tensor of made) on.free(tensor)
  }
  if (!results.every((values) => values.every(Number.isFinite)))
    throw new Error('The battery must stay finite.')
  const bytes = new Uint8Array(results.reduce((length, { byteLength }) => length + byteLength, 0))
  let offset = 0
  for (const { buffer, byteLength } of results) {
    bytes.set(new Uint8Array(buffer), offset)
    offset += byteLength
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const adam = {
  kind: 'adam',
  learningRate: 0.01,
  l2: 0.01,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  correction1: 0.1,
  correction2: 0.001,
} as const
