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
export function inParts(kernels: Kernels, pool: Pool, least: number): Kernels {
  return {
    ...kernels,
    dense(A, W, X, b, n, k, m, g) {
      const products = n * k * m
      const whole = products < least || n < leastRows || m < 2 * instances
      const compute = (from: number, to: number) =>
        kernels.dense(A + from * n * 4, W, X + from * k * 4, b, n, k, to - from, g)
      const operands = [A, W, X, b, n, k, m, g]
      if (whole) compute(0, m)
      else pool.run(jobs.dense, operands, m, instances, products, compute)
    },
    gradients(dW, db, dZ, A, n, k, m, begin, end) {
      const products = n * k * m
      const whole = products < least || n < leastRows || k < 2 * columns
      const compute = (from: number, to: number) => kernels.gradients(dW, db, dZ, A, n, k, m, from, to)
      const operands = [dW, db, dZ, A, n, k, m]
      if (whole) compute(begin, end)
      else pool.run(jobs.gradients, operands, k, columns, -products, compute)
    },
    backpropagate(dZ1, W2, dZ2, A1, n, k, m, g) {
      const products = n * k * m
      const whole = products < least || k < leastRows || m < 2 * instances
      const compute = (from: number, to: number) =>
        kernels.backpropagate(
          dZ1 + from * k * 4,
          W2,
          dZ2 + from * n * 4,
          A1 + from * k * 4,
          n,
          k,
          to - from,
          g,
        )
      const operands = [dZ1, W2, dZ2, A1, n, k, m, g]
      if (whole) compute(0, m)
      else pool.run(jobs.backpropagate, operands, m, instances, products + 0.5, compute)
    },
  }
}
