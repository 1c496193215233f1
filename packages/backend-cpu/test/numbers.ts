import { type Backend, generator, type Tensor, uniform } from '@leven/core'
import type { Numbers } from './documented-order.ts'

/** Draws matrices whose numbers span several binades, so that every rounding shows. The same for one seed. */
export function draw(seed: number): (rows: number, columns: number) => Numbers {
  const random = generator(seed, 'parameters')
  return (rows, columns) => ({
    rows,
    columns,
    values: Float32Array.from(
      { length: rows * columns },
      () => uniform(random, 1) / (1.01 - uniform(random, 1)),
    ),
  })
}

/** The matrix on a device. */
export function upload(on: Backend, numbers: Numbers): Tensor {
  return on.tensor(numbers.rows, numbers.columns, numbers.values)
}

/** A matrix on a device that holds NaN: an output must overwrite it wholly. */
export function poisoned(on: Backend, rows: number, columns: number): Tensor {
  return on.tensor(rows, columns, new Float32Array(rows * columns).fill(Number.NaN))
}

/** The bit patterns of float32 values: a comparison that tells −0 from 0. */
export function bitsOf(values: ArrayLike<number>): number[] {
  return [...new Uint32Array(Float32Array.from(values).buffer)]
}
