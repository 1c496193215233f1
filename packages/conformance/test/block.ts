import type { Tensor } from '@leven/core'

/** A float32 matrix on the host, column-major. */
export class Block implements Tensor {
  readonly rows: number
  readonly columns: number
  readonly owner: object
  values: Float32Array
  live = true

  constructor(owner: object, rows: number, columns: number, values: Float32Array) {
    this.owner = owner
    this.rows = rows
    this.columns = columns
    this.values = values
  }

  /** Element (i, j); NaN outside. */
  at(i: number, j: number): number {
    return this.values[j * this.rows + i] ?? Number.NaN
  }

  set(i: number, j: number, value: number): void {
    this.values[j * this.rows + i] = value
  }

  /** Overwrites every element. */
  fill(element: (i: number, j: number) => number): void {
    for (let j = 0; j < this.columns; j++) {
      for (let i = 0; i < this.rows; i++) this.set(i, j, element(i, j))
    }
  }
}
