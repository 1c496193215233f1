import type { Kernels } from '../kernels.ts'
import { jobs, type Pool } from './pool.ts'

/** Fewer rows than this spill past their column, into one that another thread may be writing. */
const leastRows = 8
/** Parts begin at multiples of these: whole tiles of every instruction set, and whole vectors of a row. */
const instances = 48
const columns = 48

/**
 * The kernels, large products in parts on several threads: `dense` and `backpropagate` by instances, `gradients` by
 * columns of dW. A part computes its sums whole, so the bits are those of one thread.
 * @param least multiply-adds from which on waking others is repaid
 */
export function inParts(kernels: Kernels, pool: Pick<Pool, 'run'>, least: number): Kernels {
  return {
    ...kernels,
    dense(A, W, X, b, n, k, m, g) {
      const products = n * k * m
      if (products < least || n < leastRows || m < 2 * instances) {
        kernels.dense(A, W, X, b, n, k, m, g)
        return
      }
      pool.run(jobs.dense, [A, W, X, b, n, k, m, g], m, instances, products, (from, to) =>
        kernels.dense(A + from * n * 4, W, X + from * k * 4, b, n, k, to - from, g),
      )
    },
    gradients(dW, db, dZ, A, n, k, m, begin, end) {
      const products = n * k * m
      if (products < least || n < leastRows || k < 2 * columns) {
        kernels.gradients(dW, db, dZ, A, n, k, m, begin, end)
        return
      }
      pool.run(jobs.gradients, [dW, db, dZ, A, n, k, m], k, columns, -products, (from, to) =>
        kernels.gradients(dW, db, dZ, A, n, k, m, from, to),
      )
    },
    backpropagate(dZ1, W2, dZ2, A1, n, k, m, g) {
      const products = n * k * m
      if (products < least || k < leastRows || m < 2 * instances) {
        kernels.backpropagate(dZ1, W2, dZ2, A1, n, k, m, g)
        return
      }
      const operands = [dZ1, W2, dZ2, A1, n, k, m, g]
      pool.run(jobs.backpropagate, operands, m, instances, products + 0.5, (from, to) =>
        kernels.backpropagate(
          dZ1 + from * k * 4,
          W2,
          dZ2 + from * n * 4,
          A1 + from * k * 4,
          n,
          k,
          to - from,
          g,
        ),
      )
    },
  }
}
