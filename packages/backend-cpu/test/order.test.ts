import type { Backend } from '@leven/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as documented from './documented-order.ts'
import { everyMode, threadModes } from './every-mode.ts'
import { bitsOf, draw, poisoned, upload } from './numbers.ts'

const seed = 20260101

/** Sizes on both sides of every vector width, panel and block of the kernels. */
const products: readonly (readonly [n: number, k: number, m: number])[] = [
  [1, 1, 1],
  [1, 3, 5],
  [1, 15, 4],
  [1, 16, 3],
  [1, 17, 9],
  [1, 33, 2],
  [1, 64, 7],
  [1, 500, 6],
  [2, 3, 5],
  [3, 7, 4],
  [4, 2, 4],
  [4, 300, 9],
  [5, 7, 9],
  [7, 31, 8],
  [8, 16, 17],
  [8, 600, 3],
  [9, 8, 15],
  [15, 33, 5],
  [16, 4, 33],
  [17, 300, 31],
  [31, 5, 16],
  [33, 9, 1],
  [70, 257, 65],
  [100, 513, 18],
  [259, 30, 67],
]

/** One block, two, and counts whose binary digits leave several sums in the counter. */
const sums: readonly (readonly [n: number, k: number, m: number])[] = [
  [1, 1, 1],
  [1, 5, 15],
  [1, 3, 1023],
  [1, 9, 1024],
  [1, 4, 1025],
  [1, 2, 7 * 1024 + 17],
  [2, 3, 2049],
  [3, 17, 1025],
  [4, 5, 3 * 1024 + 1],
  [4, 20, 2049],
  [5, 3, 255],
  [5, 3, 257],
  [7, 1, 6 * 1024],
  [8, 8, 1024],
  [9, 5, 1025],
  [17, 33, 2049],
  [33, 2, 5 * 1024 + 3],
  [131, 3, 1030],
  [3, 131, 1030],
  [130, 133, 33],
  [514, 403, 9],
  [513, 2, 1030],
  [5, 401, 1030],
]

describe.each([...everyMode, ...threadModes.slice(0, 1)])('on %s', (_name, open) => {
  let on: Backend
  beforeAll(async () => {
    on = await open()
  })
  afterAll(() => on.close())

  describe('each output of dense is one sum in the documented order', () => {
    test.each(products)('W %i×%i, %i instances', async (n, k, m) => {
      const random = draw(seed)
      const [W, X, b] = [random(n, k), random(k, m), random(n, 1)]
      const A = poisoned(on, n, m)
      on.dense(A, upload(on, W), upload(on, X), upload(on, b), 'identity')
      expect(bitsOf(await on.read(A))).toEqual(bitsOf(documented.dense(W, X, b)))
    })
  })

  describe('each output of backpropagate is one serial sum', () => {
    test.each(products)('W2 %i×%i, %i instances', async (n, k, m) => {
      const random = draw(seed)
      const [W2, dZ2, A1] = [random(n, k), random(n, m), random(k, m)]
      const dZ1 = poisoned(on, k, m)
      on.backpropagate(dZ1, upload(on, W2), upload(on, dZ2), upload(on, A1), 'relu')
      expect(bitsOf(await on.read(dZ1))).toEqual(bitsOf(documented.backpropagate(W2, dZ2, A1)))
    })
  })

  describe('gradients are summed in blocks of 1,024 instances, combined pairwise', () => {
    test.each(sums)('dZ has %i rows, A %i, %i instances', async (n, k, m) => {
      const random = draw(seed)
      const [dZ, A] = [random(n, m), random(k, m)]
      const [dW, db] = [poisoned(on, n, k), poisoned(on, n, 1)]
      on.gradients(dW, db, upload(on, dZ), upload(on, A))
      expect(bitsOf(await on.read(dW))).toEqual(bitsOf(documented.weightGradient(dZ, A)))
      expect(bitsOf(await on.read(db))).toEqual(bitsOf(documented.biasGradient(dZ)))
    })
  })

  describe('cost is summed in blocks of 1,024 instances, combined pairwise', () => {
    test.each(
      [1, 3, 16, 17, 1023, 1024, 1025, 2049, 7 * 1024 + 5].flatMap((m) => [
        [1, m, false] as const,
        [3, m, true] as const,
      ]),
    )('%i outputs, %i instances, weighted: %s', async (n, m, weighted) => {
      const random = draw(seed)
      const [Z, Y] = [random(n, m), random(n, m)]
      const s = weighted ? random(1, m) : undefined
      const J = poisoned(on, 1, 1)
      on.cost(J, upload(on, Z), upload(on, Y), 'identity', s && upload(on, s))
      expect(bitsOf(await on.read(J))).toEqual(bitsOf([documented.squaredCost(Z, Y, s)]))
    })
  })
})
